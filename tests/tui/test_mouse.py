"""The mouse in the text: a click lights a sentence, a drag selects words, the wheel scrolls."""

from __future__ import annotations

from textual.pilot import Pilot

from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from tests.tui.app_pilot import lit, settled
from tests.tui.showing import seen


def cell_of(pilot: Pilot[None], words: str) -> tuple[int, int]:
    """Return where on the screen some words begin, below the title line."""
    return next((row.index(words), y) for y, row in enumerate(seen(pilot).splitlines()) if words in row and y)


async def test_a_click_and_a_double_click_light_the_sentence(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        for times in (1, 2):
            await pilot.press("g", "g")
            await pilot.click(offset=cell_of(pilot, "grutiers"), times=times)
            await settled(pilot)
            assert lit(pilot) == "Les grutiers reviennent."


async def test_a_drag_selects_whole_words_both_ways(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        x, y = cell_of(pilot, "grutiers")
        await pilot.mouse_down(offset=(x + 2, y))
        await settled(pilot)
        end, row = cell_of(pilot, "reviennent")
        await pilot.hover(offset=(end + 3, row))
        assert lit(pilot) == "grutiers reviennent"
        start, row = cell_of(pilot, "rouvre")
        await pilot.hover(offset=(start + 1, row))
        assert lit(pilot) == "rouvre. Les grutiers"
        await pilot.hover(offset=(x + 1, y))
        assert lit(pilot) == "grutiers"
        await pilot.mouse_up(offset=(x + 1, y))
        await pilot.hover(offset=(end, row))
        assert lit(pilot) == "grutiers"
