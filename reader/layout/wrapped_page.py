"""Lines of words that have looks, wrapped to the width of a pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.layout.cells import cells
from reader.layout.gutter import Piece
from reader.layout.wrap import wrap
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def wrapped_rows(lines: Sequence[Sequence[Piece]], width: int) -> list[list[Piece]]:
    """Return the rows of ``lines``, none wider than ``width`` cells; their text is guarded and has no tab."""
    return [row for line in lines for row in _rows(list(line), width)]


def _rows(line: list[Piece], width: int) -> Iterator[list[Piece]]:
    text = "".join(words for words, _ in line)
    if cells(text) <= width:
        yield line
        return
    for row in wrap(text, Span(0, len(text)), width):
        yield list(_part(line, row.start, row.start + len(row.of(text).rstrip(" "))))


def _part(line: list[Piece], start: int, end: int) -> Iterator[Piece]:
    at = 0
    for words, names in line:
        if part := words[max(0, start - at) : max(0, end - at)]:
            yield part, names
        at += len(words)
