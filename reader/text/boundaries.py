"""Where a person has said that a sentence ends or goes on, in place of what `text.segment` proposes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from reader.text.segment import Cut
from reader.text.span import Span


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Both are in order and do not overlap.

    ``splits``: where sentences begin. ``joins``: the gaps between two words where no sentence ends.
    """

    splits: tuple[int, ...] = ()
    joins: tuple[Span, ...] = ()

    def applied(self, text: str, proposed: Iterable[Cut], block: Span, start: int, end: int) -> tuple[Cut, ...]:
        """Return the cuts of ``block`` for ``[start, end)`` of the text, given those that are ``proposed`` there."""
        cuts = {cut.start: cut for cut in proposed if not self._is_joined(cut.start)}
        low = bisect_left(self.splits, max(start, block.start + 1))
        for split in self.splits[low : bisect_left(self.splits, min(end, block.end))]:
            before = split
            while before > block.start and text[before - 1].isspace():
                before -= 1
            if before > block.start:
                cuts[split] = Cut(before, split)
        return tuple(cuts[at] for at in sorted(cuts))

    def _is_joined(self, start: int) -> bool:
        number = bisect_left(self.joins, start, key=lambda gap: gap.start) - 1
        return number >= 0 and start <= self.joins[number].end
