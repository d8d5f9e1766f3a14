"""A concordance in cells: each hit in one column, what stands before it ends there, and what stands behind begins after it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from unicodedata import category

from reader.layout.cells import cells, clusters, position_at
from reader.layout.gutter import Piece
from reader.layout.table import ListRow, Table
from reader.text.guard import guard
from reader.text.span import Span
from reader.text.words import is_unspaced

SORTED = "▾"
WIDEST_HIT = 20
"""Cells of the hits' column at most; what follows a longer hit begins further right."""


LONGEST_CUT = 25
"""Code points of a word that is left out where a line cuts it; a part is shown of a longer one, and of what no blanks part."""


def whole_start(text: str, start: int, end: int) -> int:
    """Return where the first word begins of a part of a text that may begin inside of a word."""
    while start < end and category(text[start])[0] == "M":  # a mark whose letter was cut off
        start += 1
    blank, word = text.find(" ", start, end), text.rfind(" ", 0, start) + 1
    is_cut = blank < 0 or blank - word > LONGEST_CUT or is_unspaced(text[start])
    return start if is_cut else blank + 1


def whole_end(text: str, start: int, end: int) -> int:
    """Return where the last word ends of a part of a text that may end inside of a word."""
    blank, after = text.rfind(" ", start, end), text.find(" ", end)
    word_end = len(text) if after < 0 else after
    is_cut = blank < 0 or word_end - blank > LONGEST_CUT + 1 or is_unspaced(text[end - 1])
    return end if is_cut else blank


def with_marks(hit: str, after: str) -> str:
    """Return a hit with the marks that follow it without a blank, such as a comma, which stand in its column."""
    marks = MARKS.match(after)
    return hit + marks[0] if marks else hit


def hits_width(hits: Iterable[str]) -> int:
    """Return the cells of the hits' column: those of the widest hit that is not too wide for it."""
    wide = (cells(guard(hit)) for hit in hits)
    return max((width for width in wide if width <= WIDEST_HIT), default=0)


MARKS = re.compile(r"[^\w\s]{1,3}(?=\s|\Z)")
REST = re.compile(r"\S{0,12}(?=\s|\Z)")
"""What follows a hit up to the next blank, which stands beside it: marks, or what is left of its word; not if that is long."""
Side = Literal["", "left", "right"]


@dataclass(frozen=True, slots=True)
class ConcordanceTable(Table):
    """A table whose first cell has a hit in its middle; ``hit_width`` is the width of the hits' column.

    ``sorted_by`` is the side whose words the rows are sorted by. Looks: ``found`` is the hit, ``grown`` the rest of what it
    was grown to, the first of the ``lit`` spans.
    """

    hit_width: int = 0
    sorted_by: Side = ""

    def first_name(self, room: int) -> str:
        """Return a sign above the words that the rows are sorted by."""
        left = self._left_room(room)
        column = {"left": left - 2, "right": left + self.hit_width + 1}.get(self.sorted_by, room)
        return f"{' ' * max(0, column)}{SORTED}" if column < room else ""

    def first_cell(self, row: ListRow, room: int, base: tuple[str, ...]) -> list[Piece]:
        """Return the hit with its context; a row without a hit is laid out as elsewhere."""
        if row.hit is None:
            return Table.first_cell(self, row, room, base)
        text, hit = guard(row.cells[0]), row.hit
        left_room = self._left_room(room)
        start = _fitting_start(text, hit.start, left_room)
        hit_end = min(hit.end, hit.start + position_at(hit.of(text), room - left_room))
        rest = REST.match(text, hit_end) if hit_end == hit.end else None
        node_end = hit_end + (position_at(rest[0], room - left_room - cells(text[hit.start : hit_end])) if rest else 0)
        # Where no blank follows, as in Chinese, the text goes on at once.
        node = max(cells(text[hit.start : node_end]), min(self.hit_width, room - left_room) if rest else 0)
        column = left_room + node
        end = _fitting_end(text, node_end, room - column) if hit_end == hit.end else node_end
        lead = " " * (left_room - cells(text[start : hit.start]))
        gap = " " * (column - left_room - cells(text[hit.start : node_end]))
        tail = " " * max(0, room - column - cells(text[node_end:end]))
        grown = row.lit[0] if row.lit else hit
        pieces: list[Piece] = [(lead, base), *_pieces(text, Span(start, hit.start), grown, base)]
        pieces += [(text[hit.start : hit_end], (*base, "found")), *_pieces(text, Span(hit_end, node_end), grown, base)]
        return [*pieces, (gap, base), *_pieces(text, Span(node_end, end), grown, base), (tail, base)]

    def _left_room(self, room: int) -> int:
        return max(0, room - self.hit_width) // 2


def _pieces(text: str, part: Span, grown: Span, base: tuple[str, ...]) -> list[Piece]:
    """Return a part of a text in pieces; what it has in common with ``grown`` looks so."""
    edges = sorted({part.start, part.end, *(edge for edge in (grown.start, grown.end) if part.holds(edge))})
    return [
        (text[start:end], (*base, "grown") if grown.start <= start and end <= grown.end else base)
        for start, end in pairwise(edges)
    ]


def _fitting_start(text: str, end: int, room: int) -> int:
    """Return where the end of a text up to ``end`` begins that fits in ``room`` cells, at a word if one begins there."""
    start = end
    for cluster, wide in reversed(list(clusters(text[:end]))):
        if wide > room:
            break
        room, start = room - wide, start - len(cluster)
    return whole_start(text, start, end) if start and not text[start - 1].isspace() else start


def _fitting_end(text: str, start: int, room: int) -> int:
    """Return where the beginning of a text from ``start`` on ends that fits in ``room`` cells, behind a word if one ends there."""
    end = start + position_at(text[start:], room)
    return whole_end(text, start, end) if end < len(text) and not text[end].isspace() else end
