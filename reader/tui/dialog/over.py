"""A dialog over the screen it was opened on, which stays in view, dimmed."""

from __future__ import annotations

from typing import Any, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from reader.command.keyfile import preset
from reader.command.keymap import Keymap
from reader.command.notation import from_event
from reader.tui.terminal.textual_internals import PaintedScreen

Result = TypeVar("Result")


class Over(ModalScreen[Result], PaintedScreen[Result], inherit_bindings=False):  # CSS follows the first base alone
    """A modal screen that closes once."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with an answer, once. An answer that comes later, from a queue or a thread, must not close the screen below."""
        if self.app.screen_stack[-1:] == [self]:
            return super().dismiss(result)
        return AwaitComplete()

    @property
    def keymap(self) -> Keymap:
        """The app's keymap; in an app without one, the default."""
        keymap = getattr(self.app, "keymap", None)
        return keymap if isinstance(keymap, Keymap) else preset("default")


def means_quit(dialog: Over[Any], event: events.Key) -> bool:
    """Whether a key quits the program on the screens below; a dialog in which one does not type asks."""
    key = from_event(event.key, event.character)
    return any(binding.command.name == "app.quit" and binding.keys == (key,) for binding in dialog.keymap)
