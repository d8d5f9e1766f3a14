"""A concordance: the hits of a query as key words in context, put in order, and widened before they are tagged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol, TypeVar

from reader.layout.hit_order import Order
from reader.layout.motion import Grain, whole
from reader.text.document import Document
from reader.text.finding import search_key
from reader.text.fold import fold_key
from reader.text.hyphenation import mended
from reader.text.span import Span
from reader.text.words import words


class InContext(Protocol):
    """A place in an article, with the text before and after it."""

    @property
    def article(self) -> str:
        """The id of the article."""

    @property
    def span(self) -> Span:
        """The place."""

    @property
    def before(self) -> str:
        """The text before it, some words long."""

    @property
    def after(self) -> str:
        """The text after it, some words long."""


class Quoted(InContext, Protocol):
    """Such a place with its own words."""

    @property
    def quote(self) -> str:
        """The words at the place."""


Hit = TypeVar("Hit", bound=InContext)
BLANKS = re.compile(r"\s+")
PARAGRAPHS = re.compile(r"\s*\n\s*\n\s*")
PARAGRAPH = " ¶ "
"""What stands between two paragraphs of a context."""


COMPARED = 40
"""Code points of a context that are compared; a word that is cut at its far end hardly ever decides."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the hits of an article come from; ``date`` is as in `text.date`, and unknown values are empty."""

    title: str = ""
    source: str = ""
    date: str = ""


def ordered(hits: Sequence[Hit], order: Order, origins: Mapping[str, Origin]) -> list[Hit]:
    """Return ``hits``, which are in the order of articles and text, in another order; equal ones stay as they are.

    By words, blind to case and accents: the nearest word first, then the next one. What has no such word, no date or no
    source comes last.
    """
    if order is Order.PLACE:
        return list(hits)
    if order is Order.RIGHT:
        return sorted(hits, key=lambda hit: _last_if_empty(_words(hit.after[:COMPARED])))
    if order is Order.LEFT:
        return sorted(hits, key=lambda hit: _last_if_empty(_words(hit.before[-COMPARED:])[::-1]))
    value: Callable[[Origin], str] = (lambda origin: origin.date) if order is Order.DATE else _source
    unknown = Origin()
    return sorted(hits, key=lambda hit: _last_if_empty(value(origins.get(hit.article, unknown))))


def _source(origin: Origin) -> str:
    return fold_key(origin.source)


def _words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text that is some words long."""
    key = search_key(text)
    return tuple(span.of(key) for span in words(key))


def _last_if_empty(value: Sequence[str]) -> tuple[bool, Sequence[str]]:
    return not value, value


def by_article(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    """Return the hits of each article, in the order in which the articles come first."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.article, []).append(hit)
    return groups


def stepped(grain: Grain, step: int) -> Grain:
    """Return the next larger (1) or smaller (-1) grain; the largest and the smallest stay."""
    return Grain(min(max(grain + step, Grain.WORD), Grain.PARAGRAPH))


def passages(document: Document, places: Iterable[tuple[Span, Grain]]) -> list[Span]:
    """Return the passages that hits stand for, each once and in order: each hit widened to its grain."""
    return sorted({whole(document, span, grain) for span, grain in places})


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A line of text with a hit and its context; ``hit`` and ``passage``, to which the hit was grown, are spans of the line."""

    text: str
    hit: Span
    passage: Span


def context_line(place: Quoted, passage: Span) -> ContextLine:
    """Return a hit in one line, in which a sign parts paragraphs. ``passage`` covers the hit, and is in the article's text."""
    start, end = place.span.start, place.span.end
    before, after = place.before, place.after
    cut = max(0, len(before) - (start - passage.start))
    ends = min(len(after), passage.end - end)
    parts = (before[:cut], before[cut:], place.quote, after[:ends], after[ends:])
    lines = [BLANKS.sub(" ", PARAGRAPHS.sub(PARAGRAPH, mended(part))) for part in parts]
    edges = [0, *accumulate(map(len, lines))]
    return ContextLine("".join(lines), Span(edges[2], edges[3]), Span(edges[1], edges[4]))
