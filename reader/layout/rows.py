"""Rows: where the blocks of a document fall on a page of a given width, found when looked at.

A *row* is one line of the page: a part of a block, or the blank between two blocks. Blocks (in stretches of bounded
length) are wrapped when a row of theirs is asked for; until then their height is estimated. ``y`` counts rows from 0.
A change of an estimate moves what is below, so callers keep a position, not a ``y``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from reader.layout.wrap import stretches, wrap
from reader.text.document import Block, Document, Kind
from reader.text.span import Span

MARGIN_ROWS = 3
"""Rows kept in view above and below the focus while it moves."""
INDENT = {Kind.LIST_ITEM: 2, Kind.QUOTE: 4, Kind.CAPTION: 2}
"""Cells by which a block is set in."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the code points on it, its block's index, and its indent in cells. A blank row has no span."""

    span: Span | None
    block: int
    indent: int = 0


@dataclass(slots=True)
class _Piece:
    block: int
    span: Span
    blank: int  # rows above
    rows: list[Span] | None = None


def margin_rows(height: int) -> int:
    """Return the rows that a view ``height`` rows high shows around the focus, where there are any."""
    return min(MARGIN_ROWS, max(0, (height - 1) // 3))


class Page:
    """A document laid out at ``width`` cells."""

    def __init__(self, document: Document, width: int) -> None:
        self.document = document
        self.width = max(1, width)
        self._pieces = list(self._cut())
        self._starts = [piece.span.start for piece in self._pieces]
        self._heights = [self._estimate(piece) for piece in self._pieces]
        self._tops: list[int] = []
        self._sum()

    def _cut(self) -> list[_Piece]:
        pieces: list[_Piece] = []
        before: Block | None = None
        for index, block in enumerate(self.document.blocks):
            blank = 0 if before is None or _close(before, block) else 1
            for number, stretch in enumerate(stretches(self.document.text, block.span)):
                pieces.append(_Piece(index, stretch, blank if number == 0 else 0))
            before = block
        return pieces

    def _wide(self, piece: _Piece) -> int:
        return max(1, self.width - INDENT.get(self.document.blocks[piece.block].kind, 0))

    def _estimate(self, piece: _Piece) -> int:
        return piece.blank + 1 + (len(piece.span) - 1) * 21 // (20 * self._wide(piece))

    def _sum(self) -> None:
        self._tops = list(accumulate(self._heights, initial=0))

    @property
    def height(self) -> int:
        """The rows of the whole page, as far as known."""
        return self._tops[-1]

    def _wrapped(self, number: int) -> list[Span]:
        piece = self._pieces[number]
        if piece.rows is None:
            piece.rows = wrap(self.document.text, piece.span, self._wide(piece))
            height = piece.blank + len(piece.rows)
            if height != self._heights[number]:
                self._heights[number] = height
                self._sum()
        return piece.rows

    def settle(self, first: int, count: int) -> None:
        """Wrap what shows on rows ``[first, first + count)``, so that these rows are exact."""
        y = first
        while y < min(first + count, self.height):
            number = self._piece_at(y)
            self._wrapped(number)
            y = self._tops[number + 1] if self._tops[number + 1] > y else y + 1

    def settle_at(self, position: int, rows: int) -> None:
        """Wrap the pieces within ``rows`` rows of a position, so that moving about it is exact."""
        number = self._piece_of(position) if self._pieces else 0
        reach = 0
        for at in range(number, len(self._pieces)):
            reach += self._pieces[at].blank + len(self._wrapped(at))
            if reach > rows:
                break
        reach = 0
        for at in range(number - 1, -1, -1):
            reach += self._pieces[at].blank + len(self._wrapped(at))
            if reach > rows:
                break

    def _piece_at(self, y: int) -> int:
        return min(max(0, bisect_right(self._tops, y) - 1), len(self._pieces) - 1)

    def _piece_of(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)

    def row(self, y: int) -> Row | None:
        """Return the row at ``y``, or None outside the page."""
        if not 0 <= y < self.height:
            return None
        number = self._piece_at(y)
        rows = self._wrapped(number)
        number = self._piece_at(y)  # the tops may have moved
        rows = self._wrapped(number)
        piece = self._pieces[number]
        inside = y - self._tops[number] - piece.blank
        if inside < 0 or inside >= len(rows):
            return Row(None, piece.block)
        return Row(rows[inside], piece.block, INDENT.get(self.document.blocks[piece.block].kind, 0))

    def y_of(self, position: int) -> int:
        """Return the row that shows ``position``, or the nearest block after it."""
        if not self._pieces:
            return 0
        number = self._piece_of(position)
        rows = self._wrapped(number)
        piece = self._pieces[number]
        if position >= piece.span.end and number + 1 < len(self._pieces) and position < self._starts[number + 1]:
            inside = len(rows) - 1
        else:
            inside = max(0, bisect_right([row.start for row in rows], position) - 1)
        return self._tops[number] + piece.blank + inside

    def revealing(self, focus: Span, top: int, height: int) -> int:
        """Return the ``top`` row of a view ``height`` rows high, moved as little as shows ``focus`` with a margin."""
        first, end = self.rows_of(focus)
        margin = margin_rows(height)
        if end + margin > top + height:
            top = end + margin - height
        if first - margin < top:
            top = first - margin
        return max(0, min(top, self.height - height))

    def opening_top(self, focus: Span, above: int | None, height: int) -> int:
        """Return the top row of a view just opened: with ``above`` rows over the focus, or from the first row."""
        top = 0 if above is None else self.y_of(focus.start) - max(0, min(above, height - 2))
        return self.revealing(focus, max(0, min(top, self.height - height)), height)

    def rows_of(self, span: Span) -> tuple[int, int]:
        """Return the first row that shows ``span`` and the row after its last."""
        first = self.y_of(span.start)
        return first, max(first, self.y_of(max(span.start, span.end - 1))) + 1


def _close(before: Block, block: Block) -> bool:
    """Whether two blocks stand without a blank row between them."""
    return before.kind is block.kind and block.kind in (Kind.LIST_ITEM, Kind.CAPTION, Kind.QUOTE, Kind.BOILERPLATE)
