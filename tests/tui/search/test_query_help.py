"""Help on queries is where they are typed."""

from __future__ import annotations

import pytest

from reader.command.command import CONTEXTS
from reader.command.keyfile import preset
from reader.search.query.fields import FIELDS
from reader.search.query.parser import parse
from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.dialog.keys_page import KeysPage
from reader.tui.screen.keys_help import sections
from reader.tui.screen.query_help import ASKED, query_help
from reader.tui.widget.query_line import QueryLine
from tests.tui.app_pilot import foot, press
from tests.tui.showing import seen


def test_the_page_of_keys_says_what_can_be_asked_where_queries_are_typed() -> None:
    for context in CONTEXTS:
        titles = [title for title, _rows in sections(preset("default"), (context,))]
        assert ("Queries" in titles) is (context in ASKED)


def test_every_field_and_sign_is_said_and_can_be_asked() -> None:
    _title, rows = query_help("Ctrl+p")
    assert {f"{name}:" for name in FIELDS} <= {sign for sign, _what in rows}
    assert "switches that" in rows[0][1]
    for sign, _what in rows:
        if not sign.endswith(":"):
            parse(sign)


@pytest.mark.parametrize("query", ["", "port"])
async def test_in_an_empty_line_the_key_of_help_helps_and_else_it_is_typed(workspace: Workspace, query: str) -> None:
    async with ScolieApp(workspace).run_test(size=(100, 40)) as pilot:
        await press(pilot, "g", "s", *query)
        line = pilot.app.screen.query_one(QueryLine)
        assert ("? Help" in foot(pilot)) is (not query) and ("Tab Complete" in foot(pilot)) is bool(query)
        await press(pilot, "question_mark")
        if query:
            assert line.value == "port?"
            return
        assert isinstance(pilot.app.screen, KeysPage) and "Queries" in seen(pilot)
        await press(pilot, "escape", *"port")
        assert line.value == "port" and line.has_focus
