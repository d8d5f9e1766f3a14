"""Blocks: the parts of an article, each a span of its canonical text with a kind and an ordinal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST_ITEM = "list-item"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


SKIPPED = frozenset({Kind.CAPTION, Kind.BOILERPLATE})
"""Kinds that are dimmed on the page and skipped by motion."""

Piece = tuple[Kind, Span]
"""A block without its ordinal."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text of one kind; ``ordinal`` counts the blocks of that kind from 1."""

    kind: Kind
    span: Span
    ordinal: int


def numbered(pieces: Iterable[Piece]) -> tuple[Block, ...]:
    """Return the pieces as blocks, numbered from 1 by kind, without empty ones."""
    seen = dict.fromkeys(Kind, 0)
    blocks = []
    for kind, span in pieces:
        if len(span):
            seen[kind] += 1
            blocks.append(Block(kind, span, seen[kind]))
    return tuple(blocks)


def trimmed(text: str, start: int, end: int) -> Span:
    """Return ``[start, end)`` without white space at its ends."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
