"""A line to type in that takes no control character, not even from the clipboard."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from reader.text.guard import guard


class Line(Input):
    """An input of one line; a paste of several becomes one."""

    def on_paste(self, event: events.Paste) -> None:
        """Guard what comes from outside before the input takes it."""
        event.text = guard(event.text.strip("\r\n"))
