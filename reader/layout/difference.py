"""The difference of two texts as lines that can be read without colours: what was removed and added stands in brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.layout.gutter import Piece
from reader.layout.wrapped_page import wrapped_rows
from reader.text.difference import Part, Side
from reader.text.guard import guard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BRACKETS = {Side.OLD: ("[-", "-]"), Side.NEW: ("{+", "+}")}
"""As GNU wdiff writes them, and ``git diff --word-diff``."""
LOOKS = {Side.OLD: "removed", Side.NEW: "added"}


def difference_lines(parts: Iterable[Part]) -> list[list[Piece]]:
    """Return the lines of a difference, guarded.

    What is in brackets has two looks: ``removed`` or ``added``, and the number of the place, from 0, where the texts differ.
    """
    lines: list[list[Piece]] = [[]]
    number, before = -1, Side.BOTH
    for part in parts:
        number += part.side is not Side.BOTH and before is Side.BOTH
        before = part.side
        for at, text in enumerate(part.text.split("\n")):
            if at:
                lines.append([])
            words = text.rstrip()
            if words and part.side is not Side.BOTH:
                opening, closing = BRACKETS[part.side]
                lines[-1].append((guard(f"{opening}{words}{closing}"), (LOOKS[part.side], str(number))))
                text = text[len(words) :]
            if text:
                lines[-1].append((guard(text), ()))
    return lines


def difference_rows(lines: Sequence[Sequence[Piece]], width: int) -> tuple[list[list[Piece]], list[range]]:
    """Return the rows of lines, none wider than ``width`` cells, and the rows that each difference takes."""
    rows = wrapped_rows(lines, width)
    taken: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        for _words, looks in row:
            if len(looks) == 2:
                taken.setdefault(looks[1], []).append(at)
    return rows, [range(min(found), max(found) + 1) for found in taken.values()]
