"""The page of keys: sections, each with rows of keys and what they do, beside each other or, in a narrow window, below."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from reader.layout.cells import cells, fitted
from reader.layout.gutter import Piece
from reader.layout.wrap import wrap
from reader.text.guard import guard
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Section = tuple[str, tuple[tuple[str, str], ...]]
"""A heading, and rows of keys and what they do."""

INDENT, GAP = 2, 2
"""Cells left of the keys, and between them and what they do."""
MOST_KEY_CELLS = 22
"""Cells that the column of keys has at most; longer ones go on in the next row."""
LEAST_TEXT_CELLS = 24
"""Cells beside the keys below which what they do stands below them."""


def keys_rows(sections: Sequence[Section], width: int) -> list[list[Piece]]:
    """Return the rows of a page of keys, none wider than ``width`` cells if that is at least 6. Looks: ``head``, ``strong``."""
    widest = max((cells(guard(keys)) for _, rows in sections for keys, _ in rows), default=0)
    column = min(widest, MOST_KEY_CELLS)
    beside = width - INDENT - column - GAP
    page: list[list[Piece]] = []
    for title, rows in sections:
        page.append([])
        page.extend([(words, ("head",))] for words in _wrapped(title, width))
        for keys, what in rows:
            page += _beside(keys, what, column, beside) if beside >= LEAST_TEXT_CELLS else _below(keys, what, width)
    return page


def _beside(keys: str, what: str, column: int, room: int) -> Iterator[list[Piece]]:
    for left, right in zip_longest(_wrapped(keys, column), _wrapped(what, room), fillvalue=""):
        yield [(" " * INDENT + fitted(left, column) + " " * GAP, ("strong",)), (right, ())]


def _below(keys: str, what: str, width: int) -> Iterator[list[Piece]]:
    for indent, text, look in ((INDENT, keys, ("strong",)), (2 * INDENT, what, ())):
        for words in _wrapped(text, width - indent) if text else ():
            yield [(" " * indent + words, look)]


def _wrapped(text: str, width: int) -> Iterable[str]:
    text = guard(text)
    return [row.of(text).rstrip(" ") for row in wrap(text, Span(0, len(text)), max(1, width))]
