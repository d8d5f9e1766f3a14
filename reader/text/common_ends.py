"""The unchanged ends of an edited text, found without comparing what is between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from reader.text.span import Span

SURE = 600
"""Code points on either side of a span that must be unchanged, so that no comparison is needed."""
_CHUNK = 65_536

if TYPE_CHECKING:
    Text = TypeVar("Text", str, bytes)


def common(old: Text, new: Text) -> tuple[int, int]:
    """Return the length of the common start and the common end, in code points or bytes; they do not overlap.

    The end is found first, since repeated text is usually inserted above the original.
    """
    after = _same(old, new, len(old), len(new), -1)
    return _same(old[: len(old) - after], new[: len(new) - after], 0, 0, 1), after


def _same(old: Text, new: Text, at_old: int, at_new: int, way: int) -> int:
    most, count, step = min(len(old), len(new)), 0, _CHUNK
    while step and count < most:
        size = min(step, most - count)
        from_old = at_old + count if way > 0 else at_old - count - size
        from_new = at_new + count if way > 0 else at_new - count - size
        if old[from_old : from_old + size] == new[from_new : from_new + size]:
            count += size
        else:
            step = size // 2
    return count


@dataclass(frozen=True, slots=True)
class Ends:
    """The common ends of two texts with these lengths: the first ``before`` and the last ``after`` code points."""

    before: int
    after: int
    old_length: int
    new_length: int

    @classmethod
    def of(cls, old: str, new: str) -> Ends:
        """Return the common ends of two texts."""
        return cls(*common(old, new), len(old), len(new))

    def carried(self, span: Span) -> Span | None:
        """Return where ``span`` of the old text is in the new one if it and its surroundings are unchanged; else None.

        A comparison of both texts would give the same place.
        """
        if span.end + SURE <= self.before:
            return span
        if span.start - SURE >= self.old_length - self.after:
            return span.shifted(self.new_length - self.old_length)
        return None
