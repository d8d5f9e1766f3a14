"""When an app under test rests."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from time import process_time
from typing import Any

import pytest
import textual.app
import textual.pilot

from reader.tui.service import background
from reader.tui.terminal import key_queue

SLICE = 0.002
"""Seconds between two looks."""
AT_WORK = SLICE / 6
"""Seconds that a process without work takes at most in a slice, for looking."""
SOON = 0.02
"""What is due within so many seconds is waited for: Textual's next frame (a sixtieth of a second) among it."""


async def until_at_rest(_min_sleep: float = 0, max_work: float = 1) -> None:
    """Wait until the event loop has nothing to do now or soon, and no thread works.

    Give up after ``max_work`` seconds of the processor: what waits for something that a test holds back may look for it
    again and again. Others who use the machine do not shorten them.

    Textual's own way (`wait_for_idle`) is to see, every 20 ms, whether the process has worked. For two of them after each
    key, most of a test would be waiting. This is the one place where tests sleep.
    """
    loop: Any = asyncio.get_running_loop()
    end, soon = process_time() + max_work, loop.time() + SOON
    while process_time() < end:
        worked = process_time()
        await asyncio.sleep(SLICE)
        if loop._ready or process_time() - worked > AT_WORK:
            soon = loop.time() + SOON
        elif not any(timer.when() < soon and not timer.cancelled() for timer in loop._scheduled):
            return


@pytest.fixture(scope="session", autouse=True)
def short_waits() -> Iterator[None]:
    """Have `Pilot` wait no longer than the app works, and the app not for fingers that rest."""
    with pytest.MonkeyPatch.context() as changed:
        for module in (textual.app, textual.pilot):
            changed.setattr(module, "wait_for_idle", until_at_rest)
        changed.setattr(key_queue, "QUIET", 0.0)
        changed.setattr(background, "LOOK_SECONDS", 0.001)
        yield
