"""Telling what happened: in a word at the foot of the screen, gone with the next key.

What takes no more than the line of keys stands in it, painted with the change that it tells of; Textual's toasts, which lay out
the screen anew three times, are for what takes more, and for dialogs.
"""

from __future__ import annotations

import asyncio
import threading
import time

from textual.notifications import Notification, Notifications, Notify, SeverityLevel
from textual.screen import Screen
from textual.widgets._toast import ToastRack

from reader.text.guard import guard
from reader.tui.key_queue import KeyQueue
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.widget.bar import Said, StatusBar

AT_ONCE = 0.3
"""Seconds within which warnings stand together."""
GLANCE = 1.5
"""Seconds that a warning stays at least, whatever one types."""


class Telling(KeyQueue, inherit_bindings=False):
    """An app that tells what happened."""

    def __init__(self) -> None:
        super().__init__()
        self._bar: StatusBar | None = None
        """The one that says something, or did last."""
        self._toasted_on: Screen[object] | None = None
        """The screen that has toasts, or had last."""
        self._until: asyncio.TimerHandle | None = None

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - Textual's widgets ask for it by default; nothing of ours has any
    ) -> None:
        """Tell something, never as markup. Every widget comes through here, so outside words are guarded."""
        seconds = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        told = Notification(guard(message, lines=True), guard(title), severity, seconds)
        if self._thread_id == threading.get_ident():
            self.on_notify()
            self._notifications.add(told)
            self._refresh_notifications()  # at once: it is painted together with what it tells of
        else:
            self.post_message(Notify(told))

    def on_notify(self) -> None:
        """Let what was told give way to what is told next, unless both came at once: they cover the text."""
        self._hush(AT_ONCE)

    def hush(self) -> None:
        """Take away what was told, once it could be read: a pop-up or a dialog opens, or one goes on."""
        if self._notifications:
            self._hush(GLANCE)
            self._refresh_notifications()

    def _hush(self, seconds: float) -> None:
        now = time.time()
        for told in list(self._notifications):
            if told.severity == "information" or now - told.raised_at > seconds:
                self._unnotify(told, refresh=False)

    def _refresh_notifications(self) -> None:
        """Show what is told now on the screen in front."""
        if self._until:
            self._until.cancel()
            self._until = None
        if self._disable_notifications or not self.screen_stack:
            return
        told = list(self._notifications)
        bar = self._bar_in_front()
        in_bar = bar is not None and len(told) < 2 and bar.say(_said(told))
        if self._bar and (self._bar is not bar or not in_bar):
            self._bar.say(None)
        self._bar = bar
        if in_bar and told:
            # Not one of Textual's timers, which are made for more: each has a task of its own.
            until = asyncio.get_running_loop().call_later
            self._until = until(max(0.0, told[0].time_left), self.call_later, self._refresh_notifications)
        self._toast(Notifications() if in_bar else self._notifications)

    def _bar_in_front(self) -> StatusBar | None:
        front = self.screen
        if not isinstance(front, KeyedScreen):
            return None
        bar = next((node for node in front.children if isinstance(node, StatusBar)), None)
        return bar if bar and bar.display else None

    def _toast(self, told: Notifications) -> None:
        """Have Textual show what is told on the screen in front, and take away the toasts of the one before."""
        front, before = self.screen, self._toasted_on
        self._toasted_on = front if told else None
        if before and before is not front and before.is_attached:
            self.call_later(before.get_child_by_type(ToastRack).show, Notifications())
        rack = next((node for node in front.children if isinstance(node, ToastRack)), None)
        if rack and (told or before is front):
            self.call_later(rack.show, told)


def _said(told: list[Notification]) -> Said | None:
    if not told:
        return None
    return Said(f"{told[0].title} {told[0].message}".lstrip(), told[0].severity)
