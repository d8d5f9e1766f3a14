"""Background work that begins, and whose end is reported, only when a test says so."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from threading import Thread
from typing import Any

from reader.tui.service.background_executor import BackgroundExecutor
from tests.tui.rest import SLICE, is_busy


class Held(BackgroundExecutor):
    """An executor for tests: what is asked for waits until `begin`; its end is reported at `tell`.

    Between the two a work has done all it does, and told the app of it, but has not ended yet: keys may come just then.
    """

    def __init__(self) -> None:
        super().__init__()
        self._asked: deque[Callable[[], None]] = deque()
        self._told: deque[Callable[[], None]] = deque()

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._asked.append(partial(self._do, future, partial(work, *arguments, **named)))
        return future

    def _do(self, future: Future[Any], work: Callable[[], Any]) -> None:
        try:
            tell = partial(future.set_result, work())
        except BaseException as error:
            tell = partial(future.set_exception, error)
        if future.set_running_or_notify_cancel():
            self._told.append(tell)

    def begin(self) -> None:
        """Have the oldest work that waits done."""
        if self._asked:
            thread = Thread(target=self._asked.popleft(), daemon=True)
            thread.start()
            thread.join(0.5)  # one that rests while something is awaited goes on by itself
            while is_busy(thread.native_id or 0):
                thread.join(SLICE)

    def tell(self) -> None:
        """Tell the end of the oldest work that has ended."""
        if self._told:
            self._told.popleft()()

    def finish(self) -> None:
        """Have everything done, and all ends told."""
        while self._asked or self._told:
            self.begin()
            self.tell()
