"""The keyboard lives: whatever is typed, and whenever work beside it ends, Esc and q lead back to the text."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from functools import partial

import pytest
from textual import events
from textual.pilot import Pilot

from reader.session.annotations.annotate import annotate
from reader.session.library.texts import ArticleTexts
from reader.session.library.workspace import Workspace
from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui.app import ScolieApp
from reader.tui.dialog.choose import Choose
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.screen.journal import JournalScreen
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.screen.library import LibraryScreen
from reader.tui.screen.search.screen import SearchScreen
from reader.tui.service import background
from reader.tui.terminal.key_effect import KeyEffect
from tests.tui.app_pilot import work_done
from tests.tui.holding import Held
from tests.tui.rest import until_at_rest
from tests.tui.showing import Stage, ask, seen

NAMED = {"\r": "enter", "\x1b": "escape", "\t": "tab", "\x7f": "backspace", "\x03": "ctrl+c", "\x13": "ctrl+s",
         "\x12": "ctrl+r", "\x0f": "ctrl+o", "\x0e": "ctrl+n", "\x10": "ctrl+p", " ": "space"}  # fmt: skip
DIALOGS = {
    "search everywhere": "gs", "an article": "ga", "the annotations": "gn", "the palette": "\x10", "tags": "t",
    "a note": "a", "what is known": "i", "an ink": "H", "a theme": "zt", "the keys": "?", "a command": "!",
    "a pass": "T", "a pass that begins": "Tmer\r\r", "the passes": "gp", "a memo": "A", "a search": "/", "labels": "f", "the codebook": "gt",
    "a new tag": "gtn", "another name": "gtr", "another place": "gtm", "a merge": "gtM", "a colour": "gtc",
    "a split": "gts", "a definition": "gted", "a codebook from a file": "gtI", "the journal": "gdn",
    "the excerpts": "gx", "the counts": "gc", "the review": "gr", "the marks": "gm",
}  # fmt: skip
KEYS = "xz port\r\r\r\x1b\t\x7f\x03\x13\x12\x0f\x0e/jk"
RUNS = 3


def type_in(app: ScolieApp, keys: str) -> None:
    for letter in keys:
        app.post_message(events.Key(NAMED.get(letter, letter), letter if letter.isprintable() else None))


async def turn(times: int = 1) -> None:
    """Let everything that is ready have its turn."""
    for _ in range(times):
        await asyncio.sleep(0)


async def until_it(pilot: Pilot[None], holds: Callable[[], bool], *, tries: int = 25) -> bool:
    """Wait for something; return False if it has not come although the app has come to rest several times."""
    for _ in range(tries):
        if holds():
            return True
        await until_at_rest(max_sleep=0.3)  # while a thread waits for what is held, the app does not rest
    return False


def lit(app: ScolieApp) -> object:
    screen = app.screen
    return screen.pane.selection if isinstance(screen, ArticleScreen) else None


async def press_until(pilot: Pilot[None], app: ScolieApp, key: str, holds: Callable[[], bool]) -> bool:
    """Press a key as often as a person would to whom nothing happens; return whether something does."""
    for _ in range(6):
        type_in(app, key)
        if await until_it(pilot, holds, tries=6):
            return True
    return False


async def is_alive(pilot: Pilot[None], app: ScolieApp) -> bool:
    """Whether a key moves what is lit in the text."""
    for key in "jk":
        type_in(app, key)
        if await until_it(pilot, partial(_moved, app, lit(app)), tries=6):
            return True
    return False


def _moved(app: ScolieApp, before: object) -> bool:
    return lit(app) not in (None, before)


def _left(app: ScolieApp, before: object) -> bool:
    return app.screen is not before


async def leave(pilot: Pilot[None], app: ScolieApp) -> bool:
    """Press Esc, and q where Esc closes nothing, until keys move in the text; return whether they do."""
    for _ in range(12):
        if isinstance(app.screen, ArticleScreen) and await is_alive(pilot, app):
            return True
        type_in(app, "\x1b")
        closed = await until_it(pilot, partial(_left, app, app.screen), tries=6)
        if not closed and isinstance(app.screen, KeyedScreen) and not isinstance(app.screen, ArticleScreen):
            type_in(app, "q")
            await until_it(pilot, partial(_left, app, app.screen), tries=6)
    return False


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short patience, and no rest for what can wait; no editor."""
    monkeypatch.setattr(KeyEffect, "patience", 0.05)
    monkeypatch.setattr(background, "REST_SECONDS", 0.0)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("dialog", DIALOGS)
