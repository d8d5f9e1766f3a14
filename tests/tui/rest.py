"""When an app under test rests."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import get_native_id
from time import process_time
from typing import Any

import pytest
import textual.app
import textual.pilot

from reader.tui.service import background
from reader.tui.terminal import key_queue

SLICE = 0.002
"""Seconds between two looks."""
LOOKING = SLICE / 6
"""Seconds of the processor that a process takes at most in a slice in which it only looks at the time."""
WORK = 0.003
"""Seconds of the processor that are work; a key that waits looks every 10 ms, in less, whether its turn has come."""
SOON = 0.02
"""What is due within so many seconds of the last work is waited for: Textual's next frame (a 60th of a second) among it."""
THREADS = Path("/proc/self/task")
"""Where Linux says what each thread of this process does."""
BUSY = ("R", "D")
"""The states of a thread that runs, or would if the machine let it, and of one that waits for a disk."""


async def until_at_rest(_min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until the event loop has nothing to do now or soon, and no thread works; at most ``max_sleep`` seconds.

    Textual's own way (`wait_for_idle`) is to see, every 20 ms, whether the process has worked. For two of them after each
    key, most of a test would be waiting. This is the one place where tests sleep.

    The seconds are counted in slices, as a machine with other work gives this process fewer of them.
    """
    loop: Any = asyncio.get_running_loop()
    soon = loop.time() + SOON
    for _ in range(round(max_sleep / SLICE)):
        before = process_time()
        await asyncio.sleep(SLICE)
        took = process_time() - before
        if took > WORK:
            soon = loop.time() + SOON
            continue
        due = any(timer.when() < soon and not timer.cancelled() for timer in loop._scheduled)
        if took < LOOKING and not loop._ready and not due and not others_work():
            return


def others_work() -> bool:
    """Return whether another thread has work to do, although it may not have had the processor in the last slice.

    Where the system does not say so (only Linux does), the time that the process has used has to do.
    """
    own = get_native_id()
    return THREADS.exists() and any(is_busy(int(each.name)) for each in THREADS.iterdir() if int(each.name) != own)


def is_busy(thread: int) -> bool:
    """Return whether a thread of this process, by its number in the system, neither rests nor has ended."""
    with suppress(OSError):  # it has just ended
        # The name before it, in brackets, may have any letter.
        return (THREADS / str(thread) / "stat").read_text().rpartition(") ")[2][:1] in BUSY
    return False


@pytest.fixture(scope="session", autouse=True)
def short_waits() -> Iterator[None]:
    """Have `Pilot` wait no longer than the app works, and the app not for fingers that rest."""
    with pytest.MonkeyPatch.context() as changed:
        for module in (textual.app, textual.pilot):
            changed.setattr(module, "wait_for_idle", until_at_rest)
        changed.setattr(key_queue, "QUIET", 0.0)
        # Less often than `until_at_rest` looks: a thread that only waits must leave slices in which nothing is done, or each
        # key that is pressed meanwhile takes the whole second on a machine with other work.
        changed.setattr(background, "LOOK_SECONDS", 3 * SLICE)
        yield
