"""When an app under test rests, on a machine that gives it little of the processor, and with work that sets off more."""

from __future__ import annotations

import asyncio
from threading import Event, Thread

import pytest

from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from tests.tui import rest
from tests.tui.app_pilot import settled


@pytest.mark.skipif(not rest.THREADS.exists(), reason="only Linux says what each thread does")
async def test_an_app_does_not_rest_while_a_thread_has_work_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rest, "process_time", lambda: 0.0)  # as if other programs had the processor all the time
    working = Thread(target=lambda: sum(number % 7 for number in range(1_000_000)))
    working.start()
    await rest.until_at_rest()
    assert not working.is_alive()


async def test_an_app_is_settled_when_nothing_is_left_of_what_its_work_has_set_off(workspace: Workspace) -> None:
    app, done = ScolieApp(workspace), list[int]()

    def go_on(_result: object = None) -> None:
        done.append(len(done))
        if len(done) < 8:
            soon = Event()
            asyncio.get_running_loop().call_later(2 * rest.SOON, soon.set)  # so late that the app rests before
            app.background.in_background(lambda: soon.wait(30), go_on)

    async with app.run_test() as pilot:
        await settled(pilot)
        go_on()
        await settled(pilot)
        assert len(done) == 8