async def test_there_is_a_way_out_of_every_dialog_whatever_was_typed_and_whenever_its_work_ends(
    workspace: Workspace, dialog: str
) -> None:
    for number in range(3):
        annotate(workspace, "port", [Span(number, 15)], [f"mer/{number}"])
    app = ScolieApp(workspace, "port")
    async with app.run_test(size=(100, 30)) as pilot:
        await work_done(pilot)
        held = Held()
        asyncio.get_running_loop().set_default_executor(held)
        for seed in range(RUNS):
            chance = random.Random(f"{dialog} {seed}")
            done = DIALOGS[dialog]
            type_in(app, done)
            for _ in range(chance.randrange(25)):
                act = chance.choice("kkkkbbttw")
                if act == "k":
                    key = chance.choice(KEYS)
                    type_in(app, key)
                    done += key
                elif act == "b":
                    held.begin()
                elif act == "t":
                    held.tell()
                else:
                    await turn(chance.randrange(30))
            assert await leave(pilot, app), (seed, done, app.screen, seen(pilot))
            held.finish()
            await pilot.pause()
            assert app.failure is None
            assert await leave(pilot, app), (seed, done, app.screen, seen(pilot))


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("told", ["before Enter", "after Enter", "never"])
async def test_a_search_that_finds_nothing_takes_esc_whenever_it_ends(workspace: Workspace, told: str) -> None:
    app = ScolieApp(workspace, "port")
    async with app.run_test(size=(100, 30)) as pilot:
        await work_done(pilot)
        held = Held()
        asyncio.get_running_loop().set_default_executor(held)
        type_in(app, "gs")
        assert await until_it(pilot, lambda: isinstance(app.screen, SearchScreen) and app.screen.seen)
        type_in(app, "zzzz")
        await pilot.pause()
        if told == "before Enter":
            for _ in range(5):
                held.begin()  # all is found, and shown; the thread has not ended
            await pilot.pause()
        type_in(app, "\rx")
        await pilot.pause()
        if told == "after Enter":
            held.finish()
        assert await leave(pilot, app)  # the first Esc may end only the waiting
        held.finish()
        await pilot.pause()
        assert app.failure is None
        assert isinstance(app.screen, ArticleScreen)


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("key", ["q", "\x1b"])
async def test_a_change_that_was_asked_for_is_made_though_one_leaves(workspace: Workspace, key: str) -> None:
    annotate(workspace, "port", [Span(0, 15)], ["mer"])
    app = ScolieApp(workspace, "port")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("g", "t")
        assert await until_it(pilot, lambda: "mer" in seen(pilot))
        await work_done(pilot)
        held = Held()
        asyncio.get_running_loop().set_default_executor(held)
        type_in(app, "r")
        assert await until_it(pilot, lambda: "New path" in seen(pilot))
        type_in(app, "s")
        below = app.screen_stack[-2]
        assert isinstance(below, KeyedScreen)
        below.reload()  # as after a change from elsewhere
        type_in(app, "\r")
        assert await until_it(pilot, lambda: app.screen is below)
        left = await press_until(pilot, app, key, lambda: isinstance(app.screen, ArticleScreen))
        assert left == (key == "\x1b")  # q is for where the change has led

        def finished() -> bool:
            held.finish()
            return isinstance(app.screen, ArticleScreen) and "mers" in workspace.codebook.all_paths()

        assert await until_it(pilot, finished)
    assert list(workspace.codebook.all_paths()) == ["mers"]


@pytest.mark.usefixtures("hasty")
async def test_esc_gives_up_a_pass_that_is_still_looked_through(workspace: Workspace) -> None:
    app = ScolieApp(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        await work_done(pilot)
        held = Held()
        asyncio.get_running_loop().set_default_executor(held)
        type_in(app, "Tmer\r\r\rjj")
        assert await until_it(pilot, lambda: "Looking for what is left" in seen(pilot))
        assert await press_until(pilot, app, "\x1bgd", lambda: isinstance(app.screen, JournalScreen))
        held.finish()
        await pilot.pause()
        assert app.state.pass_progress is None
        assert app.failure is None


@pytest.mark.usefixtures("hasty")
async def test_a_large_article_that_cannot_be_opened_leads_back(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise Problem("The article cannot be read.")

    monkeypatch.setattr("reader.tui.screen.article.opening.made_ready", fails)
    monkeypatch.setattr(ArticleTexts, "is_slow", lambda _workspace, article: article == "port")
    app = ScolieApp(workspace)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("/", *"port", "enter", "enter", "j")
        assert await until_it(pilot, lambda: "The article cannot be read." in seen(pilot))
        assert isinstance(app.screen, LibraryScreen)
        type_in(app, "gd")
        assert await until_it(pilot, lambda: isinstance(app.screen, JournalScreen))


async def test_a_second_answer_of_a_dialog_closes_nothing_else() -> None:
    async with Stage().run_test() as pilot:
        below, dialog = Choose("Below", []), Choose("Ink", [("y", "yellow", "Yellow")])
        await ask(pilot, below)
        answer = await ask(pilot, dialog)
        dialog.dismiss("yellow")
        dialog.dismiss("red")
        await pilot.pause()
        dialog.dismiss("green")
        await pilot.pause()
        assert answer.given == ["yellow"]
        assert pilot.app.screen is below
