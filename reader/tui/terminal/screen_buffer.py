"""What the terminal shows now, so that only what differs is sent: over ssh every byte of a key counts.

Textual sends whatever was painted anew, whole, also where it looks as before, and every row when a pane scrolls by one.
Here a frame is compared with what the screen shows, cell by cell, and what merely moved up or down is moved by the
terminal itself (scrolling margins, line insertion and deletion: ECMA-48 and DEC STD 070, in every terminal since the
VT102). Whatever is not understood is sent as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import compress
from operator import is_not
from typing import TypeAlias

from reader.tui.terminal.pen import Pen
from reader.tui.terminal.row_cells import Row, Stretch, Unsure, stretch_of

_MOVE = re.compile(r"\x1b\[(\d+);(\d+)H")
_GAP = 10
"""Equal cells between two that differ which are sent again: going around them takes as many bytes."""
_MOVED = 4
"""The least number of rows that must have moved alike for the terminal to be asked to move them."""


Piece: TypeAlias = tuple[int, int, str]
"""A row and a column, both from 0, and what is written from there on: text and looks (SGR), nothing else."""


class ScreenBuffer:
    """The cells of one terminal, as far as they are known."""

    def __init__(self) -> None:
        self._rows: dict[int, Row] = {}
        self._texts: dict[int, str] = {}
        self._unsure: set[int] = set()
        """Rows with letters that the terminal may draw in another width: each is sent whole, or not at all."""
        self._cursor = ""
        self._held: list[str] | None = None
        self._picture: list[str] = []

    def hold(self, picture: list[str]) -> None:
        """Leave the ``picture`` on the screen, rows from the top with their looks, until `release`."""
        self._held, self._picture = [], picture

    def release(self) -> str:
        """Return what was held back since `hold`, to be written now over the picture."""
        held, self._held = self._held or [], None
        picture, self._picture = self._picture, []
        if picture:
            self.less("".join(f"\x1b[{y};1H{row}\n" for y, row in enumerate(picture, 1)) + "\x1b[1;1H", 0)
            self._cursor = ""
            for y in self._unsure:  # the picture was not written by `Pen.row`
                del self._rows[y], self._texts[y]
        return "".join(held)

    def forget(self) -> None:
        """Know nothing: the terminal was resized, or others have written to it."""
        self._rows.clear()
        self._texts.clear()
        self._unsure.clear()
        self._cursor = ""

    def less(self, frame: str, columns: int) -> str:
        """Return bytes with the effect of ``frame``, but fewer; ``frame`` itself if it is not a frame.

        ``columns`` are those of the terminal. Call `forget` when its size changes.
        """
        if self._held is not None:
            self._held.append(frame)
            return ""
        pieces, cursor = _pieces(frame)
        sent = self._put(pieces, cursor, columns) if cursor else None
        if sent is None:
            self.forget()
            return frame
        return sent

    def put(self, pieces: Sequence[Piece], cursor: tuple[int, int], columns: int) -> str:
        """Do as `less`, with a frame that is still in pieces; ``cursor`` is left at this column and row, from 0."""
        place = f"\x1b[{cursor[1] + 1};{cursor[0] + 1}H"
        sent = None if self._held is not None else self._put(pieces, place, columns)
        if sent is None:
            return self.less("".join([f"\x1b[{y + 1};{x + 1}H{text}" for y, x, text in pieces]) + place, columns)
        return sent

    def _put(self, pieces: Sequence[Piece], cursor: str, columns: int) -> str | None:
        """Return what is to be sent; None, with nothing taken for known, if a piece does more than to fill cells."""
        wanted: dict[int, Row] = {}
        texts: dict[int, str] = {}
        longest: dict[int, tuple[int, Stretch]] = {}
        """Of each row the longest piece, and where it begins."""
        unsure: set[int] = set()
        for y, x, text in pieces:
            stretch = stretch_of(text)
            if stretch is None:
                return None
            if y not in wanted:
                wanted[y] = list(self._rows.get(y, ()))
            _lay(wanted[y], x, stretch.cells)
            if stretch.unsure:
                unsure.add(y)
            if y not in texts or len(text) > len(texts[y]):
                texts[y], longest[y] = text, (x, stretch)
        pen = Pen()
        if len(wanted) > _MOVED:
            self._scroll(wanted, texts, columns, pen)
        for y, row in wanted.items():
            shown = self._rows.get(y, [])
            if shown == row:
                continue
            if y in unsure or y in self._unsure:
                pen.row(row, y)
                self._note_unsure(y, row)
            else:
                _send(shown, row, y, pen, *longest[y])
            self._rows[y] = row
        self._texts |= texts
        if pen.out or cursor != self._cursor:
            pen.lift()
            pen.out.append(cursor)
            self._cursor = cursor
        return "".join(pen.out)

    def _note_unsure(self, y: int, row: Row) -> None:
        if any(cell and isinstance(cell[0], Unsure) for cell in row):
            self._unsure.add(y)
        else:
            self._unsure.discard(y)

    def _scroll(self, wanted: dict[int, Row], texts: dict[int, str], columns: int, pen: Pen) -> None:
        """Have the terminal move the rows that have moved, if most of a block of rows has moved alike."""
        often = Counter(self._texts.values())
        before = {text: y for y, text in self._texts.items() if often[text] == 1}
        moved = {y: before[text] - y for y, text in texts.items() if text in before}
        votes = Counter(moved.values()).most_common(1)
        if not votes or votes[0][0] == 0 or votes[0][1] < max(_MOVED, len(wanted) // 4):
            return
        by = votes[0][0]
        rows = [y for y, far in moved.items() if far == by]
        top, bottom = min(*rows, *(y + by for y in rows)), max(*rows, *(y + by for y in rows))
        block = [wanted.get(y, []) for y in range(top, bottom + 1)]
        if any(len(row) < columns or None in row for row in block):
            return  # what is not known to be painted over would be moved, too
        verb = f"{by}M" if by > 0 else f"{-by}L"
        pen.out.append(f"\x1b[{top + 1};{bottom + 1}r\x1b[{top + 1};1H\x1b[{verb}\x1b[r")
        unsure = {y for y in range(top, bottom + 1) if y + by in self._unsure}
        self._unsure = self._unsure.difference(range(top, bottom + 1)) | unsure
        is_known = {y for y in range(top, bottom + 1) if top <= y + by <= bottom} - unsure
        self._rows |= {y: self._rows.get(y + by, []) if y in is_known else [] for y in range(top, bottom + 1)}


def _pieces(frame: str) -> tuple[list[Piece], str]:
    """Return where a frame writes what, and the sequence that places the cursor at its end; empty without one."""
    before, *parts = _MOVE.split(frame)
    if before or len(parts) < 3 or parts[-1]:
        return [], ""
    rows, columns, texts = (parts[at::3] for at in range(3))
    places = zip(rows, columns, texts, strict=True)
    return [
        (int(row) - 1, int(column) - 1, text) for row, column, text in places if text
    ], f"\x1b[{rows[-1]};{columns[-1]}H"


def _lay(row: Row, x: int, cells: Row) -> None:
    """Write cells into a row."""
    end = x + len(cells)
    if len(row) < x:
        row += [None] * (x - len(row))
    for edge in (x, end):
        if edge < len(row) and _goes_on(row, edge):
            _tear(row, edge)
    row[x:end] = cells


def _tear(row: Row, x: int) -> None:
    """Forget the letter that goes on at ``x``, for one of its halves is overwritten."""
    start = end = x
    while start and _goes_on(row, start):
        start -= 1
    while end < len(row) and _goes_on(row, end):
        end += 1
    row[start:end] = [None] * (end - start)


def _goes_on(row: Row, x: int) -> bool:
    cell = row[x]
    return cell is not None and not cell[0]


def _send(shown: Row, row: Row, y: int, pen: Pen, x: int, stretch: Stretch) -> None:
    """Send the cells of a row that are shown otherwise; ``stretch`` is what was laid at ``x``, if nothing lies over it."""
    if len(shown) < len(row):
        shown = shown + [None] * (len(row) - len(shown))
    # Cells that are the same are one object (see `_Letters`); where one was forgotten it is only sent once more.
    other = list(map(is_not, row, shown))
    if True not in other:
        return
    first, end = other.index(True), len(other) - other[::-1].index(True)
    if 2 * sum(other) > end - first and None not in row[first:end]:
        _send_run(row, first, end, y, pen, x, stretch)  # most of it differs: as good as all
        return
    differ = [x for x in compress(range(len(other)), other) if row[x] is not None]
    at = 0
    while at < len(differ):
        start = last = differ[at]
        while at < len(differ) and differ[at] - last <= _GAP and None not in row[last : differ[at]]:
            last = differ[at]
            at += 1
        end = _send_run(row, start, last + 1, y, pen, x, stretch)
        while at < len(differ) and differ[at] < end:
            at += 1


def _send_run(row: Row, start: int, end: int, y: int, pen: Pen, x: int, stretch: Stretch) -> int:
    """Send the cells from ``start`` to ``end`` with all of the letters at both ends; return where that ends."""
    while start and _goes_on(row, start):
        start -= 1
    while end < len(row) and _goes_on(row, end):
        end += 1
    pen.go(start, y)
    behind = x + len(stretch.cells)
    rest = start
    if stretch.letters and x <= start < behind and row[x:behind] == stretch.cells:
        rest = min(end, behind)
        pen.part(stretch, start - x, rest - x)
    if rest < end:
        pen.cells(row[rest:end])
    return end
