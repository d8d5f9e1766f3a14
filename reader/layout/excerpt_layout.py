"""Excerpts under their headings, as lines that fit a width, each with the name of its look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.layout.wrap import wrap
from reader.text.guard import guard
from reader.text.span import Span

MARGIN = 2
"""Cells that stay free on the right of a quote."""


@dataclass(frozen=True, slots=True)
class ExcerptLine:
    """A line; ``look`` is ``head`` (bold), ``dim``, ``title`` (above the row of an excerpt) or empty.

    ``lane`` is ``#rrggbb`` or the name of an ink if the line begins with the letter of an ink, in whose place the sign of a
    highlight's lane stands where colours tell inks apart.
    """

    text: str
    look: str = ""
    lane: str = ""


@dataclass(frozen=True, slots=True)
class ExcerptBlock:
    """An excerpt: its words, and the details below them, each on a new line."""

    id: str
    quote: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Excerpts under one heading, or under none if it is empty."""

    heading: str
    blocks: tuple[ExcerptBlock, ...]


@dataclass(frozen=True, slots=True)
class ExcerptLines:
    """The ids of the blocks and the lines of each, with the heading if it is the first below one."""

    ids: tuple[str, ...] = ()
    lines: tuple[tuple[ExcerptLine, ...], ...] = ()


def lay_out(sections: Sequence[Section], width: int) -> ExcerptLines:
    """Lay sections out in ``width`` cells. Quotes are not shortened, and control characters are made visible."""
    ids: list[str] = []
    lines: list[tuple[ExcerptLine, ...]] = []
    for section in sections:
        above: tuple[ExcerptLine, ...] = ()
        if section.heading:
            heading = f"{section.heading} ({len(section.blocks)})"
            above = (*(ExcerptLine(text, "title") for text in _wrapped(heading, width)), ExcerptLine("", "title"))
        for block in section.blocks:
            ids.append(block.id)
            lines.append((*above, *_block(block, width), ExcerptLine("", "title")))
            above = ()
    return ExcerptLines(tuple(ids), tuple(lines))


def _block(block: ExcerptBlock, width: int) -> Iterator[ExcerptLine]:
    for text in _wrapped(block.quote, max(1, width - MARGIN)):
        yield ExcerptLine(text)
    for detail in block.details:
        for text in _wrapped(detail, width):
            yield ExcerptLine(text, "dim")


def _wrapped(text: str, width: int) -> list[str]:
    text = guard(text)
    return [row.of(text).rstrip() for row in wrap(text, Span(0, len(text)), width)]
