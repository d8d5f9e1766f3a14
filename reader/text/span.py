"""Spans: where something is in a canonical text.

A span counts code points and is half-open:

    text   L e   M e x i q u e
    index  0 1 2 3 4 5 6 7 8 9 10
    Span(3, 10) is "Mexique"; Span(3, 3) is the empty span before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range ``[start, end)`` of code points; ValueError unless ``0 <= start <= end``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}:{self.end}")

    def __lt__(self, other: Span) -> bool:
        return (self.start, self.end) < (other.start, other.end)

    def __le__(self, other: Span) -> bool:
        return (self.start, self.end) <= (other.start, other.end)

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return True  # an empty span is a position, not nothing

    def holds(self, position: int) -> bool:
        """Whether the code point at ``position`` is inside."""
        return self.start <= position < self.end

    def covers(self, other: Span) -> bool:
        """Whether all of ``other`` is inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether both share at least one code point."""
        return max(self.start, other.start) < min(self.end, other.end)

    def meet(self, other: Span) -> Span | None:
        """Return the common part, or None if they share no code point."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def hull(self, other: Span) -> Span:
        """Return the smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def shifted(self, by: int) -> Span:
        """Return the span moved by ``by`` code points."""
        return Span(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        """Return the part of ``text`` inside."""
        return text[self.start : self.end]


def apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans that are sorted by their start, without those that begin in one before."""
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def with_span(spans: Iterable[Span], span: Span) -> tuple[Span, ...]:
    """Return ``spans`` with ``span`` at the end, joined with those that overlap it."""
    apart: list[Span] = []
    for other in spans:
        if other.overlaps(span):
            span = span.hull(other)
        else:
            apart.append(other)
    # The joined span may overlap others that ``span`` did not.
    return with_span(apart, span) if any(other.overlaps(span) for other in apart) else (*apart, span)
