"""Where the rows of a list stand: each takes one line, or as many as it has."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Protocol


class RowPlaces(Protocol):
    """Leads from rows to lines and back."""

    def line_of(self, index: int) -> int:
        """Return the line at which a row begins; for the index after the last, the line after the last."""

    def row_at(self, line: int) -> int:
        """Return the index of the row that holds a line; past the end, an index out of range."""


class SingleLines:
    """Rows of one line each."""

    def line_of(self, index: int) -> int:
        """Return the line of a row."""
        return index

    def row_at(self, line: int) -> int:
        """Return the row of a line."""
        return line


class ManyLines:
    """Rows of several lines each."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        """``heights`` are the lines of each row."""
        self._tops = [0, *accumulate(heights)]

    def line_of(self, index: int) -> int:
        """Return the line at which a row begins."""
        return self._tops[min(index, len(self._tops) - 1)]

    def row_at(self, line: int) -> int:
        """Return the row that holds a line."""
        return bisect_right(self._tops, line) - 1
