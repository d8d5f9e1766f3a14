"""The lines of a PDF page in the order in which the program that made it wrote them, with their place and size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reader.text.composer import Words
from reader.text.emphasis import Marks

if TYPE_CHECKING:
    from pypdf import PageObject

_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}  # fmt: skip
"""Ligatures that are characters of their own (Unicode, Alphabetic Presentation Forms), which nobody types."""
_TABLE = str.maketrans(_LIGATURES)
_BOLD = re.compile(r"(?i)bold|black|heavy|semibold|demi(?!light)")
_ITALIC = re.compile(r"(?i)italic|oblique")
_SMALLEST = 0.1
"""Points below which a font size is a mistake."""


@dataclass(slots=True)
class Line:
    """A line: the number of its page from 0, the place of its first letter and its size in points, and its words.

    ``height``: how far up the page it stands, from 0 to 1.
    """

    page: int
    x: float
    y: float
    size: float
    height: float
    words: list[Words] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words as text."""
        return "".join(each.text for each in self.words)


class LineCollector:
    """Takes what pypdf finds on a page, piece by piece; ``lines`` has the lines."""

    def __init__(self, number: int, page: PageObject) -> None:
        self.lines: list[Line] = []
        self._number = number
        self._bottom = float(page.mediabox.bottom)
        self._tall = max(1.0, float(page.mediabox.top) - self._bottom)
        self._open: Line | None = None

    def take(self, text: str, page_matrix: Sequence[float], matrix: Sequence[float], font: Any, size: float) -> None:
        """Take a piece of text: what pypdf calls a visitor of text."""
        for number, part in enumerate(text.split("\n")):
            if number:
                self.end()
            if part.strip():
                self._add(part, page_matrix, matrix, font, size)
            elif part and self._open:
                self._open.words.append(Words(part, self._open.words[-1].marks))

    def end(self) -> None:
        """End the line that is open."""
        if self._open:
            self.lines.append(self._open)
        self._open = None

    def _add(self, part: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        if self._open is None:
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[2]) or 1.0
            shown = max(_SMALLEST, abs(size) * scale)
            self._open = Line(self._number, x, y, shown, (y - self._bottom) / self._tall)
        self._open.words.append(Words(part.translate(_TABLE), _marks(font)))


def _marks(font: Any) -> Marks:
    """Return how the name of a font says that it looks."""
    name = str(font.get("/BaseFont", "")) if font else ""
    bold = Marks.STRONG if _BOLD.search(name) else Marks.NONE
    return bold | (Marks.EMPHASIS if _ITALIC.search(name) else Marks.NONE)
