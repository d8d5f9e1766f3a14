"""An app under test with a terminal that shows what it is sent, and that can be compared with a full repaint."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pyte
from pyte.screens import Char

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
        for y, strip in enumerate(strips(app)):
            row, whole = self.screen.buffer[y], cells_of(strip.render(app.console))
            for x in range(WIDE):
                shown, right = row[x], whole[x]
                if shown != right and seen(shown) != seen(right):
                    return f"row {y}, column {x}: {shown}, not {right}, in “{''.join(cell.data for cell in whole)}”"
        return ""


@lru_cache(1000)
def cells_of(row: str) -> tuple[Char, ...]:
    """Return what a terminal makes of a row; most rows of a screen are those of the one before."""
    screen = pyte.Screen(WIDE, 1)
    pyte.Stream(screen).feed(row)
    return tuple(screen.buffer[0][x] for x in range(WIDE))


class WatchedApp(ScolieApp):
    """An app that paints as it does in a terminal."""

    is_headless = False

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.watched = AppTerminal()
        self.terminal = self.watched
