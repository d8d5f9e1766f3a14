"""Wrap a stretch of text into rows of limited width.

Rows are spans that cover the stretch exactly; the space at the end of a row may hang beyond the width. A row never ends
at a no-break space, nor at another space where French requires a no-break space: after an opening guillemet, before a
closing one and before ``! ? : ;``. A word wider than a row is cut between clusters. ``"".join(rows) == text`` at every
width.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.layout.cells import cells, clusters, is_plain
from reader.text.characters import NO_BREAK
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXTENDS = "[\u0300-\u036f\u200d\u20d0-\u20ff\ufe00-\ufe0f]"
_AFTER, _BEFORE = "«", "»!?:;"
_BLANK = rf"[^\S{NO_BREAK}]"
_SPACE = " \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_PIECE = re.compile(
    rf"(?:[\S{NO_BREAK}]|{_BLANK}(?={_EXTENDS})|(?<={_AFTER})[{_SPACE}](?=[^{_SPACE}])|[{_SPACE}](?=[{_BEFORE}]))*"
    rf"(?:[^\S{NO_BREAK}{_SPACE}](?!{_EXTENDS})"
    rf"|(?!(?<={_AFTER})[{_SPACE}][^{_SPACE}])[{_SPACE}](?!{_EXTENDS}|[{_BEFORE}]))*"
)
"""A word with the space behind it. A space with a combining mark is a letter, so no row ends there."""

_HANGING = re.compile(rf"{_BLANK}+\Z")

STRETCH = 20_000
"""Code points of a block that are wrapped at once; a longer block has several stretches."""


def stretches(text: str, block: Span) -> Iterator[Span]:
    """Yield parts of ``block`` of limited length, cut at spaces if possible."""
    start = block.start
    while block.end - start > STRETCH:
        cut = text.rfind(" ", start + STRETCH // 2, start + STRETCH) + 1
        end = cut or start + STRETCH
        yield Span(start, end)
        start = end
    yield Span(start, block.end)


def wrap(text: str, stretch: Span, width: int) -> list[Span]:
    """Return the rows of ``stretch``, at least one, at ``width`` cells (at least 1)."""
    width = max(1, width)
    words = stretch.of(text)
    if is_plain(words):
        return _wrap_plain(words, stretch.start, width)
    return _wrap_any(words, stretch.start, width)


def _wrap_plain(words: str, offset: int, width: int) -> list[Span]:
    """Wrap text in which every code point is one cell; this is the fast path."""
    rows: list[Span] = []
    start, length = 0, len(words)
    while length - start > width:
        # The space may hang, so a word that ends exactly at the edge fits.
        cut = words.rfind(" ", start, start + width + 1)
        while cut >= start and _binds(words, cut):
            cut = words.rfind(" ", start, cut)
        end = cut + 1 if cut >= start else start + width
        while end < length and words[end] == " " and not (cut >= start and _binds(words, end)):
            end += 1
        rows.append(Span(offset + start, offset + end))
        start = end
    if start < length or not rows:
        rows.append(Span(offset + start, offset + length))
    return rows


def _binds(words: str, space: int) -> bool:
    """Whether the plain space at an index must not end a row."""
    after = words[space + 1 : space + 2]
    return after not in ("", " ") and (after in _BEFORE or words[space - 1 : space] == _AFTER)


def _wrap_any(words: str, offset: int, width: int) -> list[Span]:
    rows: list[Span] = []
    start = position = used = 0
    for match in _PIECE.finditer(words):
        piece = match.group()
        if not piece:
            continue
        solid = cells(_HANGING.sub("", piece))
        if used and used + solid > width:
            rows.append(Span(offset + start, offset + position))
            start, used = position, 0
        if solid > width:
            for cluster, wide in clusters(piece):
                if used and used + wide > width and not cluster.isspace():
                    rows.append(Span(offset + start, offset + position))
                    start, used = position, 0
                position += len(cluster)
                used += wide
        else:
            position += len(piece)
            used += cells(piece)
    if start < len(words) or not rows:
        rows.append(Span(offset + start, offset + len(words)))
    return rows
