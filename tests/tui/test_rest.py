"""When an app under test rests, on a machine that gives it little of the processor."""

from __future__ import annotations

from threading import Thread

import pytest

from tests.tui import rest


@pytest.mark.skipif(not rest.THREADS.exists(), reason="only Linux says what each thread does")
async def test_an_app_does_not_rest_while_a_thread_has_work_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rest, "process_time", lambda: 0.0)  # as if other programs had the processor all the time
    working = Thread(target=lambda: sum(number % 7 for number in range(1_000_000)))
    working.start()
    await rest.until_at_rest()
    assert not working.is_alive()
