"""Lines of words that have looks, wrapped to the width of a pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.layout.cells import cells
from reader.layout.gutter import Piece
from reader.layout.wrap import wrap
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


LEAST_BESIDE = 20
"""Cells that what stands beside a first column needs; with less, it is wrapped under it."""


def wrapped_rows(lines: Sequence[Sequence[Piece]], width: int, hang: int = 0) -> list[list[Piece]]:
    """Return the rows of ``lines``, none wider than ``width`` cells; their text is guarded and has no tab.

    With ``hang``, the first piece of a line is a column of so many cells, and what follows is wrapped beside it.
    """
    return [row for line in lines for row in _rows(list(line), width, hang)]


def _rows(line: list[Piece], width: int, hang: int) -> Iterator[list[Piece]]:
    if cells("".join(words for words, _ in line)) <= width:
        yield line
    elif len(line) > 1 and cells(line[0][0]) == hang and width - hang >= LEAST_BESIDE:
        first, *others = _wrapped(line[1:], width - hang)
        yield [line[0], *first]
        yield from ([(" " * hang, ()), *row] for row in others)
    else:
        yield from _wrapped(line, width)


def _wrapped(line: list[Piece], width: int) -> Iterator[list[Piece]]:
    text = "".join(words for words, _ in line)
    for row in wrap(text, Span(0, len(text)), width):
        yield list(_part(line, row.start, row.start + len(row.of(text).rstrip(" "))))


def _part(line: list[Piece], start: int, end: int) -> Iterator[Piece]:
    at = 0
    for words, names in line:
        if part := words[max(0, start - at) : max(0, end - at)]:
            yield part, names
        at += len(words)
