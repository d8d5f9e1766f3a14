"""Background work: in threads that nobody waits for when the app is left."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import Any

SWITCH_SECONDS = 0.0005
"""How long a thread beside may keep the keyboard's waiting; Python's own 5 ms would be felt several times a key."""


class BackgroundExecutor(ThreadPoolExecutor):
    """The event loop's executor: each work has a thread of its own, which ends with the program whatever it is at.

    So what runs here may read, and write only what is derived or made durable by one `rename`.
    """

    def __init__(self) -> None:
        super().__init__(max_workers=1)  # never started: see `submit`
        sys.setswitchinterval(SWITCH_SECONDS)

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Start ``work`` at once."""
        future: Future[Any] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = work(*arguments, **named)
            except BaseException as error:  # the caller gets it with the result
                future.set_exception(error)
            else:
                future.set_result(result)

        Thread(target=run, daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for nothing."""
