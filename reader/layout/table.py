"""A row of a list: the first column gets the room that the others leave; the last columns are left out first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.layout.cells import cells, fitted, position_at
from reader.layout.page import Piece
from reader.text.guard import guard
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

NARROWEST = 24
"""The least width of the first column; other columns are left out to keep it."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row: its cells, the first of which gets the room that is left. The ``lit`` spans of the first are bold."""

    id: str
    cells: tuple[str, ...]
    lit: tuple[Span, ...] = ()
    marked: bool = False


def used_columns(rows: Collection[ListRow], count: int) -> frozenset[int]:
    """Return which of the ``count`` columns after the first are not empty in all rows."""
    return frozenset(column for column in range(count) if any(any(row.cells[column + 1 : column + 2]) for row in rows))


def row_pieces(row: ListRow, widths: Sequence[int], used: Collection[int], width: int, *, under: bool) -> list[Piece]:
    """Return a row ``width`` cells wide; ``under`` the cursor its look is ``cursor``, that of lit spans ``found``."""
    base = ("cursor",) if under else ()
    room = width - 3
    shown: list[str] = []
    for number, (cell, wide) in enumerate(zip(row.cells[1:], widths, strict=False)):
        if number not in used:
            continue
        if room - wide - 2 < NARROWEST:
            break
        room -= wide + 2
        shown.append(fitted(guard(cell), wide))
    pieces: list[Piece] = [(("▶" if under else " ") + ("✓" if row.marked else " "), base)]
    first, room = guard(row.cells[0]), max(1, room)
    shortened = first if cells(first) <= room else first[: position_at(first, room - 1)] + "…"
    at = 0
    for span in row.lit:
        start = max(at, span.start)
        pieces += [(shortened[at:start], base), (shortened[start : span.end], (*base, "found"))]
        at = max(at, span.end)
    pieces.append((shortened[at:] + " " * (room - cells(shortened)), base))
    return [(text, names) for text, names in [*pieces, *(("  " + text, base) for text in shown)] if text]
