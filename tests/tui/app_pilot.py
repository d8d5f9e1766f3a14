"""What tests of the app press, wait for, and see."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

from textual import events
from textual.pilot import Pilot

from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.widget.bar import StatusBar
from tests.tui.showing import seen


def article(pilot: Pilot[None]) -> ArticleScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ArticleScreen)
    return screen


def lit(pilot: Pilot[None]) -> str:
    screen = article(pilot)
    assert screen.pane.selection
    return screen.pane.selection.span.of(screen.view.text)


def marks(workspace: Workspace) -> list[tuple[str, tuple[str, ...], str]]:
    book = workspace.codebook
    return [
        (annotation.quote, book.paths(annotation.tags), annotation.note) for annotation in annotations_in(workspace)
    ]


def add_large(workspace: Workspace, end: str) -> None:
    """Add the article `gros`, too large to be looked through while a key waits, which ends with ``end``."""
    text = "\n\n".join(f"Le paragraphe {number} parle du vent et de la mer." for number in range(9_000))
    (workspace.root / "seeds" / "gros.txt").write_text(f"{text}\n\n{end}", encoding="utf-8")
    workspace.articles()


def type_at_once(app: ScolieApp, keys: str) -> None:
    """Type faster than the app takes keys."""
    for letter in keys:
        app.post_message(events.Key({"\r": "enter", "/": "slash"}.get(letter, letter), letter))


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for what is done in the background; fail after half a minute."""
    end = monotonic() + 30
    while not holds():
        if monotonic() > end:
            raise AssertionError(seen(pilot))
        await pilot.pause()


async def work_done(pilot: Pilot[None]) -> None:
    """Wait until nothing is done in the background. What was cancelled, as with the screen that asked for it, counts as done."""
    await until(pilot, lambda: not len(pilot.app.workers))


async def all_taken(pilot: Pilot[None]) -> None:
    """Wait until the app has done what every key means that was typed before."""
    app = pilot.app
    assert isinstance(app, ScolieApp)
    came = asyncio.Event()
    app.call_later(came.set)  # behind the keys
    await came.wait()
    await until(pilot, lambda: app.key_queue.is_empty)


def foot(pilot: Pilot[None]) -> str:
    """Return the words of the lowest line."""
    return pilot.app.screen.query_one(StatusBar).render_line(0).text


def messages(pilot: Pilot[None]) -> str:
    """Return all messages that stand on the screen."""
    assert isinstance(pilot.app, ScolieApp)
    return " ".join(each.message for each in pilot.app.notifications.shown)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until every key that was typed has had its effect, and what it set off in the background is done.

    What is done may set off more, so nothing must be left twice in a row: between the two, the app does what work that
    has just ended has told it.
    """
    app = pilot.app
    assert isinstance(app, ScolieApp)
    looks_at_rest = 0
    while looks_at_rest < 2:
        await pilot.pause()
        await until(
            pilot,
            lambda: app.key_queue.is_empty and (not isinstance(app.screen, KeyedScreen) or app.screen.waiting.stands),
        )
        looks_at_rest = 0 if len(app.workers) else looks_at_rest + 1
        await work_done(pilot)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, each of which may wait for what the one before has set off."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste into the line that one types in, and press Enter."""
    line = pilot.app.screen.focused
    assert line
    line.post_message(events.Paste(text))
    await settled(pilot)
    await press(pilot, "enter")
