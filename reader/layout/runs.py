"""Runs: overlapping decorations are flattened, so that a row is painted once from left to right.

A *decoration* marks a span with a name; a later one covers an earlier one of the same layer. A *run* is a stretch of a
row with the same decorations. The runs cover the row exactly.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class TagLabel:
    """A tag as it stands beside its passage; ``colour`` is ``#rrggbb``, empty if it has none."""

    path: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Decoration:
    """A mark on a span: its ``name`` (an ink, ``focus``, ``selection``, ``hit``), its annotation, its letter.

    ``tags`` and ``note`` (whether there is one) stand beside the first row of the span if it ``leads``, being the first of
    its annotation.
    """

    span: Span
    name: str
    id: str = ""
    letter: str = ""
    tags: tuple[TagLabel, ...] = ()
    note: bool = False
    leads: bool = True

    @property
    def colour(self) -> str:
        """The colour of its first tag that has one."""
        return next((tag.colour for tag in self.tags if tag.colour), "")


@dataclass(frozen=True, slots=True)
class DecoratedRun:
    """A stretch of a row and the names of its decorations, lowest first."""

    span: Span
    names: tuple[str, ...]


def runs(row: Span, decorations: Sequence[Decoration]) -> list[DecoratedRun]:
    """Return the runs of ``row``; later ``decorations`` are above earlier ones."""
    touching = [decoration for decoration in decorations if decoration.span.overlaps(row)]
    if not touching:
        return [DecoratedRun(row, ())]
    edges = {row.start, row.end}
    for decoration in touching:
        edges.add(max(row.start, decoration.span.start))
        edges.add(min(row.end, decoration.span.end))
    places = sorted(edges)
    flat: list[DecoratedRun] = []
    for start, end in itertools.pairwise(places):
        names = tuple(
            decoration.name for decoration in touching if decoration.span.start <= start and end <= decoration.span.end
        )
        if flat and flat[-1].names == names:
            flat[-1] = DecoratedRun(Span(flat[-1].span.start, end), names)
        else:
            flat.append(DecoratedRun(Span(start, end), names))
    return flat


def between(span: Span, others: Sequence[Span]) -> list[Span]:
    """Return what is left of ``span`` without the ``others``, from left to right."""
    left, at = [], span.start
    for other in sorted(other for other in others if other.overlaps(span)):
        if other.start > at:
            left.append(Span(at, other.start))
        at = max(at, other.end)
    return [*left, Span(at, span.end)] if at < span.end else left


def lanes(decorations: Sequence[Decoration], count: int) -> list[tuple[Decoration, int]]:
    """Yield each decoration with a lane of the gutter, from 0; overlapping ones get different lanes if ``count`` allows."""
    ends = [0] * (
        count - 1
    )  # the end of the last decoration in each lane; the lane after them is for those that find none free
    placed: list[tuple[Decoration, int]] = []
    for decoration in sorted(decorations, key=lambda each: (each.span.start, -each.span.end)):
        free = (lane for lane, end in enumerate(ends) if end <= decoration.span.start)
        lane = next(free, count - 1)
        if lane < count - 1:
            ends[lane] = decoration.span.end
        placed.append((decoration, lane))
    return placed
