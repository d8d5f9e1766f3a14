"""A table: columns as wide as what they hold, the first with the room that the others leave, their names above them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.layout.cells import cells, fitted, position_at
from reader.layout.gutter import Piece
from reader.text.guard import guard
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

LEAST = 24
"""The least width of the first column in cells; other columns are left out to keep it."""
LEAST_BESIDE_FIRST_RANK = 8
"""What the first column keeps beside columns of rank 0, which stay in almost any window."""
EDGES = 3
"""Cells of a row that no column has: the cursor, the mark, and a space at the end."""
SWATCH = 2
"""Cells of a swatch and the space behind it."""
GAP = "  "
"""What parts two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column after the first; it takes ``most`` cells at most. Numbers stand to the right.

    ``rank``: where not all columns fit, those of a higher rank are left out first, then those further to the right.
    ``least``: before that, this column is cut down to so many cells; 0: it is not. ``has_paths``: it holds tags as
    ``#path``, of which the last part says most, so what stands before it goes first.
    """

    most: int
    name: str = ""
    is_number: bool = False
    rank: int = 1
    least: int = 0
    has_paths: bool = False


_ABOVE = re.compile(r"(?<!\S)#[^#]*/(?=[^/#])")
"""What stands before the last part of a tag's path."""
DIM = "dim"
"""The colour of what is drawn of nothing that has one of its own."""


class Tint(NamedTuple):
    """A part of a cell, in code points, and its colour as ``#rrggbb``, or `DIM`."""

    start: int
    end: int
    colour: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row: its cells, the first of which gets the room that is left. The ``lit`` spans of the first are bold.

    ``swatch`` is a colour as ``#rrggbb`` that is shown before them; empty for none, None in a list that shows none.
    ``sign`` is a letter that stands there without a colour. ``tints`` are parts of the first, in order, with the colour of
    each; nothing is lit then. ``hit`` is the part of the first that a concordance aligns. ``is_title``: it stands above others.
    """

    id: str
    cells: tuple[str, ...]
    lit: tuple[Span, ...] = ()
    marked: bool = False
    swatch: str | None = None
    tints: tuple[Tint, ...] = ()
    sign: str = ""
    hit: Span | None = None
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The columns after the first, whose name is ``first``. It keeps ``least`` cells; ``parts_marks``: a blank is behind marks."""

    columns: tuple[Column, ...] = ()
    first: str = ""
    least: int = LEAST
    parts_marks: bool = False

    def widths(self, rows: Collection[ListRow]) -> tuple[int, ...]:
        """Return the cells that each column needs; 0 for one that is empty in all rows."""
        needed: list[int] = []
        for at, column in enumerate(self.columns, 1):
            texts = {row.cells[at] for row in rows if at < len(row.cells)}  # few, also of ten thousand rows
            needed.append(min(column.most, max(map(cells, texts), default=0)))
        return tuple(needed)

    def row(self, row: ListRow, widths: Sequence[int], width: int, *, under: bool) -> list[Piece]:
        """Return a row ``width`` cells wide; ``under`` the cursor its look is ``cursor``, that of lit spans ``found``.

        The look of the square before it is ``swatch``; that of what has a colour of its own is the colour.
        """
        base: tuple[str, ...] = ("cursor",) if under else ("title",) if row.is_title else ()
        taken = (0 if row.swatch is None else SWATCH) + (1 if self.parts_marks else 0)
        room, columns = self._fitting(widths, width - taken)
        mark = ("✓" if row.marked else " ") + (" " if self.parts_marks else "")
        pieces: list[Piece] = [("┃", (*base, "focus")) if under else (" ", base), (mark, base)]
        if row.swatch is not None:
            sign = ("■", (*base, "swatch")) if row.swatch else (row.sign or " ", base)
            pieces += [sign, (" ", base)]
        pieces += self.first_cell(row, room, base)
        for number, wide in columns:
            text = row.cells[number + 1] if number + 1 < len(row.cells) else ""
            pieces.append((GAP + self._placed(number, guard(text), wide), base))
        return [piece for piece in pieces if piece[0]]

    def first_name(self, _room: int) -> str:
        """Return the name of the first column, which has so many cells of room."""
        return self.first

    def first_cell(self, row: ListRow, room: int, base: tuple[str, ...]) -> list[Piece]:
        """Return the first cell of a row, ``room`` cells wide, in the look ``base``."""
        pieces: list[Piece] = []
        first = guard(row.cells[0])
        shortened = first if cells(first) <= room else first[: position_at(first, room - 1)] + "…"
        at = 0
        for start, end, colour in row.tints:
            pieces += [(shortened[at:start], base), (shortened[start:end], (*base, colour))]
            at = end
        for span in row.lit:
            start = max(at, span.start)
            pieces += [(shortened[at:start], base), (shortened[start : span.end], (*base, "found"))]
            at = max(at, span.end)
        pieces.append((shortened[at:] + " " * (room - cells(shortened)), base))
        return pieces

    def head(self, widths: Sequence[int], width: int, *, has_swatch: bool = False) -> str:
        """Return the names of the columns above rows ``width`` cells wide; ``has_swatch``: they begin with one."""
        indent = SWATCH if has_swatch else 0
        room, columns = self._fitting(widths, width - indent)
        names = [self._placed(number, self.columns[number].name, wide) for number, wide in columns]
        return " " * indent + GAP + GAP.join([fitted(self.first_name(room), room), *names])

    def _fitting(self, widths: Sequence[int], width: int) -> tuple[int, list[tuple[int, int]]]:
        """Return the cells of the first column, and the columns after it that fit, with theirs."""
        room = max(1, width - EDGES)
        fitting: dict[int, int] = {}
        wanted = [max(wide, cells(column.name)) for wide, column in zip(widths, self.columns, strict=False)]
        for number in sorted(range(len(wanted)), key=lambda number: self.columns[number].rank):
            column = self.columns[number]
            wide = min(wanted[number], column.least or wanted[number])
            least = self.least if column.rank else LEAST_BESIDE_FIRST_RANK
            if widths[number] and room - wide - len(GAP) >= least:
                room -= wide + len(GAP)
                fitting[number] = wide
        for number, wide in fitting.items():  # what was cut down gets back what the first column can spare
            spare = max(0, min(wanted[number] - wide, room - self.least))
            fitting[number], room = wide + spare, room - spare
        return room, sorted(fitting.items())

    def _placed(self, number: int, text: str, wide: int) -> str:
        missing = wide - cells(text)
        if missing < 0 and self.columns[number].has_paths:
            text = _ABOVE.sub("…/", text)
        return " " * missing + text if self.columns[number].is_number and missing > 0 else fitted(text, wide)
