"""A message to the user: one line of it stands in the status row, more over the rows above."""

from __future__ import annotations

from typing import NamedTuple

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Static

from reader.layout.cells import cells
from reader.layout.wrap import wrap
from reader.text.guard import guard
from reader.text.span import Span

EDGE = 3
"""Cells of a message in the status row that its edge takes, and a space on each side."""
SIDES = 3
"""Cells of a box that its edge and its padding take."""

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
    """A message that the status row has no room for. It lies over the rows above, and moves nothing.

    In a dialog it has the last rows of the window, and the dialog those above.
    """

    can_focus = False
    DEFAULT_CSS = """
    MessageBox { dock: bottom; layer: above; width: 100%; height: auto; max-height: 100%; padding: 0 1;
                 background: $panel-lighten-1; color: $foreground; border-left: outer $success; }
    MessageBox.-below-dialog { layer: default; }
    MessageBox.warning { border-left: outer $warning; }
    MessageBox.error { border-left: outer $error; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._said = ""

    def say(self, message: StatusMessage, *, over_row: bool, in_dialog: bool) -> int:
        """Show a message and return its rows; ``over_row``: on the last row, because no status row is shown."""
        self._said = guard(message.text, lines=True)
        self.styles.margin = (0, 0, 0 if over_row else 1, 0)
        for severity in SEVERITIES:
            self.set_class(severity == message.severity, severity)
        self.set_class(in_dialog, "-below-dialog")
        self._break_rows()
        return len(self._lines())

    def _break_rows(self) -> None:
        self.update(Text("\n".join(self._lines()), no_wrap=True))

    def _lines(self) -> list[str]:
        """Return the rows, broken by the rules of the language: none begins with a colon."""
        room = max(1, self.app.size.width - SIDES)
        return [
            row.of(line).rstrip() for line in self._said.split("\n") for row in wrap(line, Span(0, len(line)), room)
        ]

    def on_resize(self, _event: events.Resize) -> None:
        """Break the rows anew."""
        self._break_rows()

    def on_click(self, _event: events.Click) -> None:
        """Have the message taken away."""
        self.post_message(Dismissed())
