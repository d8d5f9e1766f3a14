"""Selectors: descriptions of a passage by which it is found again.

This is the text quote selector of the W3C Web Annotation Data Model (section 4.2.4): the exact words and 64 code points
before and after. `places` inverts `describe`: ``span in places(text, describe(text, (span,)))``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.text.finding import begins, ends, find_folded, search_key, searchable
from reader.text.span import Span

CONTEXT = 64
JOINT = " […] "


@dataclass(frozen=True, slots=True)
class Selector:
    """The words of a passage, several spans joined by `` […] ``, and the text before and after."""

    quote: str
    prefix: str
    suffix: str


def describe(text: str, spans: Sequence[Span]) -> Selector:
    """Return the selector of ``spans``, which must be in order and not empty."""
    start, end = spans[0].start, spans[-1].end
    quote = JOINT.join(span.of(text) for span in spans)
    return Selector(quote, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def places(text: str, quote: str, prefix: str = "", suffix: str = "") -> list[Span]:
    """Return where ``quote`` is, between ``prefix`` and ``suffix`` if given: exactly, else folded."""
    return list(_exact(text, quote, prefix, suffix)) or list(_folded(text, quote, prefix, suffix))


def _exact(text: str, quote: str, prefix: str, suffix: str) -> Iterator[Span]:
    at = text.find(quote) if quote else -1
    while at >= 0:
        end = at + len(quote)
        if text.endswith(prefix, 0, at) and text.startswith(suffix, end):
            yield Span(at, end)
        at = text.find(quote, at + 1)


def _folded(text: str, quote: str, prefix: str, suffix: str) -> Iterator[Span]:
    for span in find_folded(searchable(text), quote):
        left = search_key(text[max(0, span.start - 2 * len(prefix) - 8) : span.start]).rstrip()
        right = search_key(text[span.end : span.end + 2 * len(suffix) + 8]).lstrip()
        if ends(left, prefix) and begins(right, suffix):
            yield span
