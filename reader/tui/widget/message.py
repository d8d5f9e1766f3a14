"""A message to the user: one line of it stands in the status row, more over the rows above."""

from __future__ import annotations

from typing import NamedTuple

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Static

from reader.layout.cells import cells
from reader.text.guard import guard

EDGE = 3
"""Cells of a message in the status row that its edge takes, and a space on each side."""


SEVERITIES = ("information", "warning", "error")
"""How severe a message can be, from the least on."""


class Dismissed(Message):
    """The user has clicked on a message: it has been read."""


class StatusMessage(NamedTuple):
    """What is said; ``severity`` is one of `SEVERITIES`."""

    text: str
    severity: str

    @property
    def width(self) -> float:
        """The cells that it takes in one row; infinite if it has several lines."""
        return float("inf") if "\n" in self.text else cells(self.text) + EDGE


class MessageBox(Static):
    """A message that the status row has no room for. It lies over the rows above, and moves nothing."""

    can_focus = False
    DEFAULT_CSS = """
    MessageBox { dock: bottom; layer: above; width: 100%; height: auto; max-height: 100%; padding: 0 1;
                 background: $panel-lighten-1; color: $foreground; border-left: outer $success; }
    MessageBox.warning { border-left: outer $warning; }
    MessageBox.error { border-left: outer $error; }
    """

    def say(self, message: StatusMessage, *, over_row: bool) -> None:
        """Show a message; ``over_row``: on the last row, because no status row is shown."""
        self.styles.margin = (0, 0, 0 if over_row else 1, 0)
        for severity in SEVERITIES:
            self.set_class(severity == message.severity, severity)
        self.update(Text(guard(message.text, lines=True)))

    def on_click(self, _event: events.Click) -> None:
        """Have the message taken away."""
        self.post_message(Dismissed())
