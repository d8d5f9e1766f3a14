"""Changes on their way to the disk: refused, held back, skipped by undo, written in the background."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from reader.session.annotations.annotate import annotate, change
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.store.folder import FolderStore
from reader.store.retrying_store import RetryingStore
from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui.app import ScolieApp
from tests.tui.app_pilot import article, marks, messages, press, until
from tests.tui.showing import seen


async def test_what_changes_nothing_is_not_reported_as_done(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        for keys in (["h"], ["t", *"mer", "enter"], ["."]):
            await pilot.press(*keys)
        await pilot.pause()
        assert "nothing has changed" in messages(pilot)
        assert "to undo" not in messages(pilot)
        await pilot.press("h")
        await pilot.pause()
        assert "to undo" not in messages(pilot)
        await pilot.press("u")
        assert marks(workspace) == [("Le port rouvre.", (), "")]


def refuse(_puts: object) -> None:
    raise Problem("The library can only be read.", "annotations", "Make it writable.", status=1)


async def test_what_was_refused_is_not_reported_as_done(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 40)) as pilot:
        monkeypatch.setattr(workspace.store, "put", refuse)
        for keys in (
            ["S"],
            ["h"],
            ["i", *"Un titre", "ctrl+s"],
            ["escape", "t", *"mer", "enter"],
            ["a", *"une note", "ctrl+s"],
        ):
            pilot.app.clear_notifications()
            await press(pilot, *keys)
            assert "can only be read" in messages(pilot), keys
            assert "to undo" not in messages(pilot)
        await pilot.press("a")
        await pilot.pause()
        assert "une note" in seen(pilot)  # nothing that was written is lost over it


async def test_what_cannot_be_saved_is_in_view_and_counted_until_it_is(root: Path) -> None:
    workspace = open_library(root, "Ada", retrying=True)
    workspace.articles()
    annotate(workspace, "port", [Span(0, 15)])
    (root / "annotations").rename(root / "away")
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "h")
        await pilot.pause()
        assert len(article(pilot).view.annotations) == 2
        assert "Not saved yet: 1" in seen(pilot)
        assert "has gone" in messages(pilot)
        (root / "away").rename(root / "annotations")
        await until(pilot, lambda: "Not saved" not in seen(pilot))
    assert len(annotations_in(open_library(root, "Ada"), "port")) == 2


async def test_what_the_store_has_to_do_is_done_beside_the_keyboard(root: Path) -> None:
    workspace = open_library(root, "Ada", retrying=True)
    workspace.articles()
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("h")
        threads: list[int] = []
        store = workspace.store
        assert isinstance(store, RetryingStore)
        assert isinstance(store.inner, FolderStore)
        assert store.threads is store.inner.threads  # two would wait for each other: one asks the other both ways
        checkpoint = root / "annotations" / "port.json"
        tick = store.inner.tick

        def watched() -> None:
            threads.append(threading.get_ident())
            tick()

        store.inner.tick = watched  # type: ignore[method-assign]
        await until(pilot, checkpoint.exists)
        assert threads
        assert threading.get_ident() not in threads
        await pilot.press("j", "h")
        assert len(marks(workspace)) == 2


async def test_what_others_have_changed_is_skipped_by_undo_with_a_word(root: Path) -> None:
    workspace = open_library(root, "Ada", retrying=True)
    workspace.articles()
    annotate(workspace, "port", [Span(0, 15)])
    annotate(workspace, "port", [Span(16, 40)])
    other = open_library(root, "Bea")
    other.articles()
    change(other, annotations_in(other, "port")[1], note="de Bea")
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert "Undone: highlight" in messages(pilot)
        assert "Skipped, because it cannot be taken back: highlight “Le port rouvre." in messages(pilot)
        assert [annotation.note for annotation in article(pilot).view.annotations] == ["de Bea"]
        pilot.app.clear_notifications()
        await pilot.press("u")
        await pilot.pause()
        assert "nothing to undo" in messages(pilot)
        assert "has been changed since" in messages(pilot)
