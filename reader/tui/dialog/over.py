"""A dialog over the screen it was opened on, which stays in view, dimmed."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from reader.tui.terminal.textual_internals import PaintedScreen

Result = TypeVar("Result")


class Over(ModalScreen[Result], PaintedScreen[Result], inherit_bindings=False):  # CSS follows the first base alone
    """A modal screen that closes once."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with an answer, once. An answer that comes later, from a queue or a thread, must not close the screen below."""
        if self.app.screen_stack[-1:] == [self]:
            return super().dismiss(result)
        return AwaitComplete()
