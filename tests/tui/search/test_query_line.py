"""The line of the search screen: what is typed and pasted there, and what stays while a query is refined."""

from __future__ import annotations

from typing import Any

import pytest

from reader.session.library.workspace import Workspace
from reader.session.search.hits import HitList, look_for
from reader.text.problem import Problem
from reader.tui.app import ScolieApp
from reader.tui.widget.query_line import QueryLine
from tests.tui.app_pilot import foot, marks, paste, press, until
from tests.tui.showing import seen

SIZE = (100, 24)


async def test_what_is_marked_stays_so_while_the_query_is_refined(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"le", "enter", "tab", "tab", "equals_sign", "slash", *' x "rien')
        assert "A phrase has no end." in seen(pilot)  # and before that nothing was found
        await press(pilot, *("backspace",) * 8, *' "rien ne"', "enter")
        assert "4 hits" in seen(pilot) and "MARKED 2 hits" in foot(pilot)
        await press(pilot, "slash", "ctrl+u", *"grutiers", "enter")
        assert "MARKED" not in foot(pilot)


async def test_the_line_says_what_was_typed_where_nothing_begins_so_either(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"gruti", "enter")
        line = pilot.app.screen.query_one(QueryLine)
        assert line.value == "gruti*" and not line.has_focus
        await press(pilot, "slash", "ctrl+u", *"quai", "enter")
        assert line.value == "quai" and "Nothing is found." in seen(pilot)
        await press(pilot, *" OR grutiers", "enter", "h")
        assert marks(workspace) == [("grutiers", (), "")]


async def test_direction_marks_around_pasted_words_are_left_out(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s")
        await paste(pilot, "\u202a\u2068grutiers\u2069\u2028reviennent\u202c\n")
        assert pilot.app.screen.query_one(QueryLine).value == "grutiers reviennent"
        assert "2 hits" in seen(pilot)


async def test_g_s_leads_back_to_the_line(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"le", "enter", "g", "s", *" préfet", "enter")
        assert pilot.app.screen.query_one(QueryLine).value == "le préfet"


async def test_a_search_that_cannot_be_made_is_said_and_the_next_one_is_made(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(workspace: Workspace, query: str, *_: Any) -> HitList:
        if query.startswith("le"):
            raise Problem("The library cannot be read.")
        return look_for(workspace, query)

    monkeypatch.setattr("reader.tui.screen.search.hit_search.look_for", fails)
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"le port")
        assert "The library cannot be read." in seen(pilot)
        await press(pilot, "ctrl+u", *"grutiers", "enter", "h")
        assert marks(workspace) == [("grutiers", (), "")]


async def test_an_open_search_follows_whether_words_have_forms(workspace: Workspace) -> None:
    app = ScolieApp(workspace)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"grutier", "enter")
        assert "1 hit" in seen(pilot)
        await press(pilot, "ctrl+p", *"forms of a word", "enter", *"not", "enter")
        await until(pilot, lambda: "Nothing is found." in seen(pilot))
