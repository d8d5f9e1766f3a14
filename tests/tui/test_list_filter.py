"""The filter of the list speaks the query language while it is typed."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from reader.session.annotations.annotate import annotate
from reader.session.codebook.tag_edits import describe_article
from reader.session.library.workspace import Workspace
from reader.text.span import Span
from reader.tui.app import ScolieApp
from reader.tui.widget.bar import Prompt
from reader.tui.widget.list_pane import ListPane
from reader.tui.widget.query_line import QueryLine
from tests.tui.app_pilot import foot, messages, press, until
from tests.tui.showing import seen


def shown(pilot: Pilot[None]) -> list[str]:
    return [row.id for row in pilot.app.screen.query_one(ListPane).rows]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("rouv", ["port"]),  # the word at the end is still being typed
        ("ports", ["port"]),  # its title has the other form
        ("rouv por", []),
        ("rouvre por", ["port"]),
        ("-rouvre", ["ete"]),
        ("rouvre tag:", ["port"]),
        ("article:port OR article:ete", ["port", "ete"]),
        ("date:2024", []),
        ("unread", ["port", "ete"]),
        ("tag:quai/no", ["port"]),
        ("-tag:quai", ["ete"]),
        ("lang:en", []),
    ],
)
async def test_a_query_is_answered_while_it_is_typed(workspace: Workspace, query: str, ids: list[str]) -> None:
    annotate(workspace, "port", [Span(0, 8)], ["quai/nord"])
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await press(pilot, "slash", *query)
        assert shown(pilot) == ids


async def test_annotations_are_read_beside_the_keyboard(workspace: Workspace) -> None:
    annotate(workspace, "port", [Span(0, 8)], [], "une note")
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await press(pilot, "slash", *"has:note")
        await until(pilot, lambda: shown(pilot) == ["port"])


async def test_what_is_half_typed_leaves_the_list_and_is_said_at_enter(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await press(pilot, "slash", *'"rouvre" "', *"sor")
        assert shown(pilot) == ["port"]
        await press(pilot, "enter")
        assert "A phrase has no end." in messages(pilot) and "character 10" in messages(pilot)
        await press(pilot, "slash")
        assert pilot.app.screen.query_one(Prompt).value == '"rouvre" "sor'  # to be mended
        await press(pilot, "escape")
        assert len(shown(pilot)) == 2


async def test_a_regular_expression_that_explodes_in_a_title_is_said_and_shows_all(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.search.query.pattern.SECONDS", 0.05)
    describe_article(workspace, workspace.article("port"), {"title": "a" * 5_000 + "!"})
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await press(pilot, "slash", *"/(a+)+$/")
        assert shown(pilot) == ["port", "ete"]
        await press(pilot, "enter")
        assert "takes too long" in messages(pilot) and '-article:"port"' in messages(pilot)
        await press(pilot, "slash", "end", *' -article:"port"', "enter")
        assert shown(pilot) == []


async def test_tab_takes_what_is_offered_behind_the_cursor(workspace: Workspace) -> None:
    annotate(workspace, "port", [Span(0, 8)], ["quai/nord"])
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        line = pilot.app.screen.query_one(Prompt)
        await press(pilot, "slash", *"ta")
        assert "Complete" in foot(pilot)
        await press(pilot, "tab")
        assert line.value == "tag:"
        await press(pilot, *"quai/", "tab")
        assert line.value == "tag:quai/nord"
        assert shown(pilot) == ["port"]
        await press(pilot, "tab", *" x")
        assert line.value == "tag:quai/nord x"


async def test_a_value_that_needs_quotation_marks_is_offered_and_taken_with_them(workspace: Workspace) -> None:
    describe_article(workspace, workspace.article("port"), {"source": "Le Monde"})
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        line = pilot.app.screen.query_one(Prompt)
        await press(pilot, "slash", *"rouvre source:le")
        assert 'rouvre source:le → source:"Le Monde"' in seen(pilot)
        await press(pilot, "home", "right")
        assert line.value == "rouvre source:le"
        await press(pilot, "end", "tab")
        assert line.value == 'rouvre source:"Le Monde"' and shown(pilot) == ["port"]
        await press(pilot, "escape", "g", "s", *"source:monde", "tab", *" le", "enter")
        assert pilot.app.screen.query_one(QueryLine).value == 'source:"Le Monde" le'
        assert "3 hits" in seen(pilot)
