"""What the status row says for a while: what was done, what went wrong, what others have changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from reader.text.guard import guard
from reader.tui.service.host import Severity

SHOW_SECONDS = 5.0
"""How long a notification is shown unless the caller says otherwise."""
TOGETHER_SECONDS = 0.3
"""Warnings and errors that come within this time are shown together."""
READ_SECONDS = 1.5
"""How long a warning or an error stays at least, whatever the user types."""


@dataclass(frozen=True, slots=True)
class Notification:
    """Something that is said; times are in seconds of the clock of `Notifications`."""

    message: str
    severity: Severity
    begins: float
    ends: float


class Cancellable(Protocol):
    """A call that is due later."""

    def cancel(self) -> None:
        """Do not call."""


class Notifications:
    """Knows what is shown now. Belongs to the thread of the event loop."""

    def __init__(
        self,
        show: Callable[[Sequence[Notification]], None],
        call_after: Callable[[float, Callable[[], None]], Cancellable],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``show`` gets all that is to be shown at each change; ``call_after`` calls something after some seconds."""
        self._show = show
        self._call_after = call_after
        self._clock = clock
        self._shown: tuple[Notification, ...] = ()
        self._expiry: Cancellable | None = None

    @property
    def shown(self) -> tuple[Notification, ...]:
        """What is shown now, the oldest first."""
        now = self._clock()
        return tuple(each for each in self._shown if each.ends > now)

    def notify(self, message: str, *, severity: Severity = "information", timeout: float | None = None) -> None:
        """Show a message for ``timeout`` seconds; control characters in it are made visible."""
        now = self._clock()
        seconds = SHOW_SECONDS if timeout is None else timeout
        notification = Notification(guard(message, lines=True), severity, now, now + seconds)
        self._replace((*self._staying(TOGETHER_SECONDS), notification))

    def give_way(self) -> None:
        """Take away what could be read by now: the user goes on."""
        if self._shown:
            self._replace(self._staying(READ_SECONDS))

    def dismiss(self) -> None:
        """Take away everything."""
        if self._shown:
            self._replace(())

    def refresh(self) -> None:
        """Show the same again: another screen is in front, or the terminal has another size."""
        self._replace(self.shown)

    def _staying(self, seconds: float) -> tuple[Notification, ...]:
        """Return the warnings and errors that are not shown for ``seconds`` yet."""
        now = self._clock()
        return tuple(each for each in self.shown if each.severity != "information" and now - each.begins <= seconds)

    def _replace(self, notifications: tuple[Notification, ...]) -> None:
        self._shown = notifications
        if self._expiry:
            self._expiry.cancel()
            self._expiry = None
        if notifications:
            first = min(each.ends for each in notifications)
            self._expiry = self._call_after(max(0.0, first - self._clock()), self.refresh)
        self._show(notifications)
