"""Keys keep their order, whatever opens or closes between them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual import events

from reader.library.article import Status
from reader.session.library.workspace import Workspace
from reader.session.search import find
from reader.tui.app import ScolieApp
from reader.tui.screen.search.screen import SearchScreen
from tests.tui.app_pilot import all_taken, article, lit, marks, type_at_once, until


async def test_what_is_pasted_stays_between_the_keys_around_it(workspace: Workspace) -> None:
    app = ScolieApp(workspace, "port")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("h")
        for event in (
            events.Key("a", "a"),
            events.Key("L", "L"),
            events.Paste("e quai"),
            events.Key("full_stop", "."),
            events.Paste(" Fin"),
            events.Key("ctrl+s", None),
        ):
            app.post_message(event)
        await until(pilot, lambda: marks(workspace) != [("Le port rouvre.", (), "")])
        assert marks(workspace) == [("Le port rouvre.", (), "Le quai. Fin")]
        app.post_message(events.Paste("h"))  # nothing to type in
        for event in (events.Key("t", "t"), events.Paste("mer/quai"), events.Key("enter", "\r")):
            app.post_message(event)
        await until(pilot, lambda: marks(workspace)[0][1] != ())
        assert marks(workspace) == [("Le port rouvre.", ("mer/quai",), "Le quai. Fin")]


async def test_what_is_typed_behind_the_key_that_leaves_is_not_done(workspace: Workspace) -> None:
    app = ScolieApp(workspace, "port")
    async with app.run_test(size=(100, 30)) as pilot:
        type_at_once(app, "qhtmer\r")
        await until(pilot, lambda: not app.is_running)
    assert marks(workspace) == []


@pytest.mark.parametrize("keys", ["/mer\r /", "zz /", "l /", "/x\r?q /"])
async def test_a_page_that_is_turned_behind_another_key_is_as_long_as_that_key_has_made_it(
    workspace: Workspace, keys: str
) -> None:
    text = "\n\n".join(f"Le paragraphe {number} parle du vent et de la mer." for number in range(99))
    (workspace.root / "seeds" / "long.txt").write_text(text, encoding="utf-8")
    workspace.articles()
    led: list[str] = []
    for at_once in (False, True):
        app = ScolieApp(workspace, "long")
        async with app.run_test(size=(60, 12)) as pilot:
            await pilot.press("g", "g")
            for part in [keys] if at_once else keys:
                type_at_once(app, part)
                await all_taken(pilot)
            await until(pilot, lambda: article(pilot).prompt.has_focus)
            led.append(lit(pilot))
    assert led[0] == led[1]


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize(("keys", "status"), [("jS", Status.DONE), ("S", Status.READING), ("vS", Status.READING)])
async def test_the_status_is_the_next_one_however_fast_it_is_typed(
    workspace: Workspace, keys: str, status: Status, at_once: bool
) -> None:
    app = ScolieApp(workspace, "port")
    async with app.run_test(size=(100, 30)) as pilot:
        for part in [keys] if at_once else keys:
            type_at_once(app, part)
            await pilot.pause()
        await until(pilot, lambda: workspace.article("port").status is not Status.UNREAD)
    assert workspace.article("port").status is status


async def test_what_is_typed_behind_a_search_is_done_where_it_has_led(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, pass_time: Callable[[float], None]
) -> None:
    go_on, search = threading.Event(), find.search

    def slow(*asked: Any) -> Iterator[find.Hit]:
        go_on.wait(30)
        return search(*asked)

    monkeypatch.setattr(find, "search", slow)
    app = ScolieApp(workspace, "port")
    async with app.run_test(size=(100, 30)) as pilot:
        type_at_once(app, "gsgrutiers\rh")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen) and app.screen.waiting.awaits)
        pass_time(10)  # longer than keys wait for a dialog that does not stand
        await pilot.pause()
        assert marks(workspace) == []
        go_on.set()
        await until(pilot, lambda: bool(marks(workspace)))
    assert marks(workspace) == [("grutiers", (), "")]
