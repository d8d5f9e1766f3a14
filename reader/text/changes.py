"""The changes between two texts: the runs that are in both, and where a span of the old text is in the new one.

A *run* is a stretch that stands in both texts; a *gap* is what lies between two runs, in the old text or in the new. Runs
are disjoint on either side and sorted by their place in the old text; those of a moved paragraph are out of order in
the new. All offsets count code points of the two strings compared, which are folded texts where typography does
not count.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reader.text.span import Span

_TORN = 24
"""Code points, beside a share of its length, that may be inserted into a passage without splitting it."""
_TORN_SHARE = 0.7
_LOOSE = 20
"""Code points, beside twice its length, by which a gap may differ in size and still be a rewriting of the old one."""


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` code points that are at ``old`` in the old text and at ``new`` in the new one."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        """The end in the old text."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """The end in the new text."""
        return self.new + self.length


_START = Run(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a span is now: its parts, in their old order, and how many of its code points are kept."""

    parts: tuple[Span, ...]
    kept: int


class TextChanges:
    """The runs of two texts, sorted by ``old``, and the lengths of both texts."""

    def __init__(self, runs: tuple[Run, ...], old_length: int, new_length: int) -> None:
        self.runs = runs
        self.old_length = old_length
        self.new_length = new_length
        self._by_new = tuple(sorted(runs, key=lambda run: run.new))

    def old_gaps(self, within: Span | None = None) -> Iterator[Span]:
        """Yield the gaps of the old text, or those that ``span`` touches."""
        first = bisect_right(self.runs, within.start, key=lambda run: run.old_end) if within else 0
        end = self.runs[first - 1].old_end if first else 0
        for run in self.runs[first:]:
            if within and end >= within.end:
                return
            if run.old > end:
                yield Span(end, run.old)
            end = run.old_end
        if end < self.old_length and not (within and end >= within.end):
            yield Span(end, self.old_length)

    def new_gaps(self) -> Iterator[Span]:
        """Yield the gaps of the new text."""
        end = 0
        for run in self._by_new:
            if run.new > end:
                yield Span(end, run.new)
            end = run.new_end
        if end < self.new_length:
            yield Span(end, self.new_length)

    def is_apart(self, run: Run) -> bool:
        """Whether another run overlaps none of these in either text."""
        other = bisect_right(self._by_new, run.new, key=lambda own: own.new_end)
        there = self._by_new[other : other + 1]
        return not self._inside(Span(run.old, run.old_end)) and not (there and there[0].new < run.new_end)

    def has_most_of(self, run: Run) -> bool:
        """Whether these take at least half of another run to exactly the place that it says."""
        same = [own for own in self._inside(Span(run.old, run.old_end)) if own.new - own.old == run.new - run.old]
        return 2 * sum(min(run.old_end, own.old_end) - max(run.old, own.old) for own in same) >= run.length

    def kept(self, span: Span) -> int:
        """Return how many code points of ``span`` of the old text are in a run."""
        return sum(min(span.end, run.old_end) - max(span.start, run.old) for run in self._inside(span))

    def carried(self, span: Span) -> Carried:
        """Return where ``span`` of the old text is in the new; no parts if nothing of it is kept."""
        inside = self._inside(span)
        if not inside:
            return Carried((), 0)
        parts: list[Span] = []
        start = self._opening(inside[0], span.start)
        for left, right in pairwise(inside):
            come, was = right.new - left.new_end, right.old - left.old_end
            if come < 0 or (come > _TORN + _TORN_SHARE * len(span) and come > 3 * was):
                parts.append(Span(start, left.new_end))
                start = right.new
        parts.append(Span(start, self._closing(inside[-1], span.end)))
        return Carried(tuple(parts), self.kept(span))

    def position(self, at: int) -> int:
        """Return where the position ``at`` of the old text is in the new one; for removed text, where it was."""
        first = bisect_right(self.runs, at, key=lambda run: run.old_end)
        if first < len(self.runs):
            return self._opening(self.runs[first], at)
        return self._closing(self.runs[-1], at) if self.runs else 0

    def _inside(self, span: Span) -> tuple[Run, ...]:
        first = bisect_right(self.runs, span.start, key=lambda run: run.old_end)
        last = bisect_left(self.runs, span.end, key=lambda run: run.old)
        return self.runs[first:last]

    def _opening(self, run: Run, at: int) -> int:
        """Return where ``at``, in a run or in the gap before it, is in the new text."""
        if at >= run.old:
            return run.new + at - run.old
        index, other = self._index(run)
        left = self.runs[index - 1] if index else _START
        beside = self._by_new[other - 1] if other else _START
        was, now = run.old - left.old_end, run.new - beside.new_end
        return run.new - _across(was, now, run.old - at, same=left is beside)

    def _closing(self, run: Run, at: int) -> int:
        """Return where ``at``, in a run or in the gap behind it, is in the new text."""
        if at <= run.old_end:
            return run.new + at - run.old
        index, other = self._index(run)
        end = Run(self.old_length, self.new_length, 0)
        right = self.runs[index + 1] if index + 1 < len(self.runs) else end
        beside = self._by_new[other + 1] if other + 1 < len(self._by_new) else end
        was, now = right.old - run.old_end, beside.new - run.new_end
        return run.new_end + _across(was, now, at - run.old_end, same=right is beside)

    def _index(self, run: Run) -> tuple[int, int]:
        """Return the index of each run in the old order and in the new order."""
        old = bisect_left(self.runs, run.old, key=lambda own: own.old)
        return old, bisect_left(self._by_new, run.new, key=lambda own: own.new)


def _across(was: int, now: int, by: int, *, same: bool) -> int:
    """Return the offset into a gap, ``now`` code points long, that stands for offset ``by`` when the gap was ``was`` long.

    ``same``: the runs on both sides of the gap are the same as before.
    """
    if same and by == was and now <= 2 * was + _LOOSE:
        return now  # the passage had all of the gap, so what is left of it belongs to the passage
    if now > 2 * was + _LOOSE or was > 2 * now + _LOOSE:
        return 0  # the gap was not rewritten: the edge stays with the kept words
    return round(now * by / was)
