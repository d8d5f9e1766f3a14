"""Writes cells to a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from reader.tui.terminal.row_cells import PLAIN, Cell, CellStyle, Row, Run, Stretch, Unsure

_LETTER, _LOOK = itemgetter(0), itemgetter(1)
_ENDS = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
"""What ends an attribute (ECMA-48, SGR): 22 ends both bold and dim. What ends another is not known: it takes a reset."""
_NOT_SEEN_ON_BLANKS = frozenset("123")
"""Bold, dim, italic; nor is the colour of letters."""


class Pen:
    """Writes cells, changing the look no more than needed."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._look = PLAIN

    def go(self, x: int, y: int) -> None:
        """Write from here on."""
        self.out.append(f"\x1b[{y + 1};{x + 1}H")

    def cells(self, cells: Iterable[Cell]) -> None:
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

    def write(self, runs: list[Run]) -> None:
        """Write runs where the cursor stands."""
        for text, wanted in runs:
            look = wanted if text.strip(" ") else _for_blanks(self._look, wanted)
            if look != self._look:
                self.out.append(_change(self._look, look))
                self._look = look
            self.out.append(text)

    def lift(self) -> None:
        """Leave the terminal with its own look."""
        if self._look != PLAIN:
            self.out.append("\x1b[0m")
            self._look = PLAIN

    def row(self, row: Row, y: int) -> None:
        """Write all cells of a row that are known, whatever width the terminal gives to those that are `Unsure`.

        Their cells are blanked first, in case it draws them narrower, and what follows is put in its place, over what it
        draws wider. Beyond the edge nothing is drawn, for the app switches automatic margins off.
        """
        x, at = 0, -1
        while x < len(row):
            cell = row[x]
            end = x + 1
            if cell is None:
                x = end
                continue
            if x != at:
                self.go(x, y)
            if isinstance(cell[0], Unsure):
                while end < len(row) and (behind := row[end]) is not None and not behind[0]:
                    end += 1
                self.write([(" " * (end - x), cell[1])])
                self.go(x, y)
                self.write([cell])
                at = -1
            else:
                while end < len(row) and (behind := row[end]) is not None and not isinstance(behind[0], Unsure):
                    end += 1
                self.cells(row[x:end])
                at = end
            x = end


@lru_cache(maxsize=4096)
def _change(old: CellStyle, new: CellStyle) -> str:
    """Return what makes a pen of one look write in another: what differs, or a reset and all of it if that is shorter."""
    had, wanted = _parts(old.attributes), _parts(new.attributes)
    ended = {_ENDS.get(attribute, "0") for attribute in had if attribute not in wanted}
    lasting = [attribute for attribute in had if _ENDS.get(attribute) not in ended]
    steps = [*sorted(ended), *(attribute for attribute in wanted if attribute not in lasting)]
    steps += [new.foreground or "39"] if new.foreground != old.foreground else []
    steps += [new.background or "49"] if new.background != old.background else []
    if not steps:
        return ""
    differing, whole = ";".join(steps), ";".join(["0", *filter(None, new)])
    return f"\x1b[{whole if '0' in ended else min(whole, differing, key=len)}m"


@lru_cache(maxsize=4096)
def _for_blanks(pen: CellStyle, wanted: CellStyle) -> CellStyle:
    """Return the look nearest to the pen's in which blanks look as in the one that is ``wanted``."""
    if not _NOT_SEEN_ON_BLANKS.issuperset(_parts(wanted.attributes)):
        return wanted
    attributes = [attribute for attribute in _parts(pen.attributes) if attribute in _NOT_SEEN_ON_BLANKS]
    return CellStyle(";".join(attributes), pen.foreground, wanted.background)


def _parts(attributes: str) -> list[str]:
    return attributes.split(";") if attributes else []
