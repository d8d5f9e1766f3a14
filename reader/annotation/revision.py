"""An annotated text and its present version, compared once for all of its annotations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from reader.text.changes import TextChanges
from reader.text.compare import compare
from reader.text.fold import Folded, fold
from reader.text.span import Span

_SNAP = 12
"""Code points by which an edge may move to the end of a word."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Both texts, folded; the changes, None if they are equal; and the unexplained stretches of the new text."""

    old: Folded
    new: Folded
    changes: TextChanges | None
    spare: tuple[Span, ...] = ()

    def folded(self, span: Span) -> Span:
        """Return the span of the folded old text for ``span`` of the old text, without outer spaces."""
        every = range(len(self.old.text))
        start = bisect_left(every, span.start, key=lambda at: self.old.back(at, at).start)
        end = bisect_left(every, span.end, lo=start, key=lambda at: self.old.back(at, at).start)
        return _trimmed(self.old.text, Span(start, end))

    def unfolded(self, part: Span, passage: Span) -> Span:
        """Return the span of the new text for ``part`` of its folded form, without outer spaces.

        Where ``passage`` of the folded old text begins or ends at a word, the edge moves to the nearest word boundary.
        """
        start, end = part.start, part.end
        if not cuts(self.old.text, passage.start):
            start = _nearest(self.new.text, start)
        if not cuts(self.old.text, passage.end):
            end = _nearest(self.new.text, end)
        whole = _trimmed(self.new.text, Span(start, end) if start < end else part)
        return self.new.back(whole.start, whole.end)


def prepare(old_text: str, new_text: str) -> Revision:
    """Compare the annotated text with its present version."""
    if old_text == new_text:
        same = Folded("")
        return Revision(same, same, None)
    old, new = fold(old_text), fold(new_text)
    changes = compare(old.text, new.text, aligned)
    return Revision(old, new, changes, _spare(changes))


def aligned(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Align two short sequences by Levenshtein distance; see `reader.text.compare.Align`."""
    from rapidfuzz.distance import Levenshtein

    steps = Levenshtein.opcodes(old, new)
    return [(o.src_start, o.dest_start, o.src_end - o.src_start) for o in steps if o.tag == "equal"]


def cuts(text: str, at: int) -> bool:
    """Whether ``at`` is inside a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _spare(changes: TextChanges) -> tuple[Span, ...]:
    """Return the unexplained stretches of the new text; a small word that matches by accident does not split one."""
    spare: list[Span] = []
    for gap in (gap for gap in changes.new_gaps() if len(gap) > 3):
        if spare and gap.start - spare[-1].end < 8:
            spare[-1] = spare[-1].hull(gap)
        else:
            spare.append(gap)
    return tuple(spare)


def _nearest(text: str, at: int) -> int:
    for distance in range(_SNAP):
        for place in (at - distance, at + distance):
            if 0 <= place <= len(text) and not cuts(text, place):
                return place
    return at


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return Span(start, end)
