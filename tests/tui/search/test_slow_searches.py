"""Searches that take long: keys wait for their hits, but no newer query does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from reader.search.query.tree import Node
from reader.session.cache.text_index import Found, TextIndex
from reader.session.library.workspace import Workspace
from reader.session.search import find
from reader.tui.app import ScolieApp
from reader.tui.screen.search import hit_search
from reader.tui.screen.search.screen import SearchScreen
from tests.tui.app_pilot import all_taken, marks, press, type_at_once, until
from tests.tui.showing import seen

SIZE = (100, 24)


async def test_the_index_is_opened_before_a_query_is_typed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[object] = []
    look_up = TextIndex.look_up

    def noted(index: TextIndex, query: Node) -> Found:
        looked_up.append(query)
        return look_up(index, query)

    monkeypatch.setattr(TextIndex, "look_up", noted)
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s")
        await until(pilot, lambda: bool(looked_up))


async def test_keys_typed_ahead_act_on_the_hits_of_the_whole_query(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, search = threading.Event(), find.search

    def slow(*asked: Any) -> Iterator[find.Hit]:
        go_on.wait(30)
        return search(*asked)

    monkeypatch.setattr(find, "search", slow)
    app = ScolieApp(workspace)
    async with app.run_test(size=SIZE) as pilot:
        type_at_once(app, "gsgrutiers\rh")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen) and app.screen.waiting.awaits)
        assert "Searching…" in seen(pilot) and marks(workspace) == []
        go_on.set()
        await until(pilot, lambda: bool(marks(workspace)))
        assert marks(workspace) == [("grutiers", (), "")]


async def test_an_outdated_query_is_searched_no_further_and_keeps_none_waiting(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    began, go_on, search = threading.Event(), threading.Event(), find.search

    def slow(workspace: Workspace, query: str, wanted: Any) -> Iterator[find.Hit]:
        asked.append(query)
        if query == "l":
            began.set()
            go_on.wait(30)
            assert not wanted()
        return search(workspace, query, wanted)

    monkeypatch.setattr(find, "search", slow)
    app = ScolieApp(workspace)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g", "s", "l")
        await until(pilot, began.is_set)
        await pilot.press(*"e port")  # neither typing nor what is found waits
        await until(pilot, lambda: asked[-1] == "le port*" and "Searching…" not in seen(pilot))
        assert "le port" in seen(pilot) and "hits · in" in seen(pilot) and asked[0] == "l"
        go_on.set()
        await all_taken(pilot)
        assert "hits · in" in seen(pilot)


async def test_no_more_than_a_few_searches_run_at_once(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, go_on = 0, 0, threading.Event()

    def stuck(workspace: Workspace, query: str, wanted: Any) -> Iterator[find.Hit]:
        nonlocal running, most
        running += 1
        most = max(most, running)
        go_on.wait(30)
        running -= 1
        return find_search(workspace, query, wanted)

    find_search = find.search
    monkeypatch.setattr(find, "search", stuck)
    monkeypatch.setattr(hit_search, "PATIENCE", 0.001)
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await pilot.press("g", "s", *"le port")
        await until(pilot, lambda: running == hit_search.AT_ONCE)
        await pilot.press(*" rouvre")
        go_on.set()
        await until(pilot, lambda: "hits · in" in seen(pilot) and "Searching…" not in seen(pilot))
        assert most == hit_search.AT_ONCE and "le port rouvre" in seen(pilot)
