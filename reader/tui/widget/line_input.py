"""An input line that takes no control characters, not even from the clipboard."""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.reactive import reactive
from textual.widgets import Input

from reader.text.guard import guard
from reader.tui.widget.continuation import Continuation
from reader.tui.widget.quit_key import quits_while_typing

_UNSEEN = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]) | dict.fromkeys((0x2028, 0x2029), " ")
"""What `guard` would show as dots, although one pastes words: direction marks, and separators of lines."""


class LineInput(Input):
    """An input of one line; a paste of several becomes one."""

    DEFAULT_CSS = """
    LineInput > .input--selection { background: $selection-background; color: $selection-foreground; }
    """

    # Textual (8.2.8) lays out the screen anew at each letter, because an input's `virtual_size` asks for a layout. The room
    # here is fixed. Goes when that reactive no longer has `layout=True`.
    virtual_size = reactive(Size(0, 0))

    def on_key(self, event: events.Key) -> None:
        """Quit with a key that does so elsewhere and types nothing."""
        if quits_while_typing(self.app, event):
            event.stop()
            self.app.exit()

    def action_cursor_right(self, select: bool = False) -> None:
        """Take what is offered behind the last letter, or move the cursor."""
        offers = (
            self.suggester if isinstance(self.suggester, Continuation) and not select and self.cursor_at_end else None
        )
        if offers and (whole := offers.whole(self.value)):
            self.value, self.cursor_position = whole, len(whole)
        else:
            super().action_cursor_right(select)

    def on_paste(self, event: events.Paste) -> None:
        """Guard what comes from outside before the input takes it; what only gives a direction is left out."""
        event.text = guard(event.text.strip("\r\n").translate(_UNSEEN))
