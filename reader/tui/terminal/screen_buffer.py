"""What the terminal shows now, so that only what differs is sent: over ssh every byte of a key counts.

Textual sends whatever was painted anew, whole, also where it looks as before, and every row when a pane scrolls by one.
Here a frame is compared with what the screen shows, cell by cell, and what merely moved up or down is moved by the
terminal itself (scrolling margins, line insertion and deletion: ECMA-48 and DEC STD 070, in every terminal since the
VT102). Whatever is not understood is sent as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import compress, groupby
from operator import is_not, itemgetter
from typing import NamedTuple, TypeAlias

from rich.cells import cell_len

_MOVE = re.compile(r"\x1b\[(\d+);(\d+)H")
_RUN = re.compile(r"(?:\x1b\[([\d;]*)m)?([^\x1b\n]*)(?:\x1b\[0m)?")
_NARROW = re.compile(
    r"[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2000-\u200a\u2010-\u2027\u202f-\u205e\u2190-\u21ff\u2500-\u259f]*"
)
"""Letters that stand alone in one cell each."""
_GAP = 10
"""Equal cells between two that differ which are sent again: going around them takes as many bytes."""
_MOVED = 4
"""The least number of rows that must have moved alike for the terminal to be asked to move them."""


@cache
def _wide() -> re.Pattern[str]:
    # Compiled when first needed: over ranges this large it takes as long as loading several modules.
    return re.compile(r"[\u3000-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]")


def _is_wide(letter: str) -> bool:
    """Whether a letter stands alone in two cells."""
    return _wide().match(letter) is not None


class Look(NamedTuple):
    """Attributes, foreground and background of a cell, each as parameters of SGR; empty: the terminal's own."""

    attributes: str
    foreground: str
    background: str


_PLAIN = Look("", "", "")
_WHOLE = Look("*", "", "")
"""The look of a stretch that is sent whole or not at all, for how wide its letters are only the terminal knows."""
_BEHIND = ("", _WHOLE)
"""Each cell of such a stretch but the first."""
_Run: TypeAlias = tuple[str, Look]
_Cell: TypeAlias = _Run | None
"""A letter and its look; an empty letter belongs to the one on its left; None: nobody knows what is there."""
_Row: TypeAlias = list[_Cell]
_LETTER, _LOOK = itemgetter(0), itemgetter(1)
Piece: TypeAlias = tuple[int, int, str]
"""A row and a column, both from 0, and what is written from there on: text and looks (SGR), nothing else."""


class Stretch(NamedTuple):
    """The cells that a piece of a row fills; if each of its letters stands in one, all letters, and each look with its cells."""

    cells: _Row
    letters: str
    looks: Sequence[tuple[int, int, Look]]


class ScreenBuffer:
    """The cells of one terminal, as far as they are known."""

    def __init__(self) -> None:
        self._rows: dict[int, _Row] = {}
        self._texts: dict[int, str] = {}
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
        return "".join(held)

    def forget(self) -> None:
        """Know nothing: the terminal was resized, or others have written to it."""
        self._rows.clear()
        self._texts.clear()
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
        wanted: dict[int, _Row] = {}
        texts: dict[int, str] = {}
        longest: dict[int, tuple[int, Stretch]] = {}
        """Of each row the longest piece, and where it begins."""
        for y, x, text in pieces:
            stretch = stretch_of(text)
            if stretch is None:
                return None
            if y not in wanted:
                wanted[y] = list(self._rows.get(y, ()))
            _lay(wanted[y], x, stretch.cells)
            if y not in texts or len(text) > len(texts[y]):
                texts[y], longest[y] = text, (x, stretch)
        pen = Pen()
        if len(wanted) > _MOVED:
            self._scroll(wanted, texts, columns, pen)
        for y, row in wanted.items():
            shown = self._rows.get(y, [])
            if shown != row:
                _send(shown, row, y, pen, *longest[y])
                self._rows[y] = row
        self._texts |= texts
        if pen.out or cursor != self._cursor:
            pen.lift()
            pen.out.append(cursor)
            self._cursor = cursor
        return "".join(pen.out)

    def _scroll(self, wanted: dict[int, _Row], texts: dict[int, str], columns: int, pen: Pen) -> None:
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
        self._rows |= {y: self._rows.get(y + by, []) if top <= y + by <= bottom else [] for y in range(top, bottom + 1)}


