"""The difference of two texts as lines that can be read without colours: what was removed and added stands in brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.layout.gutter import Piece
from reader.text.difference import Part, Side
from reader.text.guard import guard

if TYPE_CHECKING:
    from collections.abc import Iterable

BRACKETS = {Side.OLD: ("[-", "-]"), Side.NEW: ("{+", "+}")}
"""As GNU wdiff writes them, and ``git diff --word-diff``."""
LOOKS = {Side.BOTH: (), Side.OLD: ("removed",), Side.NEW: ("added",)}


def difference_lines(parts: Iterable[Part]) -> list[list[Piece]]:
    """Return the lines of a difference, guarded; the look of what is in brackets is ``removed`` or ``added``."""
    lines: list[list[Piece]] = [[]]
    for part in parts:
        for at, text in enumerate(part.text.split("\n")):
            if at:
                lines.append([])
            words = text.rstrip()
            if words and part.side is not Side.BOTH:
                opening, closing = BRACKETS[part.side]
                lines[-1].append((guard(f"{opening}{words}{closing}"), LOOKS[part.side]))
                text = text[len(words) :]
            if text:
                lines[-1].append((guard(text), ()))
    return lines
