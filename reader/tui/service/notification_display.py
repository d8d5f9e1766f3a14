"""Where notifications stand: in the status row, or over the rows above it if they need more room. A dialog makes room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.screen import Screen

from reader.tui.service.notifications import Notification
from reader.tui.service.screens import Dialog, ScreenStack, as_dialog, front_of
from reader.tui.widget.bar import StatusBar
from reader.tui.widget.message import SEVERITIES, MessageBox, StatusMessage


class NotificationDisplay:
    """Shows notifications on the screen in front, and nowhere else."""

    def __init__(self, stack: ScreenStack) -> None:
        self._stack = stack
        self._message: StatusMessage | None = None
        self._bar: StatusBar | None = None
        """The status row that shows the message, or showed the last one."""
        self._box: MessageBox | None = None
        self._box_on: Screen[Any] | None = None
        """The screen that has the box."""

    def show(self, notifications: Sequence[Notification]) -> None:
        """Show all of ``notifications`` in place of what was shown before."""
        self._message = _message(notifications)
        front = front_of(self._stack)
        if front and (front.is_mounted or self._message is None):
            self._place()
        elif front:
            front.call_later(self._place)  # once the screen has its widgets

    def _place(self) -> None:
        front, message = front_of(self._stack), self._message
        if front is None:
            return  # the app closes
        bar = _bar_of(front)
        in_bar = bar if bar and (message is None or message.width <= bar.message_room(front.size.width)) else None
        if self._bar and self._bar is not in_bar:
            self._bar.say(None)
        if in_bar:
            in_bar.say(message)
        self._bar = in_bar
        self._place_box(front, None if in_bar else message, over_row=bar is None)

    def _place_box(self, front: Screen[Any], message: StatusMessage | None, *, over_row: bool) -> None:
        if self._box and (self._box_on is not front or message is None):
            if self._box.is_attached:
                self._box.remove()
            if dialog := as_dialog(self._box_on):
                _give_rows(dialog, 0)
            self._box = self._box_on = None
        if message is None or not front.is_attached:
            return
        if self._box is None:
            self._box, self._box_on = MessageBox(), front
            front.mount(self._box)
        dialog = as_dialog(front)
        rows = self._box.say(message, over_row=over_row, in_dialog=dialog is not None)
        if dialog:
            _give_rows(dialog, rows)


def _give_rows(dialog: Dialog, rows: int) -> None:
    """Have a dialog leave the last ``rows`` rows of the window to a message, so that it covers nothing; 0: to none."""
    if rows != dialog.rows_taken:
        dialog.rows_taken = rows
        dialog.set_class(bool(rows), "-told")
        dialog.fit()


def _bar_of(screen: Screen[Any]) -> StatusBar | None:
    """Return the status row of a screen; None in a dialog, and where it is hidden."""
    bar = next((node for node in screen.children if isinstance(node, StatusBar)), None)
    return bar if bar and bar.display else None


def _message(notifications: Sequence[Notification]) -> StatusMessage | None:
    """Return all notifications as one message, as severe as the most severe of them."""
    if not notifications:
        return None
    severity = max((each.severity for each in notifications), key=SEVERITIES.index)
    return StatusMessage("\n".join(each.message for each in notifications), severity)
