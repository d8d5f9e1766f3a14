"""Searches that take longer than a key may wait, and other background work."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual import events

from reader.session.library.workspace import Workspace
from reader.session.search import find
from reader.text.finding import searchable
from reader.text.fold import Folded
from reader.tui.app import ScolieApp
from reader.tui.screen.library import LibraryScreen
from reader.tui.screen.search.screen import SearchScreen
from tests.tui.app_pilot import add_large, article, lit, marks, messages, type_at_once, until, work_done
from tests.tui.showing import seen


async def test_a_search_that_is_awaited_can_be_left(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def slow(*_: Any) -> Iterator[find.Hit]:
        go_on.wait(30)
        return iter(())

    monkeypatch.setattr(find, "search", slow)
    app = ScolieApp(workspace, "port")
    async with app.run_test(size=(100, 30)) as pilot:
        type_at_once(app, "gsgrutiers\r")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen) and app.screen.waiting.awaits)
        app.post_message(events.Key("escape", "\x1b"))  # the keys are given back
        app.post_message(events.Key("escape", "\x1b"))
        app.post_message(events.Key("h", "h"))
        await until(pilot, lambda: bool(marks(workspace)))
        go_on.set()
    assert marks(workspace) == [("Le port rouvre.", (), "")]


async def test_titles_are_prepared_for_slips_once_it_is_quiet(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not as something that is waited for: it would wait for itself."""
    app, asked = ScolieApp(workspace, "port"), []
    monkeypatch.setattr(
        "reader.search.jump.JumpIndex.prepare", lambda _index: asked.append(list(app.background.awaited))
    )
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("g", "a")
        await until(pilot, lambda: bool(asked))
    assert asked == [[]]


@pytest.fixture
def go_on(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A large article, whose text is looked through only once this is set."""
    add_large(workspace, "Une perle rare.")
    go_on = threading.Event()

    def slow(text: str) -> Folded:
        go_on.wait(30)
        return searchable(text)

    monkeypatch.setattr("reader.tui.screen.article.search.searchable", slow)
    return go_on


async def test_enter_waits_for_the_search_of_a_large_article(
    workspace: Workspace, go_on: threading.Event, pass_time: Callable[[float], None]
) -> None:
    app = ScolieApp(workspace, "gros")
    async with app.run_test(size=(100, 30)) as pilot:
        await work_done(pilot)  # it has been opened
        await pilot.press("slash", *"perle", "enter")
        await pilot.pause()
        assert lit(pilot) != "perle"
        assert "Searching…" in seen(pilot)
        assert not messages(pilot)
        type_at_once(app, "h")  # what is typed next is meant for what is sought
        pass_time(10)
        await pilot.pause()
        assert marks(workspace) == []
        go_on.set()
        await until(pilot, lambda: bool(marks(workspace)))
        assert lit(pilot) == "perle"
        assert marks(workspace) == [("perle", (), "")]
        assert "Searching…" not in seen(pilot)


async def test_a_search_in_a_large_article_that_is_awaited_can_be_left(
    workspace: Workspace, go_on: threading.Event
) -> None:
    app = ScolieApp(workspace, "gros")
    async with app.run_test(size=(100, 30)) as pilot:
        await work_done(pilot)
        await pilot.press("slash", *"perle", "enter")
        app.post_message(events.Key("escape", "\x1b"))
        type_at_once(app, "h")
        await until(pilot, lambda: bool(marks(workspace)))
        assert "Searching…" not in seen(pilot)
        go_on.set()
        await work_done(pilot)
        await pilot.pause()
        assert lit(pilot) == marks(workspace)[0][0] == "Le paragraphe 0 parle du vent et de la mer."


async def test_what_is_typed_while_a_large_article_is_looked_through_counts(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_large(workspace, "Une perle rare, une perle.")
    go_on, folded = threading.Event(), 0

    def slow(text: str) -> Folded:
        nonlocal folded
        folded += 1
        go_on.wait(30)
        return searchable(text)

    monkeypatch.setattr("reader.tui.screen.article.search.searchable", slow)
    async with ScolieApp(workspace, "gros").run_test(size=(100, 30)) as pilot:
        await work_done(pilot)
        screen = article(pilot)
        await pilot.press("slash", *"vent", "escape")
        go_on.set()
        await work_done(pilot)
        await pilot.pause()
        assert not screen.pane.hits  # it was left before anything was found
        await pilot.press("slash", *"xy", *["backspace"] * 6, *"perle")
        await until(pilot, lambda: len(screen.pane.hits) == 2)
        await pilot.press("escape")
        assert not screen.pane.hits
        await pilot.press("slash", "enter")
        await until(pilot, lambda: lit(pilot) == "perle")
        assert len(screen.pane.hits) == 2
        assert "1 of 2" in screen.content.status().mode
        await pilot.press("n")
        assert "2 of 2" in screen.content.status().mode
        await pilot.press("n")
        assert "1 of 2" in screen.content.status().mode
        await pilot.press("N")
        assert "2 of 2" in screen.content.status().mode
        await pilot.press("slash", *["backspace"] * 5, *"E", "enter")
        await until(pilot, lambda: len(screen.pane.hits) > 9_000)
        assert len(screen.pane.hits) == sum(letter in "eéèê" for letter in screen.view.text.lower())
        assert folded == 1


async def test_what_comes_late_finds_no_screen_and_says_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace.root / "seeds" / "gros.txt").write_text("Un vent, une mer.\n\n" * 20_000, encoding="utf-8")
    workspace.articles()
    go_on = threading.Event()

    def slow(text: str) -> Folded:
        go_on.wait(30)
        return searchable(text)

    monkeypatch.setattr("reader.tui.screen.article.search.searchable", slow)
    app = ScolieApp(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        app.navigation.open_article("gros")
        await pilot.pause()
        await work_done(pilot)
        await pilot.press("slash", *"vent", "enter")
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)
        go_on.set()
        await until(pilot, lambda: not app.background.awaited)
        await pilot.pause()
        assert app.failure is None
        assert not messages(pilot)
