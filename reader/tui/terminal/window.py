"""The terminal as the app has it: redrawn, written to, and lent to other programs."""

from __future__ import annotations

from collections.abc import Sequence

from reader.tui.terminal import handover
from reader.tui.terminal.screen_buffer import ScreenBuffer
from reader.tui.terminal.textual_internals import TerminalApp


class TerminalWindow:
    """What commands and services do with the terminal."""

    def __init__(self, app: TerminalApp, buffer: ScreenBuffer) -> None:
        """``buffer`` knows what the terminal shows."""
        self._app = app
        self._buffer = buffer

    @property
    def theme(self) -> str:
        """The name of the theme."""
        return self._app.theme

    @theme.setter
    def theme(self, name: str) -> None:
        self._app.theme = name

    def redraw(self) -> None:
        """Paint the whole screen anew: something else may have written on it."""
        self._buffer.forget()
        self._app.screen.refresh(layout=True)

    def write(self, text: str) -> None:
        """Send text and control sequences."""
        if self._app.terminal:
            self._app.terminal.write(text)

    def run(self, words: Sequence[str]) -> int:
        """Run a program in the terminal and return its exit status."""
        return handover.run(self._app, words)

    def stop_for_shell(self) -> None:
        """Stop until the shell continues the app with `fg`."""
        handover.stop(self._app)
