"""Rows: where the blocks of a document are on a page of a given width, computed when needed.

A *row* is one line of the page: a part of a block, or the blank between two blocks. Blocks, in stretches of limited
length, are wrapped when one of their rows is read; until then their height is estimated. ``y`` counts rows from 0. A
corrected estimate moves everything below, so callers remember a position, not a ``y``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from reader.layout.block_roles import BlockRoles
from reader.layout.title_block import NO_TITLE, TitleBlock, TitleRow, place_title
from reader.layout.wrap import STRETCH, stretches, wrap
from reader.text.document import Document, Kind, mark_of
from reader.text.span import Span
from reader.text.table import outline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MARGIN_ROWS = 3
"""Rows kept in view above and below the focus while it moves."""
INDENT = {Kind.LIST_ITEM: 2, Kind.QUOTE: 4, Kind.CAPTION: 2}
"""The indent of a block in cells, by kind."""


TIMES = 4
"""Cells kept free behind a caption for how often it stands there."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its span, the index of its block, and its indent in cells.

    A blank row has no span, nor has a row of the title block.
    """

    span: Span | None
    block: int
    indent: int = 0
    title: TitleRow | None = None


def margin_rows(height: int) -> int:
    """Return how many rows a view ``height`` rows high shows above and below the focus."""
    return min(MARGIN_ROWS, max(0, (height - 1) // 3))


class Page:
    """A document laid out at ``width`` cells, with a title block among its rows."""

    def __init__(self, document: Document, width: int, title: TitleBlock = NO_TITLE) -> None:
        self.document = document
        self.width = max(1, width)
        self.title = title
        # A *piece* is a block or a stretch of one: block, start, end, blank rows above, height, and its rows once wrapped.
        self.kinds, starts, ends = outline(document.blocks)
        """Of each block."""
        self.roles = BlockRoles(document, self.kinds)
        self._blanks = [0, *(0 if _close(*both) else 1 for both in pairwise(self.kinds))]
        for block in self.roles.repeats:
            self._blanks[block] = 0
        self._blocks: Sequence[int] = range(len(starts))
        self._starts, self._ends = starts, ends
        self._cut()
        self._place_title()
        wide = {kind: 20 * self._wide(kind) for kind in Kind}
        every = zip(self._blocks, self._starts, self._ends, self._blanks, strict=False)
        self._heights = [
            blank + 1 + (end - start - 1) * 21 // wide[self.kinds[block]] if block not in self.roles.repeats else blank
            for block, start, end, blank in every
        ]
        self._rows: dict[int, list[Span]] = {}
        self._cached_tops: list[int] | None = None

    def _cut(self) -> None:
        """Cut long blocks into stretches."""
        long = [
            at for at, (start, end) in enumerate(zip(self._starts, self._ends, strict=True)) if end - start > STRETCH
        ]
        blocks = list(self._blocks) if long else self._blocks
        for at in reversed(long):
            parts = list(stretches(self.document.text, Span(self._starts[at], self._ends[at])))
            self._starts[at : at + 1] = [part.start for part in parts]
            self._ends[at : at + 1] = [part.end for part in parts]
            self._blanks[at + 1 : at + 1] = [0] * (len(parts) - 1)
            assert isinstance(blocks, list)
            blocks[at : at + 1] = [at] * len(parts)
        self._blocks = blocks

    def _place_title(self) -> None:
        """Add the rows of the title block to those above a piece."""
        placed = place_title(self.document, self.title, self.width)
        self._title_rows = placed.rows
        self._title_piece = bisect_left(self._blocks, placed.block)
        if placed.rows:
            self._blanks[self._title_piece] += len(placed.rows)

    @cached_property
    def _opening(self) -> int | None:
        """The start of the first block below the title block and the headings that the text begins with."""
        first = next((at for at, kind in enumerate(self.kinds) if kind is not Kind.HEADING), None)
        return None if first is None else self.document.blocks[first].span.start

    def _above(self, number: int) -> list[Row]:
        """Return the rows above a piece that show no text."""
        rows = [Row(None, self._blocks[number])] * self._blanks[number]
        if number == self._title_piece:
            for at, title in enumerate(self._title_rows):
                rows[at] = Row(None, self._blocks[number], title=title)
        return rows

    def _wide(self, kind: Kind) -> int:
        return max(1, self.width - INDENT.get(kind, 0))

    @property
    def _tops(self) -> list[int]:
        if self._cached_tops is None:
            self._cached_tops = list(accumulate(self._heights, initial=0))
        return self._cached_tops

    @property
    def height(self) -> int:
        """How many rows the page has; partly an estimate."""
        return self._tops[-1]

    def _wrapped(self, number: int) -> list[Span]:
        rows = self._rows.get(number)
        if rows is None:
            rows = self._rows[number] = self._rows_of_piece(number)
            height = self._blanks[number] + len(rows)
            if height != self._heights[number]:
                self._heights[number] = height
                self._cached_tops = None
        return rows

    def _rows_of_piece(self, number: int) -> list[Span]:
        """Wrap a piece. The rows of a list item stand right of its mark; a repeated caption has none."""
        block, piece = self._blocks[number], Span(self._starts[number], self._ends[number])
        if block in self.roles.repeats:
            return []
        wide = self._wide(self.kinds[block])
        hang = self.roles.hang(block, wide)
        if not hang:
            return self._wrap(piece, max(1, wide - TIMES) if block in self.roles.counts else wide)
        mark = mark_of(self.document.text, self.document.blocks[block])
        first, *others = self._wrap(Span(max(piece.start, mark.end), piece.end), wide - hang)
        return [Span(piece.start, first.end), *others]

    def indent(self, block: int, span: Span) -> int:
        """Return the indent of a row of a block, in cells."""
        kind = self.kinds[block]
        begins = span.start == self.document.blocks[block].span.start
        return INDENT.get(kind, 0) + (0 if begins else self.roles.hang(block, self._wide(kind)))

    def _wrap(self, piece: Span, width: int) -> list[Span]:
        text = self.document.text
        if not self.document.keeps_lines or text.find("\n", piece.start, piece.end) < 0:
            return wrap(text, piece, width)
        return [row for line in _lines(text, piece) for row in wrap(text, line, width)]

    def settle(self, first: int, count: int) -> None:
        """Wrap the blocks on the rows ``[first, first + count)``, so that these rows are exact."""
        y = first
        while y < min(first + count, self.height):
            number = self._piece_at(y)
            self._wrapped(number)
            y = self._tops[number + 1] if self._tops[number + 1] > y else y + 1

    def settle_at(self, position: int, rows: int) -> None:
        """Wrap the pieces within ``rows`` rows of a position, so that motion around it is exact."""
        number = self._piece_of(position) if self._starts else 0
        reach = 0
        for at in range(number, len(self._starts)):
            reach += self._blanks[at] + len(self._wrapped(at))
            if reach > rows:
                break
        reach = 0
        for at in range(number - 1, -1, -1):
            reach += self._blanks[at] + len(self._wrapped(at))
            if reach > rows:
                break

    def _piece_at(self, y: int) -> int:
        return min(max(0, bisect_right(self._tops, y) - 1), len(self._starts) - 1)

    def _piece_of(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)

    def row(self, y: int) -> Row | None:
        """Return the row at ``y``, or None outside the page."""
        if not 0 <= y < self.height:
            return None
        number = self._piece_at(y)
        rows = self._wrapped(number)
        number = self._piece_at(y)  # wrapping may have moved the tops
        rows = self._wrapped(number)
        block = self._blocks[number]
        inside = y - self._tops[number] - self._blanks[number]
        if inside < 0:
            return self._above(number)[inside]
        if inside >= len(rows):
            return Row(None, block)
        return Row(rows[inside], block, self.indent(block, rows[inside]))

    def rows(self, first: int, count: int) -> list[Row | None]:
        """Return the ``count`` rows from ``first`` on, exactly; None for each row outside the page."""
        above = max(0, -first)
        self.settle(first + above, count - above)
        if above >= count or first + above >= self.height:
            return [None] * count
        number = self._piece_at(first + above)
        skipped = first + above - self._tops[number]
        rows: list[Row | None] = []
        while len(rows) - skipped < count - above and number < len(self._starts):
            block = self._blocks[number]
            rows += self._above(number)
            rows += [Row(span, block, self.indent(block, span)) for span in self._wrapped(number)]
            number += 1
        shown = [*[None] * above, *rows[skipped : skipped + count - above]]
        return shown + [None] * (count - len(shown))

    def y_of(self, position: int) -> int:
        """Return the ``y`` of the row that shows ``position``, or of the next block; of a repeated caption, of the first."""
        if not self._starts:
            return 0
        position = self.roles.shown(Span(position, position)).start
        number = self._piece_of(position)
        rows = self._wrapped(number)
        behind = position >= self._ends[number]
        if behind and number + 1 < len(self._starts) and position < self._starts[number + 1]:
            inside = len(rows) - 1
        else:
            inside = max(0, bisect_right([row.start for row in rows], position) - 1)
        return self._tops[number] + self._blanks[number] + inside

    def revealing(self, focus: Span, top: int, height: int) -> int:
        """Return the top row of a view ``height`` rows high, moved only as far as needed to show ``focus`` with a margin.

        A view that would begin within the title or the headings at the top begins with them, if there is room.
        """
        first, end = self.rows_of(focus)
        margin = margin_rows(height)
        if end + margin > top + height:
            top = end + margin - height
        if first - margin < top:
            top = first - margin
        if self._opening is not None and end + margin <= height and top <= self.y_of(self._opening):
            top = 0
        return max(0, min(top, self.height - height))

    def rows_of(self, span: Span) -> tuple[int, int]:
        """Return the first row that shows ``span`` and the row after its last.

        A span that begins or ends in a repeated caption has the rows between the first one and its place, too.
        """
        if (shown := self.roles.shown(span)) != span:
            return self.rows_of(shown)
        last = max(span.start, span.end - 1)
        first, end = self.y_of(span.start), self.y_of(last) + 1
        if self.roles.repeats:
            places = [self._tops[self._piece_of(position)] for position in (span.start, last)]
            first, end = min(first, places[0]), max(end, places[1])
        return first, max(first + 1, end)


def _lines(text: str, piece: Span) -> Iterator[Span]:
    """Yield the lines of a piece, each with its line end."""
    start = piece.start
    while start < piece.end:
        end = text.find("\n", start, piece.end) + 1 or piece.end
        yield Span(start, end)
        start = end


def _close(before: Kind, kind: Kind) -> bool:
    """Whether blocks of two kinds have no blank row between them."""
    return before is kind and kind in (Kind.LIST_ITEM, Kind.CAPTION, Kind.QUOTE, Kind.BOILERPLATE)
