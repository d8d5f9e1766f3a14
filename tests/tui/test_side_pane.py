"""The side pane on the reading screen, keys only."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from reader.session.annotations.annotate import annotate, delete
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.workspace import Workspace
from reader.text.span import Span
from reader.tui.app import ScolieApp
from reader.tui.screen.article.screen import ArticleScreen
from tests.tui.app_pilot import messages


@pytest.fixture
def marked(workspace: Workspace) -> Workspace:
    text = workspace.document("port").text
    for quote, tag in (("Le port", "mer"), ("préfet", "état"), ("presse", "mer")):
        start = text.index(quote)
        annotate(workspace, "port", (Span(start, start + len(quote)),), (tag,))
    other = workspace.document("ete").text.index("vent")
    annotate(workspace, "ete", (Span(other, other + 4),), ())
    return workspace


def screen(pilot: Pilot[None]) -> ArticleScreen:
    found = pilot.app.screen
    assert isinstance(found, ArticleScreen)
    return found


def lit(pilot: Pilot[None]) -> str:
    selection = screen(pilot).pane.selection
    assert selection
    return selection.span.of(screen(pilot).view.text)


def quotes(workspace: Workspace) -> list[str]:
    return [annotation.quote for annotation in annotations_in(workspace)]


async def test_the_text_follows_and_enter_goes_there(marked: Workspace) -> None:
    async with ScolieApp(marked, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("tab")
        assert lit(pilot) == "Le port"
        await pilot.press("j")
        assert lit(pilot) == "préfet"
        await pilot.press("space")
        assert lit(pilot) == "presse"
        await pilot.press("pageup", "j", "enter")
        assert lit(pilot) == "préfet"
        assert screen(pilot).context == "article"


async def test_an_annotation_that_another_program_deletes_may_still_be_lit(marked: Workspace) -> None:
    async with ScolieApp(marked, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("tab")
        delete(marked, next(each for each in annotations_in(marked, "port") if each.quote == "Le port"))
        await pilot.press("e")  # before the pane is filled again
        assert "There is no annotation here." in messages(pilot)
        await pilot.press("j", "j")
        assert lit(pilot) == "presse"


async def test_it_filters_while_one_types(marked: Workspace) -> None:
    async with ScolieApp(marked, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("tab", "slash", *"ETAT")
        await pilot.pause()
        assert [note.quote for note in screen(pilot).side.notes] == ["Le port", "préfet", "presse"]
        assert len(screen(pilot).side.rows) == 1
        assert lit(pilot) == "préfet"
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert len(screen(pilot).side.rows) == 3
        assert screen(pilot).context == "side"
        await pilot.press("escape")
        assert screen(pilot).context == "article"


async def test_verbs_act_on_the_note_that_is_lit(marked: Workspace) -> None:
    async with ScolieApp(marked, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("tab", "j", "a", *"Vu", "ctrl+s")
        await pilot.pause()
        assert [annotation.quote for annotation in annotations_in(marked) if annotation.note] == ["préfet"]
        await pilot.press("d", "d")
        assert sorted(quotes(marked)) == ["Le port", "vent"]
        await pilot.press("u", "u")
        assert sorted(quotes(marked)) == ["Le port", "presse", "préfet", "vent"]


async def test_a_boundary_is_moved_from_here(marked: Workspace) -> None:
    async with ScolieApp(marked, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("tab", "e", "w", "enter")
        assert "Le port rouvre." in quotes(marked)


async def test_the_whole_library(marked: Workspace) -> None:
    async with ScolieApp(marked, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("tab", "s")
        assert {note.article for note in screen(pilot).side.notes} == {
            "Le port rouvre. Les grutiers reviennent.",
            "Un été",
        }
        await pilot.press("slash", *"vent", "enter", "y")
        await pilot.pause()
        assert "Enter goes there" in messages(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert screen(pilot).article == "ete"
