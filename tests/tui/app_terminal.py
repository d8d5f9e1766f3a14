"""An app under test with a terminal that shows what it is sent, and that can be compared with a full repaint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyte

from reader.tui.app import ScolieApp
from reader.tui.terminal.screen_buffer import Piece, ScreenBuffer
from tests.tui.cells import seen
from tests.tui.showing import strips

WIDE, HIGH = 100, 30


class AppTerminal:
    """Takes frames as the driver does, sends what differs, and shows it as a terminal of its own kind does."""

    def __init__(self) -> None:
        self._buffer = ScreenBuffer()
        self.screen = pyte.Screen(WIDE, HIGH)
        self._stream = pyte.Stream(self.screen)
        self.frames = 0
        """Frames that were painted as soon as a key had its effect."""
        self.changes = 0
        """Frames of either kind of which the terminal was sent anything."""

    def write(self, data: str) -> None:
        """Take a frame that Textual has painted."""
        if data.startswith("\x1b[") and data[2:3].isdecimal():
            self._send(self._buffer.less(data, WIDE))

    def show(self, pieces: Sequence[Piece], cursor: tuple[int, int]) -> None:
        """Take a frame that was painted at once."""
        self.frames += 1
        self._send(self._buffer.put(pieces, cursor, WIDE))

    def measured(self) -> tuple[int, int] | None:
        """Let Textual know its size."""
        return None

    def _send(self, data: str) -> None:
        self.changes += bool(data)
        self._stream.feed(data)

    def rows(self) -> list[str]:
        """Return the rows that stand there."""
        return [row.rstrip() for row in self.screen.display]

    def difference(self, app: ScolieApp) -> str:
        """Return where a cell is other than a full repaint of the app would make it; empty if none is."""
        whole = pyte.Screen(WIDE, HIGH)
        stream = pyte.Stream(whole)
        for y, strip in enumerate(strips(app)):
            stream.feed(f"\x1b[{y + 1};1H{strip.render(app.console)}")
        for y in range(HIGH):
            for x in range(WIDE):
                shown, right = self.screen.buffer[y][x], whole.buffer[y][x]
                if seen(shown) != seen(right):
                    return f"row {y}, column {x}: {shown}, not {right}, in “{whole.display[y]}”"
        return ""


class WatchedApp(ScolieApp):
    """An app that paints as it does in a terminal."""

    is_headless = False

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.watched = AppTerminal()
        self.terminal = self.watched
