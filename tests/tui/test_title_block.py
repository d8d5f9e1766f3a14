"""What is known of an article stands above its text."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from reader.layout.motion import opening
from reader.session.codebook.tag_edits import describe_article
from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from tests.tui.app_pilot import article, lit, press
from tests.tui.showing import seen

KNOWN = {"title": "Les grues du quai", "source": "Le Rivage", "date": "2024-12-03", "author": "A. Le Goff"}
LINE = "Le Rivage · 3 décembre 2024 · A. Le Goff · 1 min"


def describe(workspace: Workspace, **values: str) -> None:
    describe_article(workspace, workspace.article("port"), values)


def top_rows(pilot: Pilot[None], count: int) -> list[str]:
    return [strip.text.strip(" ┃▌") for strip in article(pilot).pane.strips(range(count))]


async def test_it_is_seen_and_neither_lit_nor_clicked_nor_counted(workspace: Workspace) -> None:
    describe(workspace, **KNOWN)
    async with ScolieApp(workspace, "port").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert top_rows(pilot, 3) == [KNOWN["title"], LINE, ""]
        pane = article(pilot).pane
        assert pane.document
        assert pane.selection == opening(pane.document)
        before = lit(pilot)
        await pilot.click(type(pane), offset=(12, 0))
        await press(pilot, "k", "pageup")
        assert lit(pilot) == before
        assert top_rows(pilot, 1) == [KNOWN["title"]]


async def test_what_i_sets_appears(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "i", "tab", "tab", *"Rivage", "ctrl+s")
        assert top_rows(pilot, 2) == ["Rivage · 1 min", ""]
        before = lit(pilot)
        await press(pilot, "i", "tab", "tab", *["backspace"] * 6, "ctrl+s")
        assert top_rows(pilot, 1) == ["Le port rouvre. Les grutiers reviennent."]
        assert lit(pilot) == before


async def test_the_snapshot_shows_it(workspace: Workspace) -> None:
    describe(workspace, **KNOWN)
    async with ScolieApp(workspace, "port").run_test(size=(80, 24)) as pilot:
        await press(pilot, "j")
        assert any(LINE in row for row in article(pilot).picture())


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (3, 2), (200, 60)])
async def test_a_title_of_500_letters_fits_any_window(workspace: Workspace, size: tuple[int, int]) -> None:
    describe(workspace, title="Le quai et la grue " * 27, source="Le Rivage")
    async with ScolieApp(workspace, "port").run_test(size=size) as pilot:
        await press(pilot, "j", "k", "h", "pagedown", "pageup", "pageup", "pageup")
        if size == (20, 5):
            assert "quai" in seen(pilot), "page up reads the title"
            assert lit(pilot) in workspace.text("port")
