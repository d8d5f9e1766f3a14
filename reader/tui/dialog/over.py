"""A dialog over the screen it was opened on, which stays in view, dimmed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from reader.command.keymap import Keymap
from reader.tui.terminal.textual_internals import PaintedScreen
from reader.tui.widget.quit_key import keymap_of

Result = TypeVar("Result")


class Over(ModalScreen[Result], PaintedScreen[Result], inherit_bindings=False):  # CSS follows the first base alone
    """A modal screen that closes once."""

    rows_taken = 0
    """Rows at the bottom of the window that a message takes."""
    fit: Callable[[], object] = staticmethod(lambda: None)
    """Fits the rows that are left. What CSS says of heights is fitted by itself."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with an answer, once. An answer that comes later, from a queue or a thread, must not close the screen below."""
        if self.app.screen_stack[-1:] == [self]:
            return super().dismiss(result)
        return AwaitComplete()

    @property
    def keymap(self) -> Keymap:
        """The app's keymap; in an app without one, the default."""
        return keymap_of(self.app)
