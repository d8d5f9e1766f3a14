"""Find what an edit moved: unique rows of words in the unexplained stretches of both texts.

Rows of words that occur once on either side are anchors, and grow as long as the words agree (Paul Heckel: A technique
for isolating differences between files, CACM 21, 1978). Anchors that stay together are one block, slips between them
included. A block that is too short does not count as a move: it is a phrase that people use.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reader.text.changes import Run
from reader.text.span import Span

ROW = 4
"""Words in a row of an anchor."""
SHORTEST = 48
"""The least length of a moved block, in code points. Shorter ones may be common phrases."""
_SLIP = 60
"""The most code points between two anchors of a block."""
_WORD = re.compile(r"\w+")

RowStart = tuple[int, Span]
"""The position of a row of words, and the gap that it is in."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    run: Run
    old_gap: Span
    new_gap: Span


def moved(old: str, new: str, old_gaps: Iterable[Span], new_gaps: Iterable[Span]) -> list[list[Run]]:
    """Return the blocks that moved from some of ``old_gaps`` to some of ``new_gaps``, each as runs in order."""
    here = _rows(old, old_gaps)
    if not here:
        return []
    there = _rows(new, new_gaps)
    anchors: list[_Anchor] = []
    end = 0
    for row, start in here.items():
        target = there.get(row)
        if start is not None and target is not None and start[0] >= end:
            anchors.append(_grown(old, new, start, target, end))
            end = anchors[-1].run.old_end
    blocks = _blocks(_apart(anchors, len(new)))
    return [block for block in blocks if sum(run.length for run in block) >= SHORTEST]


def _rows(text: str, gaps: Iterable[Span]) -> dict[tuple[str, ...], RowStart | None]:
    """Return the rows of words in the order of the text, each with its start; None if it occurs more than once."""
    starts: dict[tuple[str, ...], RowStart | None] = {}
    for gap in gaps:
        if len(gap) < 2 * ROW:
            continue
        words = list(_WORD.finditer(text, gap.start, gap.end))
        names = [word[0] for word in words]
        for at in range(len(words) - ROW + 1):
            row = tuple(names[at : at + ROW])
            starts[row] = None if row in starts else (words[at].start(), gap)
    return starts


def _grown(old: str, new: str, start: RowStart, target: RowStart, after: int) -> _Anchor:
    """Return the anchor, extended by whole words as far as both texts agree, but not to before ``after``."""
    (at, old_gap), (to, new_gap) = start, target
    most = min(at - max(old_gap.start, after), to - new_gap.start)
    back = next((by for by in range(most) if old[at - by - 1] != new[to - by - 1]), most)
    while back and _cuts(old, at - back):
        back -= 1
    most = min(old_gap.end - at, new_gap.end - to)
    length = next((by for by in range(most) if old[at + by] != new[to + by]), most)
    while length and _cuts(old, at + length):
        length -= 1
    return _Anchor(Run(at - back, to - back, back + length), old_gap, new_gap)


def _cuts(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _apart(anchors: list[_Anchor], new_length: int) -> list[_Anchor]:
    """Return the anchors in the old order, without words of the new text that a longer anchor also has."""
    taken = bytearray(new_length)
    apart: list[_Anchor] = []
    for anchor in sorted(anchors, key=lambda anchor: -anchor.run.length):
        run = anchor.run
        free = taken.find(0, run.new, run.new_end)
        if free < 0:
            continue
        end = taken.find(1, free, run.new_end)
        length = (run.new_end if end < 0 else end) - free
        taken[free : free + length] = b"\1" * length
        apart.append(replace(anchor, run=Run(run.old + free - run.new, free, length)))
    return sorted(apart, key=lambda anchor: anchor.run.old)


def _blocks(anchors: list[_Anchor]) -> Iterator[list[Run]]:
    """Yield the anchors that moved together: in the same gaps, in the same order, with little between them."""
    starts = sorted(anchor.run.new for anchor in anchors)
    block: list[Run] = []
    last: _Anchor | None = None
    for anchor in anchors:
        run = anchor.run
        if last is not None:
            follows = bisect_right(starts, last.run.new)
            together = (
                (anchor.old_gap, anchor.new_gap) == (last.old_gap, last.new_gap)
                and starts[follows : follows + 1] == [run.new]
                and max(run.old - last.run.old_end, run.new - last.run.new_end) <= _SLIP
            )
            if not together:
                yield block
                block = []
        block.append(run)
        last = anchor
    if block:
        yield block
