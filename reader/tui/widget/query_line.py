"""The line above the results in which a query is typed. It stays; its keys lead to the results, and `/` leads back to it."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.widgets import Input

from reader.tui.widget.line_input import LineInput
from reader.tui.widget.quit_key import helps_while_typing


class QueryLine(LineInput):
    """Calls what was given to `follow` at each letter, at Enter or Down, at Esc, and at the key of help in an empty line."""

    DEFAULT_CSS = """
    QueryLine, QueryLine:focus { height: 1; border: none; border-left: blank; padding: 0 1; background: $panel; }
    QueryLine:focus { border-left: heavy $accent; }
    """
    purpose = ""
    """What one types for, as the last row says it."""
    _changed: Callable[[str], None] = staticmethod(lambda _query: None)
    _entered: Callable[[], None] = staticmethod(lambda: None)
    _left: Callable[[], None] = staticmethod(lambda: None)
    _helped: Callable[[], None] = staticmethod(lambda: None)

    def follow(
        self,
        *,
        changed: Callable[[str], None],
        entered: Callable[[], None],
        left: Callable[[], None],
        helped: Callable[[], None],
    ) -> None:
        """Have ``changed`` called with what stands in the line, ``entered`` at the keys that lead on, ``left`` at Esc.

        ``helped`` is called at the key of help.
        """
        self._changed, self._entered, self._left, self._helped = changed, entered, left, helped

    def type_in(self) -> None:
        """Take the keys from now on."""
        self.screen.set_focus(self)
        self.cursor_position = len(self.value)

    def leave(self) -> None:
        """Give the keys to the screen."""
        self.screen.set_focus(None)

    def put(self, query: str) -> None:
        """Put a query into the line, as if it had been typed there."""
        self.value = query
        self.cursor_position = len(query)

    @property
    def is_typed_in(self) -> bool:
        """Whether the line takes the keys."""
        return self.has_focus

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow each letter."""
        event.stop()
        self._changed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Lead on to the results."""
        event.stop()
        self._entered()

    def on_key(self, event: events.Key) -> None:
        """Down leads on like Enter, Esc back; Tab takes what is shown behind the cursor."""
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            self.action_cursor_right()
        elif helps_while_typing(self.app, event, self.value):
            event.stop()
            event.prevent_default()
            self._helped()
        elif event.key == "down":
            event.stop()
            self._entered()
        elif event.key == "escape":
            event.stop()
            self._left()
