"""The line to type in is made when it is first asked for, and loses nothing of what is typed meanwhile."""

from __future__ import annotations

from textual import events

from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.widget.bar import Prompt


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
