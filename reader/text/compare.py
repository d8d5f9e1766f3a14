"""Find what an edit kept of a text: whole sentences, then words of those that differ, then letters of words.

Pieces that are unique in both texts are matched first, in order (patience diff, Bram Cohen); what is between them is
aligned. Pieces without a partner in order are then looked for among the new text: see `reader.text.moves`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from reader.text.changes import Run, TextChanges
from reader.text.moves import SHORTEST, moved
from reader.text.span import Span

Align = Callable[[Sequence[str], Sequence[str]], list[tuple[int, int, int]]]
"""Finds the equal stretches ``(old, new, length)`` of two short sequences, in order."""

_SENTENCE = re.compile(r""".*?(?:[.!?]+["')\]]*\s+|\Z)""", re.DOTALL)
_WORD = re.compile(r"\w+|[^\w\s]")
_STOPPED = re.compile(r"""[.!?]["')\]]* \Z""")
_SLIDE = 40
"""The most code points by which an insertion may slide."""
_FOREGOING = re.compile(r"[^\w\s]* +")
_CELLS = 250_000
"""Pairs of words up to which a gap is aligned as a whole; a larger one is split at its rare words."""
_LETTERS = 600
_APART = 40


def compare(old: str, new: str, align: Align | None = None) -> TextChanges:
    """Return the changes from ``old`` to ``new``; ``align`` may be a faster way to align short stretches."""
    align = align or _difflib
    return TextChanges(tuple(_with_moves(compare_in_order(old, new, align), old, new, align)), len(old), len(new))


def compare_in_order(old: str, new: str, align: Align | None = None) -> list[Run]:
    """Return the runs that stand in both texts in the same order; what has moved is in no run."""
    align = align or _difflib
    runs: list[Run] = []
    sentences = _common(_split(_SENTENCE, old), _split(_SENTENCE, new), None)
    for old_gap, new_gap in _between(sentences, len(old), len(new)):
        runs += _words(old, new, old_gap, new_gap, align)
    joined = _joined(sorted(sentences + runs, key=lambda run: (run.old, run.new)))
    return _joined(_without_accidents(_slid(_gathered(joined, old, new), old, new), len(old), len(new)))


def _with_moves(runs: list[Run], old: str, new: str, align: Align) -> list[Run]:
    """Return the runs, with moved ones and with what was kept between two runs that moved together.

    A few words that match in order by accident are given up for the moved block that contains them.
    """
    runs = [part for run in runs for part in _without_foregoing(run, old)]
    firm = TextChanges(tuple(run for run in runs if run.length >= SHORTEST), len(old), len(new))
    in_order = TextChanges(tuple(runs), len(old), len(new))
    out_of_order: list[Run] = []
    for block in moved(old, new, list(firm.old_gaps()), list(firm.new_gaps())):
        if all(in_order.has_most_of(run) for run in block):
            continue  # it did not move
        out_of_order += block
        for left, right in pairwise(block):
            out_of_order += _words(old, new, Span(left.old_end, right.old), Span(left.new_end, right.new), align)
    taken = TextChanges(tuple(sorted(out_of_order, key=lambda run: run.old)), len(old), len(new))
    return _joined(sorted([*out_of_order, *(run for run in runs if taken.is_apart(run))], key=lambda run: run.old))


def _without_foregoing(run: Run, text: str) -> list[Run]:
    """Remove a full stop and a space from the start of a run: they belong to the sentence before it."""
    foregoing = _FOREGOING.match(text, run.old, run.old_end)
    by = foregoing.end() - run.old if foregoing else 0
    if not by or by == run.length:
        return [run]
    return [Run(run.old, run.new, by), Run(run.old + by, run.new + by, run.length - by)]


def _between(runs: list[Run], old_length: int, new_length: int) -> Iterator[tuple[Span, Span]]:
    """Yield the gaps between runs in order, as spans of the old and of the new text; either may be empty."""
    for left, right in pairwise((Run(0, 0, 0), *runs, Run(old_length, new_length, 0))):
        old, new = Span(left.old_end, right.old), Span(left.new_end, right.new)
        if len(old) or len(new):
            yield old, new


def _words(old: str, new: str, old_gap: Span, new_gap: Span, align: Align) -> list[Run]:
    words = _common(_split(_WORD, old, old_gap), _split(_WORD, new, new_gap), align)
    words = [run for run in words if run.length]
    shifted = [Run(run.old - old_gap.start, run.new - new_gap.start, run.length) for run in words]
    letters: list[Run] = []
    for left, right in _between(shifted, len(old_gap), len(new_gap)):
        if 0 < len(left) <= _LETTERS and 0 < len(right) <= _LETTERS:
            old_part, new_part = left.shifted(old_gap.start), right.shifted(new_gap.start)
            letters += _letters(old_part.of(old), new_part.of(new), old_part.start, new_part.start, align)
    return words + letters


def _letters(old: str, new: str, at_old: int, at_new: int, align: Align) -> list[Run]:
    matches = [(0, 0, len(old))] if old == new else align(old, new)
    if 2 * sum(length for _, _, length in matches) < max(len(old), len(new)):
        # The words are different, not misspelled: common letters mean nothing, but the spaces around them do.
        matches = _blanks(old, new)
    return [Run(at_old + i, at_new + j, length) for i, j, length in matches]


def _blanks(old: str, new: str) -> list[tuple[int, int, int]]:
    matches = [(0, 0, 1)] if old[0] == new[0] == " " else []
    if min(len(old), len(new)) > 1 and old[-1] == new[-1] == " ":
        matches.append((len(old) - 1, len(new) - 1, 1))
    return matches


Piece = tuple[str, int]


def _split(pattern: re.Pattern[str], text: str, within: Span | None = None) -> list[Piece]:
    within = within or Span(0, len(text))
    matches = pattern.finditer(text, within.start, within.end)
    return [(match[0].rstrip(), match.start()) for match in matches if match[0].strip()]


def _common(old: list[Piece], new: list[Piece], align: Align | None) -> list[Run]:
    """Match the pieces around those that are unique in both texts; then ``align`` the rest."""
    old_pieces, new_pieces = [piece for piece, _ in old], [piece for piece, _ in new]
    runs: list[Run] = []

    def match(i: int, j: int) -> None:
        runs.append(Run(old[i][1], new[j][1], len(old_pieces[i])))

    todo = [(0, len(old_pieces), 0, len(new_pieces))]
    while todo:
        i, i_end, j, j_end = todo.pop()
        # The end first: an edit repeats text above it, as a summary or a pull quote.
        while i < i_end and j < j_end and old_pieces[i_end - 1] == new_pieces[j_end - 1]:
            i_end, j_end = i_end - 1, j_end - 1
            match(i_end, j_end)
        while i < i_end and j < j_end and old_pieces[i] == new_pieces[j]:
            match(i, j)
            i, j = i + 1, j + 1
        if i == i_end or j == j_end:
            continue
        if align and (i_end - i) * (j_end - j) <= _CELLS:
            for at, to, length in align(old_pieces[i:i_end], new_pieces[j:j_end]):
                for step in range(length):
                    match(i + at + step, j + to + step)
            continue
        fixed = _unique(old_pieces, new_pieces, i, i_end, j, j_end)
        for at, to in fixed:
            match(at, to)
        if fixed:
            bounds = [(i - 1, j - 1), *fixed, (i_end, j_end)]
            todo += [(a + 1, c, b + 1, d) for (a, b), (c, d) in pairwise(bounds) if c > a + 1 and d > b + 1]
    runs.sort(key=lambda run: run.old)
    return runs


def _unique(old: list[str], new: list[str], i: int, i_end: int, j: int, j_end: int) -> list[tuple[int, int]]:
    """Return the longest increasing sequence of pairs of pieces that are unique in both ranges."""
    here, there = Counter(old[i:i_end]), Counter(new[j:j_end])
    place = {new[at]: at for at in range(j, j_end)}
    pairs = [(at, place[old[at]]) for at in range(i, i_end) if here[old[at]] == there.get(old[at], 0) == 1]
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
    series: list[tuple[int, int]] = []
    index = piles[-1] if piles else -1
    while index >= 0:
        series.append(pairs[index])
        index = below[index]
    return series[::-1]


def _joined(runs: list[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and last.old_end == run.old and last.new_end == run.new:
            joined[-1] = Run(last.old, last.new, last.length + run.length)
        else:
            joined.append(run)
    return joined


def _gathered(runs: list[Run], old: str, new: str) -> list[Run]:
    """Keep the words of a phrase together.

    If the text beside a gap is also at the gap's other end, the shorter run joins the longer one: the first word of a
    sentence may also occur in text that was inserted before it.
    """
    gathered: list[Run] = []
    for run in runs:
        right = run
        while gathered:
            left = gathered[-1]
            across_old, across_new = right.old - left.old, right.new - left.new
            if across_old == across_new or left.length > right.length:
                break
            across = min(across_old, across_new)
            if across < left.length or not _same(old, right.old - across, new, right.new - across, across):
                break
            gathered.pop()
            right = Run(right.old - across, right.new - across, right.length + across)
        if gathered:
            left = gathered[-1]
            across = min(right.old - left.old_end, right.new - left.new_end) + right.length
            if (
                right.old - left.old_end != right.new - left.new_end
                and right.length < left.length
                and _same(old, left.old_end, new, left.new_end, across)
            ):
                gathered[-1] = Run(left.old, left.new, left.length + across)
                continue
        gathered.append(right)
    return gathered


def _slid(runs: list[Run], old: str, new: str) -> list[Run]:
    """Move inserted or removed text up to the end of a sentence, if it could equally be there.

    If the middle of `A. The mole. The quay.` is removed, that is `The mole.` and not `mole. The`.
    """
    slid = runs[:1]
    for run in runs[1:]:
        left = slid[-1]
        inserted, removed = left.old_end == run.old, left.new_end == run.new
        by = 0
        if inserted and not removed:
            by = _slide(new, left.new_end, run.new, left.length - 1)
        elif removed and not inserted:
            by = _slide(old, left.old_end, run.old, left.length - 1)
        if by:
            slid[-1] = Run(left.old, left.new, left.length - by)
            run = Run(run.old - by, run.new - by, run.length + by)
        slid.append(run)
    return slid


def _slide(text: str, start: int, end: int, most: int) -> int:
    """Return by how much ``[start, end)`` can move up to end with a sentence, the text outside being the same; else 0."""
    for by in range(min(most, _SLIDE) + 1):
        if _STOPPED.search(text, max(0, end - by - 4), end - by):
            return by
        if text[start - by - 1] != text[end - by - 1]:
            break
    return 0


def _same(old: str, at_old: int, new: str, at_new: int, length: int) -> bool:
    return old[at_old : at_old + length] == new[at_new : at_new + length]


def _without_accidents(runs: list[Run], old_length: int, new_length: int) -> list[Run]:
    """Leave out short runs between long gaps: unrelated paragraphs have some words in common."""
    while True:
        bounds = [Run(0, 0, 0), *runs, Run(old_length, new_length, 0)]
        gaps = [(right.old - left.old_end, right.new - left.new_end) for left, right in pairwise(bounds)]
        longer = [
            run
            for run, before, after in zip(runs, gaps, gaps[1:], strict=False)
            if not (min(max(before), max(after)) > max(_APART, 3 * run.length))
        ]
        if len(longer) == len(runs):
            return runs
        runs = longer


def _difflib(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]
