"""What a running app shows, and what is on the disk meanwhile."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.opening import open_library
from reader.text.span import Span
from reader.tui.app import ScolieApp
from reader.tui.screen.article.screen import ArticleScreen
from tests.tui.app_pilot import work_done

FIRST = Span(0, 15)


def anew(root: Path) -> dict[str, str]:
    """Return the notes by quote, as a program started now finds them."""
    workspace = open_library(root)
    workspace.articles()
    return {annotation.quote: annotation.note for annotation in annotations_in(workspace)}


def shown_quotes(pilot: Pilot[None]) -> set[str]:
    screen = pilot.app.screen
    assert isinstance(screen, ArticleScreen)
    return {annotation.quote for annotation in screen.view.annotations}


async def look(pilot: Pilot[None], times: int = 6) -> None:
    """Let the app look around, as it does every so often."""
    assert isinstance(pilot.app, ScolieApp)
    for _ in range(times):
        pilot.app.watcher.look()
        await work_done(pilot)
        await pilot.pause()
