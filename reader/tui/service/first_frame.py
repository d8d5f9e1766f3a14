"""The first screen takes the place of the snapshot as soon as there is something on it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Protocol

from reader.tui.service.screens import ScreenStack, as_article, as_command_screen, front_of
from reader.tui.terminal.screen_buffer import ScreenBuffer

OPENING = 0.01
"""Seconds between two looks at whether a large article has been read."""
SHOW_SECONDS = 1.0
"""After which the first screen is shown in any case."""


class Clock(ScreenStack, Protocol):
    """Calls back later."""

    def set_timer(self, delay: float, callback: Callable[[], Any]) -> object:
        """Call ``callback`` after ``delay`` seconds."""

    def call_after_refresh(self, callback: Callable[[], Any]) -> bool:
        """Call ``callback`` once the screen is painted."""


class FirstFrame:
    """Holds the output back until the first screen can be shown, then calls ``then``."""

    def __init__(
        self, clock: Clock, buffer: ScreenBuffer, write: Callable[[str], None], then: Callable[[], None]
    ) -> None:
        self._clock = clock
        self._buffer = buffer
        self._write = write
        self._then = then
        self._latest = 0.0
        self.is_shown = False

    def begin(self) -> None:
        """Count `SHOW_SECONDS` from now."""
        self._latest = time.monotonic() + SHOW_SECONDS

    def show(self) -> None:
        """Show the first screen, or look again in a moment if a large article is not read yet."""
        if self.is_shown:
            return
        front = front_of(self._clock)
        screen, article = as_command_screen(front), as_article(front)
        if screen and not screen.seen:
            return  # it will ask for this itself
        if article and article.pane.document is None and time.monotonic() < self._latest:
            self._clock.set_timer(OPENING, self.show)
            return
        self.is_shown = True
        if held := self._buffer.release():
            self._write(held)
        self._clock.call_after_refresh(self._then)
