"""A line to type in that takes no control character, not even from the clipboard."""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.reactive import reactive
from textual.widgets import Input

from reader.text.guard import guard


class Line(Input):
    """An input of one line; a paste of several becomes one."""

    virtual_size = reactive(Size(0, 0))  # its room is given: a letter is no reason to lay out the screen anew

    def on_paste(self, event: events.Paste) -> None:
        """Guard what comes from outside before the input takes it."""
        event.text = guard(event.text.strip("\r\n"))
