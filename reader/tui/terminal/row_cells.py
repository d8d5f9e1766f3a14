"""The cells that a piece of a row fills: each letter with its look.

How wide a cluster of several code points is (emoji with a selector, a joiner or a skin tone, flags, keycaps, Indic
conjuncts), no two terminals agree, and not all can be asked (mode 2027). Such clusters are `Unsure`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple, TypeAlias
from unicodedata import category, combining

from rich.cells import cell_len

from reader.layout.cells import clusters

_RUN = re.compile(r"(?:\x1b\[([\d;]*)m)?([^\x1b\n]*)(?:\x1b\[0m)?")
_NARROW = re.compile(
    r"[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2000-\u200a\u2010-\u2027\u202f-\u205e\u2190-\u21ff\u2500-\u25a9\u25ac-\u25b5\u25b7-\u25bf\u25c1-\u25fa]*"
)
"""Letters that stand alone in one cell each."""
_VIRAMA = 9
"""The combining class of marks that join two letters to a conjunct."""


@cache
def _wide() -> re.Pattern[str]:
    # Compiled when first needed: over ranges this large it takes as long as loading several modules.
    return re.compile(r"[\u3000-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]")


def _is_wide(letter: str) -> bool:
    """Whether a letter stands alone in two cells."""
    return _wide().match(letter) is not None


class CellStyle(NamedTuple):
    """Attributes, foreground and background of a cell, each as parameters of SGR; empty: the terminal's own."""

    attributes: str
    foreground: str
    background: str


PLAIN = CellStyle("", "", "")


class Unsure(str):
    """Clusters, one or several, in a cell and those behind it, that a terminal may draw in another width."""

    __slots__ = ()


Run: TypeAlias = tuple[str, CellStyle]
Cell: TypeAlias = Run | None
"""A letter and its look; an empty letter belongs to the one on its left; None: nobody knows what is there."""
Row: TypeAlias = list[Cell]


class Stretch(NamedTuple):
    """The cells that a piece of a row fills; if each of its letters stands in one, all letters, and each look with its cells."""

    cells: Row
    letters: str
    looks: Sequence[tuple[int, int, CellStyle]]
    unsure: bool = False
    """Whether a letter is `Unsure`."""


@lru_cache(maxsize=512)
def stretch_of(text: str) -> Stretch | None:
    """Return what a piece of a row fills; None if it does anything else than to fill cells."""
    runs: list[Run] = []
    end = 0
    for run in _RUN.finditer(text):
        if run.start() != end or not run[0]:
            break
        end = run.end()
        runs.append((run[2], _look(run[1] or "")))
    if text[end:] not in ("", "\n"):
        return None
    cells: Row = []
    looks: list[tuple[int, int, CellStyle]] = []
    for words, look in runs:
        if _NARROW.fullmatch(words):
            looks.append((len(cells), len(cells) + len(words), look))
            cells += map(_letters(look).__getitem__, words)
        else:
            _add(cells, words, look)
    if len(looks) == len(runs):
        return Stretch(cells, "".join([words for words, _ in runs]), looks)
    # Textual counts some clusters narrower than the layout does; the row ends where Textual has it end.
    _cut(cells, sum(cell_len(words) for words, _ in runs), runs[-1][1])
    return Stretch(cells, "", (), any(cell and isinstance(cell[0], Unsure) for cell in cells))


def _add(cells: Row, words: str, look: CellStyle) -> None:
    """Add the cells of words some of which do not consist of narrow letters."""
    cell_of = _letters(look)
    # Without marks among them, letters need not be put together to clusters, which takes long.
    alone = all(map(_stands_alone, words))
    each_cluster = ((letter, 1) for letter in words) if alone else clusters(words)
    for is_listed, each in groupby(each_cluster, _is_listed):
        if is_listed:
            for letter, _ in each:
                cells += [cell_of[letter], cell_of[""]] if _is_wide(letter) else [cell_of[letter]]
            continue
        unit = list(each)
        width = sum(max(wide, cell_len(cluster)) for cluster, wide in unit)
        joined = "".join([cluster for cluster, _ in unit])
        letters = joined if all(_is_sure(cluster) for cluster, _ in unit) else Unsure(joined)
        if width:
            cells += [(letters, look), *[cell_of[""]] * (width - 1)]
        else:  # marks in another look than the letter under them, or letters without any width
            _join(cells, joined)


def _join(cells: Row, marks: str) -> None:
    """Add marks to the last letter of a row."""
    for x in range(len(cells) - 1, -1, -1):
        if (cell := cells[x]) is not None and cell[0]:
            cells[x] = (Unsure(cell[0] + marks), cell[1])
            return


def _cut(cells: Row, width: int, look: CellStyle) -> None:
    """Bring the cells of a row to a width: fill it up, or cut it before the letter that has no room."""
    end = min(width, len(cells))
    while 0 < end < len(cells) and (cell := cells[end]) is not None and not cell[0]:
        end -= 1
    del cells[end:]
    cells += [_letters(look)[" "]] * (width - end)


def _is_listed(cluster: tuple[str, int]) -> bool:
    return len(cluster[0]) == 1 and _stands_alone(cluster[0])


@lru_cache(maxsize=4096)
def _stands_alone(letter: str) -> bool:
    return _NARROW.fullmatch(letter) is not None or _is_wide(letter)


@lru_cache(maxsize=4096)
def _is_sure(cluster: str) -> bool:
    """Whether every terminal draws a cluster in the same width: one letter or sign, with marks that take no room."""
    for mark in cluster[1:]:
        joins = combining(mark) == _VIRAMA or "\ufe00" <= mark <= "\ufe0f"
        if category(mark) != "Mn" or joins:
            return False
    kind = category(cluster[0])
    return kind[0] in "LNP" or kind in ("Sc", "Sk", "Sm", "Zs") or (kind == "So" and cell_len(cluster) == 1)


def foresee(text: str) -> None:
    """Have ready what a piece of a row fills: it is likely to be put soon."""
    stretch_of(text)


class _Letters(dict[str, Run]):
    """The cells of one look by their letters: each cell is made once, so that rows can be compared by identity."""

    def __init__(self, look: CellStyle) -> None:
        self._look = look

    def __missing__(self, letter: str) -> Run:
        cell = self[letter] = (letter, self._look)
        return cell


@lru_cache(maxsize=256)
def _letters(look: CellStyle) -> _Letters:
    return _Letters(look)


@lru_cache(maxsize=1024)
def _look(codes: str) -> CellStyle:
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
    return CellStyle(";".join(attributes), colours["3"], colours["4"])
