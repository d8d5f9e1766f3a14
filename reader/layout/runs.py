"""Runs: overlapping decorations flattened, so that a row is painted left to right once.

A *decoration* marks a span with a name; a later one lies over an earlier one where names of one layer compete. A *run*
is a stretch of a row under the same decorations. Runs cover the row exactly once.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Decoration:
    """A mark on a span: ``name`` (an ink, ``focus``, ``selection``, ``hit``), whose annotation, its letter."""

    span: Span
    name: str
    id: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a row and the names that lie on it, lowest first."""

    span: Span
    names: tuple[str, ...]


def runs(row: Span, decorations: Sequence[Decoration]) -> list[Run]:
    """Return the runs of ``row``; the order of ``decorations`` is the order in which they lie."""
    touching = [decoration for decoration in decorations if decoration.span.overlaps(row)]
    if not touching:
        return [Run(row, ())]
    edges = {row.start, row.end}
    for decoration in touching:
        edges.add(max(row.start, decoration.span.start))
        edges.add(min(row.end, decoration.span.end))
    places = sorted(edges)
    flat: list[Run] = []
    for start, end in itertools.pairwise(places):
        names = tuple(
            decoration.name for decoration in touching if decoration.span.start <= start and end <= decoration.span.end
        )
        if flat and flat[-1].names == names:
            flat[-1] = Run(Span(flat[-1].span.start, end), names)
        else:
            flat.append(Run(Span(start, end), names))
    return flat


def lanes(decorations: Sequence[Decoration], count: int) -> list[tuple[Decoration, int]]:
    """Give each decoration a lane of the gutter, from 0; overlapping ones differ while ``count`` lanes last."""
    ends = [0] * (count - 1)  # where the last in each lane ends; whatever finds none of them free is in the one after
    placed: list[tuple[Decoration, int]] = []
    for decoration in sorted(decorations, key=lambda each: (each.span.start, -each.span.end)):
        free = (lane for lane, end in enumerate(ends) if end <= decoration.span.start)
        lane = next(free, count - 1)
        if lane < count - 1:
            ends[lane] = decoration.span.end
        placed.append((decoration, lane))
    return placed
