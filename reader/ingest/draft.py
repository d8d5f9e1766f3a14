"""The blocks of a document as its reader goes through it; its notes follow at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.ingest.content import Content
from reader.text.block import Kind
from reader.text.composer import Composer, Words
from reader.text.metadata import Metadata

CELLS = " | "
"""Between the cells of a row."""
BULLET = "• "
SOFT_HYPHEN = "\xad"


class Draft:
    """Takes blocks in order; `finished` returns the content."""

    def __init__(self) -> None:
        self._composer = Composer()
        self._notes = 0

    def add(self, kind: Kind, words: Iterable[Words], mark: str = "") -> None:
        """Add a block, with ``mark`` before its words; nothing if it has no words."""
        taken = [each for each in words if each.text]
        if any(each.text.strip() for each in taken):
            self._composer.add(kind, [Words(mark), *taken] if mark else taken)

    def row(self, cells: Iterable[Sequence[Words]]) -> None:
        """Add the row of a table as a line; nothing if its cells have no words."""
        line: list[Words] = []
        filled = False
        for number, cell in enumerate(cells):
            if number:
                line.append(Words(CELLS))
            for each in cell:
                filled = filled or bool(each.text.strip())
                line.append(Words(each.text.replace("\n", " "), each.marks))
        if filled:
            self._composer.add(Kind.LIST_ITEM, line)

    def note(self) -> str:
        """Return what stands in the text for the next note, and begins the note itself: ``[1]``."""
        self._notes += 1
        return f"[{self._notes}]"

    def finished(self, metadata: Metadata) -> Content:
        """Return the text of all blocks."""
        made = self._composer.finished()
        return Content(made.text, metadata, structure=made.structure)


def joined(paragraphs: Iterable[Sequence[Words]], between: str) -> list[Words]:
    """Return the words of several paragraphs with ``between`` between those that have words."""
    words: list[Words] = []
    for paragraph in paragraphs:
        if any(each.text.strip() for each in paragraph):
            words += [Words(between), *paragraph] if words else paragraph
    return words


def numeral(number: int, format: str) -> str:
    """Return a number as an item of a list shows it.

    ``format`` is a name of DOCX (``lowerLetter``, ``upperRoman``) or the first numeral, as in ODT (``a``, ``I``).
    """
    name = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}.get(format, format)
    if number < 1 or not name.endswith(("Letter", "Roman")):
        return str(number)
    letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20)
    text = letters if name.endswith("Letter") else _roman(number)
    return text.upper() if name.startswith("upper") else text


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * min(count, 20)
    return text