class Pen:
    """Writes cells, changing the look no more than needed."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._look = _PLAIN

    def go(self, x: int, y: int) -> None:
        """Write from here on."""
        self.out.append(f"\x1b[{y + 1};{x + 1}H")

    def cells(self, cells: Iterable[_Cell]) -> None:
        """Write cells that are known."""
        self.write([("".join(map(_LETTER, run)), look) for look, run in groupby(filter(None, cells), _LOOK)])

    def part(self, stretch: Stretch, start: int, end: int) -> None:
        """Write what stands in the cells from ``start`` to ``end``: as `cells` would, without looking at each."""
        letters = stretch.letters
        self.write(
            [
                (letters[max(first, start) : min(behind, end)], look)
                for first, behind, look in stretch.looks
                if first < end and behind > start
            ]
        )

    def write(self, runs: list[_Run]) -> None:
        """Write runs where the cursor stands."""
        for text, look in runs:
            if look is _WHOLE:
                self.lift()  # it brings its own look
            elif look != self._look:
                self.out.append(_change(self._look, look))
                self._look = look
            self.out.append(text)

    def lift(self) -> None:
        """Leave the terminal with its own look."""
        if self._look != _PLAIN:
            self.out.append("\x1b[0m")
            self._look = _PLAIN


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


@lru_cache(maxsize=512)
def stretch_of(text: str) -> Stretch | None:
    """Return what a piece of a row fills; None if it does anything else than to fill cells."""
    runs: list[_Run] = []
    end = 0
    for run in _RUN.finditer(text):
        if run.start() != end or not run[0]:
            break
        end = run.end()
        runs.append((run[2], _look(run[1] or "")))
    if text[end:] not in ("", "\n"):
        return None
    cells: _Row = []
    looks: list[tuple[int, int, Look]] = []
    for number, (words, look) in enumerate(runs):
        cell_of = _letters(look)
        if _NARROW.fullmatch(words):
            looks.append((len(cells), len(cells) + len(words), look))
            cells += map(cell_of.__getitem__, words)
        elif all(_NARROW.fullmatch(letter) or _is_wide(letter) for letter in words):
            for letter in words:
                cells += [cell_of[letter], cell_of[""]] if _is_wide(letter) else [cell_of[letter]]
        else:
            pen = Pen()
            pen.write(runs[number:])
            pen.lift()
            width = sum(cell_len(words) for words, _ in runs[number:])
            cells += [("".join(pen.out), _WHOLE), *[_BEHIND] * (width - 1)]
            break
    letters = "".join([words for words, _ in runs]) if len(looks) == len(runs) else ""
    return Stretch(cells, letters, looks if letters else ())


def foresee(text: str) -> None:
    """Have ready what a piece of a row fills: it is likely to be put soon."""
    stretch_of(text)


class _Letters(dict[str, _Run]):
    """The cells of one look by their letters: each cell is made once, so that rows can be compared by identity."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def __missing__(self, letter: str) -> _Run:
        cell = self[letter] = (letter, self._look)
        return cell


@lru_cache(maxsize=256)
def _letters(look: Look) -> _Letters:
    return _Letters(look)


def _lay(row: _Row, x: int, cells: _Row) -> None:
    """Write cells into a row."""
    end = x + len(cells)
    if len(row) < x:
        row += [None] * (x - len(row))
    for edge in (x, end):
        if edge < len(row) and _goes_on(row, edge):
            _tear(row, edge)
    row[x:end] = cells


def _tear(row: _Row, x: int) -> None:
    """Forget the letter that goes on at ``x``, for one of its halves is overwritten."""
    start = end = x
    while start and _goes_on(row, start):
        start -= 1
    while end < len(row) and _goes_on(row, end):
        end += 1
    row[start:end] = [None] * (end - start)


def _goes_on(row: _Row, x: int) -> bool:
    cell = row[x]
    return cell is not None and not cell[0]


def _send(shown: _Row, row: _Row, y: int, pen: Pen, x: int, stretch: Stretch) -> None:
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


def _send_run(row: _Row, start: int, end: int, y: int, pen: Pen, x: int, stretch: Stretch) -> int:
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


@lru_cache(maxsize=1024)
def _look(codes: str) -> Look:
    """Return what SGR parameters ask for, after a reset."""
    attributes: list[str] = []
    colours = {"3": "", "4": ""}
    parts = iter(codes.split(";") if codes else ())
    for code in parts:
        if code in ("38", "48"):
            kind = next(parts, "")
            more = [next(parts, "") for _ in range({"2": 3, "5": 1}.get(kind, 0))]
            colours[code[0]] = ";".join([code, kind, *more])
        elif code in ("39", "49"):
            colours[code[0]] = ""
        elif (len(code) == 2 and code[0] in "34") or (len(code) == 3 and code.startswith("10")):
            colours["4" if len(code) == 3 else code[0]] = code
        elif len(code) == 2 and code[0] == "9":
            colours["3"] = code
        elif code.strip("0"):
            attributes.append(code)
        else:
            attributes, colours = [], {"3": "", "4": ""}
    return Look(";".join(attributes), colours["3"], colours["4"])


@lru_cache(maxsize=4096)
def _change(old: Look, new: Look) -> str:
    """Return what makes a pen of one look write in another."""
    if new == _PLAIN:
        return "\x1b[0m"
    if (
        old.attributes != new.attributes
        or (old.foreground and not new.foreground)
        or (old.background and not new.background)
    ):
        return f"\x1b[{';'.join(['0', *filter(None, new)])}m"
    parts = [after for before, after in zip(old, new, strict=True) if before != after]
    return f"\x1b[{';'.join(parts)}m"
