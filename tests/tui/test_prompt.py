"""The line to type in is made when it is first asked for, and loses nothing of what is typed meanwhile."""

from __future__ import annotations

from textual import events
from textual.pilot import Pilot

from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.widget.bar import Prompt
from tests.tui.app_pilot import press
from tests.tui.showing import seen


def status(pilot: Pilot[None]) -> str:
    return seen(pilot).splitlines()[-1]


async def test_what_is_typed_at_once_is_in_the_line(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, ArticleScreen)
        assert not screen.query(Prompt)
        for again in ("gru", "port"):
            for key, letter in (("slash", "/"), *((one, one) for one in again)):
                pilot.app.post_message(events.Key(key, letter))
            for _ in range(100):
                if not any(line.value.endswith(again) for line in screen.query(Prompt)):
                    await pilot.pause()
            assert screen.prompt.value.endswith(again)
            assert screen.prompt.region.bottom == screen.bar.region.y
            await pilot.press("escape")
            await pilot.pause()
            assert not screen.prompt.display
        assert len(screen.query(Prompt)) == 1


async def test_the_status_line_offers_only_keys_that_are_not_typed(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await press(pilot, "J", "slash", "g")
        assert status(pilot).split() == "Search in this article Enter Apply Tab Concordance Esc Cancel".split()
        await press(pilot, "escape")
        assert status(pilot).startswith(" SELECT 2 sentences")
        assert "h Highlight" in status(pilot)
