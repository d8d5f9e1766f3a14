"""What an edit kept of a text: sentences first, then the words of what differs, then the letters of a word.

A *run* is a stretch that stands in both texts, in the same order; a *gap* is what lies between two runs, on either
side. A moved paragraph is in no run: it is in a gap of the old text and in another of the new. All offsets
count code points of the two strings compared, which are folded texts where typography shall not count.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from reader.text.span import Span

Align = Callable[[Sequence[str], Sequence[str]], list[tuple[int, int, int]]]
"""Finds the equal stretches ``(old, new, length)`` of two short sequences, in order."""

_SENTENCE = re.compile(r""".*?(?:[.!?]+["')\]]*\s+|\Z)""", re.DOTALL)
_WORD = re.compile(r"\w+|[^\w\s]")
_CELLS = 250_000
"""Pairs of words up to which a gap is aligned as a whole rather than around its rare words."""
_LETTERS = 600
_APART = 40


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` code points that stand at ``old`` in the old text and at ``new`` in the new."""

    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a span is now: its parts in order, and how many of its code points are kept."""

    parts: tuple[Span, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class Changes:
    """The runs of two texts, in order, of which the lengths are given."""

    runs: tuple[Run, ...]
    old_length: int
    new_length: int

    def gaps(self) -> Iterator[tuple[Span, Span]]:
        """Yield the gaps as spans of the old and of the new text; one of both may be empty."""
        bounds = (Run(0, 0, 0), *self.runs, Run(self.old_length, self.new_length, 0))
        for left, right in pairwise(bounds):
            old, new = Span(left.old + left.length, right.old), Span(left.new + left.length, right.new)
            if len(old) or len(new):
                yield old, new

    def kept(self, span: Span) -> int:
        """Return how many code points of ``span``, of the old text, are in a run."""
        first = bisect_right(self.runs, span.start, key=lambda run: run.old + run.length)
        total = 0
        for run in self.runs[first:]:
            if run.old >= span.end:
                break
            total += max(0, min(span.end, run.old + run.length) - max(span.start, run.old))
        return total

    def position(self, at: int) -> int:
        """Return where the place ``at`` of the old text is in the new; what is gone leaves its place behind."""
        first = bisect_right(self.runs, at, key=lambda run: run.old + run.length)
        before = self.runs[first - 1] if first else Run(0, 0, 0)
        after = self.runs[first] if first < len(self.runs) else Run(self.old_length, self.new_length, 0)
        return _edge(before, after, at, opens=True)

    def carried(self, span: Span) -> Carried:
        """Return where ``span`` of the old text is in the new; no parts if nothing of it is kept."""
        first = bisect_right(self.runs, span.start, key=lambda run: run.old + run.length)
        last = bisect_left(self.runs, span.end, key=lambda run: run.old)
        inside = self.runs[first:last]
        if not inside:
            return Carried((), 0)
        before = self.runs[first - 1] if first else Run(0, 0, 0)
        after = self.runs[last] if last < len(self.runs) else Run(self.old_length, self.new_length, 0)
        start = _edge(before, inside[0], span.start, opens=True)
        end = _edge(inside[-1], after, span.end, opens=False)
        longest = 60 + 0.7 * len(span)
        parts: list[Span] = []
        for left, right in pairwise(inside):
            gap = right.new - left.new - left.length
            if gap > longest and gap > 3 * (right.old - left.old - left.length):
                parts.append(Span(start, left.new + left.length))
                start = right.new
        return Carried((*parts, Span(start, end)), self.kept(span))


def _edge(left: Run, right: Run, position: int, *, opens: bool) -> int:
    """Return where ``position`` is that lies in one of two neighbouring runs or in their gap."""
    left_end = left.old + left.length
    # Where text was only added both runs meet: a passage opens after it and closes before it.
    if position >= right.old and (opens or position > left_end):
        return right.new + position - right.old
    if position <= left_end:
        return left.new + position - left.old
    old, new = right.old - left_end, right.new - left.new - left.length
    if new > 2 * old + 20 or old > 2 * new + 20:
        # The gap is no rewriting of the same words: the edge keeps its distance to the run that it goes with.
        return right.new - min(new, right.old - position) if opens else right.new - new + min(new, position - left_end)
    return left.new + left.length + round(new * (position - left_end) / old)


def compare(old: str, new: str, align: Align | None = None) -> Changes:
    """Return what ``new`` keeps of ``old``; ``align`` may be a quicker way to align short stretches."""
    align = align or _difflib
    runs: list[Run] = []
    sentences = _common(_split(_SENTENCE, old), _split(_SENTENCE, new), None)
    for old_gap, new_gap in Changes(tuple(sentences), len(old), len(new)).gaps():
        runs += _words(old, new, old_gap, new_gap, align)
    found = _joined(sorted(sentences + runs, key=lambda run: (run.old, run.new)))
    return Changes(tuple(_without_accidents(found, len(old), len(new))), len(old), len(new))


def _words(old: str, new: str, old_gap: Span, new_gap: Span, align: Align) -> list[Run]:
    words = _common(_split(_WORD, old, old_gap), _split(_WORD, new, new_gap), align)
    words = [run for run in words if run.length]
    shifted = [Run(run.old - old_gap.start, run.new - new_gap.start, run.length) for run in words]
    letters: list[Run] = []
    for left, right in Changes(tuple(shifted), len(old_gap), len(new_gap)).gaps():
        if 0 < len(left) <= _LETTERS and 0 < len(right) <= _LETTERS:
            one, other = left.shifted(old_gap.start), right.shifted(new_gap.start)
            letters += _letters(one.of(old), other.of(new), one.start, other.start, align)
    return words + letters


def _letters(old: str, new: str, at_old: int, at_new: int, align: Align) -> list[Run]:
    found = [(0, 0, len(old))] if old == new else align(old, new)
    if 2 * sum(length for _, _, length in found) < max(len(old), len(new)):
        # Other words, not words with a slip: the few letters they share mean nothing. The blanks around them do.
        found = _blanks(old, new)
    return [Run(at_old + i, at_new + j, length) for i, j, length in found]


def _blanks(old: str, new: str) -> list[tuple[int, int, int]]:
    found = [(0, 0, 1)] if old[0] == new[0] == " " else []
    if min(len(old), len(new)) > 1 and old[-1] == new[-1] == " ":
        found.append((len(old) - 1, len(new) - 1, 1))
    return found


Piece = tuple[str, int]


def _split(pattern: re.Pattern[str], text: str, within: Span | None = None) -> list[Piece]:
    within = within or Span(0, len(text))
    found = pattern.finditer(text, within.start, within.end)
    return [(match[0].rstrip(), match.start()) for match in found if match[0].strip()]


def _common(old: list[Piece], new: list[Piece], align: Align | None) -> list[Run]:
    """Return the pieces in both, around those that are unique on either side; then ``align`` what is left."""
    one, other = [piece for piece, _ in old], [piece for piece, _ in new]
    runs: list[Run] = []

    def match(i: int, j: int) -> None:
        runs.append(Run(old[i][1], new[j][1], len(one[i])))

    todo = [(0, len(one), 0, len(other))]
    while todo:
        i, i_end, j, j_end = todo.pop()
        # The end first: what is repeated by an edit is repeated above, as a summary or a pull quote.
        while i < i_end and j < j_end and one[i_end - 1] == other[j_end - 1]:
            i_end, j_end = i_end - 1, j_end - 1
            match(i_end, j_end)
        while i < i_end and j < j_end and one[i] == other[j]:
            match(i, j)
            i, j = i + 1, j + 1
        if i == i_end or j == j_end:
            continue
        if align and (i_end - i) * (j_end - j) <= _CELLS:
            for at, to, length in align(one[i:i_end], other[j:j_end]):
                for step in range(length):
                    match(i + at + step, j + to + step)
            continue
        fixed = _unique(one, other, i, i_end, j, j_end)
        for at, to in fixed:
            match(at, to)
        if fixed:
            bounds = [(i - 1, j - 1), *fixed, (i_end, j_end)]
            todo += [(a + 1, c, b + 1, d) for (a, b), (c, d) in pairwise(bounds) if c > a + 1 and d > b + 1]
    runs.sort(key=lambda run: run.old)
    return runs


def _unique(one: list[str], other: list[str], i: int, i_end: int, j: int, j_end: int) -> list[tuple[int, int]]:
    """Return the longest rising series of pairs of pieces that stand once in either range."""
    here, there = Counter(one[i:i_end]), Counter(other[j:j_end])
    place = {other[at]: at for at in range(j, j_end)}
    pairs = [(at, place[one[at]]) for at in range(i, i_end) if here[one[at]] == there.get(one[at], 0) == 1]
    tops: list[int] = []
    piles: list[int] = []
    below: list[int] = []
    for index, (_, to) in enumerate(pairs):
        pile = bisect_left(tops, to)
        below.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(to)
            piles.append(index)
        else:
            tops[pile], piles[pile] = to, index
    found: list[tuple[int, int]] = []
    index = piles[-1] if piles else -1
    while index >= 0:
        found.append(pairs[index])
        index = below[index]
    return found[::-1]


def _joined(runs: list[Run]) -> list[Run]:
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and last.old + last.length == run.old and last.new + last.length == run.new:
            found[-1] = Run(last.old, last.new, last.length + run.length)
        else:
            found.append(run)
    return found


def _without_accidents(runs: list[Run], old_length: int, new_length: int) -> list[Run]:
    """Leave out short runs between long gaps: words that two unrelated paragraphs happen to share."""
    while True:
        bounds = [Run(0, 0, 0), *runs, Run(old_length, new_length, 0)]
        gaps = [
            (right.old - left.old - left.length, right.new - left.new - left.length) for left, right in pairwise(bounds)
        ]
        kept = [
            run
            for run, before, after in zip(runs, gaps, gaps[1:], strict=False)
            if not (min(max(before), max(after)) > max(_APART, 3 * run.length))
        ]
        if len(kept) == len(runs):
            return runs
        runs = kept


def _difflib(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    found = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in found if block.size]
