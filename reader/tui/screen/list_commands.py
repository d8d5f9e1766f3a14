"""The commands that move the cursor of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from reader.tui.service.host import CommandTable

END = 10**9
"""An index past the end of any list."""


class Movable(Protocol):
    """A list with a cursor."""

    def move(self, step: int) -> None:
        """Move the cursor by rows."""

    def turn(self, step: int) -> None:
        """Move the cursor by pages."""

    def to(self, index: int) -> None:
        """Put the cursor on a row, or on the nearest one there is."""


class ListCommands:
    """Moves the cursor, then calls ``follow`` to show what belongs to the new row."""

    def __init__(self, rows: Movable, follow: Callable[[], None] = lambda: None) -> None:
        self._rows = rows
        self._follow = follow

    def commands(self) -> CommandTable:
        """Return what the commands of a list do."""
        return {
            "list.down": lambda: self._move(1),
            "list.up": lambda: self._move(-1),
            "list.page-down": lambda: self._turn(1),
            "list.page-up": lambda: self._turn(-1),
            "goto.top": lambda: self.to(0),
            "goto.end": lambda: self.to(END),
        }

    def _move(self, step: int) -> None:
        self._rows.move(step)
        self._follow()

    def _turn(self, step: int) -> None:
        self._rows.turn(step)
        self._follow()

    def to(self, index: int) -> None:
        """Go to a row, or to the nearest one there is."""
        self._rows.to(index)
        self._follow()
