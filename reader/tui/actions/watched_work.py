"""Work in the background that says how far it is, and that Esc ends."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from reader.session.adding.carry_out import GivenUp
from reader.tui.service.host import RunsInBackground
from reader.tui.service.screens import Readiness

PAUSE = 0.3
"""Seconds between two words on how far it is."""

Counted = Callable[[int, int], None]
"""Is called with how many things are done, and of how many; 0 if that is not known. When all are, it is said at once."""


class WatchedWork:
    """Keeps the line at the bottom up to date from the thread that works. ``wanted``: whether the result still is."""

    def __init__(self, host: RunsInBackground, waiting: Readiness, wanted: Callable[[], bool]) -> None:
        self._host, self._waiting, self.wanted = host, waiting, wanted
        self._told = monotonic()

    def counted(self, sentence: Callable[[int, int], str]) -> Counted:
        """Return what the work calls; it says ``sentence`` now and then, and raises `GivenUp` once nobody wants the result."""

        def step(done: int, of: int) -> None:
            if not self.wanted():
                raise GivenUp
            if done == of > 0 or monotonic() - self._told >= PAUSE:
                self._told = monotonic()
                self._host.call_later(self._waiting.say, sentence(done, of))

        return step
