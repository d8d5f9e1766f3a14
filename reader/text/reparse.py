"""Parse an edited plain text again: blocks that the edit cannot have changed are reused, the others are found anew.

Both texts are UTF-8, as they are on the disk, so their common ends are found without decoding. The result is the same as
that of `Document.read`.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from reader.text import plain
from reader.text.block import Kind, Piece, trimmed
from reader.text.common_ends import Ends, common
from reader.text.front_matter import front_matter_end
from reader.text.plain import KNOWN, LONG_LINE, is_hard_wrapped, judged_between, plain_lines
from reader.text.span import Span
from reader.text.table import KINDS, NUMBERS, WIDE, Table

_HEAD = 160_000
"""Bytes at the start that decide front matter and hard wrapping."""
_HEAD_LINES = 20
"""With this many lines in the head, no later line counts as one of the text's first."""
_LINES = 8
"""Lines between reused blocks and the edit, or the end of the text, whose last lines have other rules."""


def same_ends(old: bytes, new: bytes) -> tuple[int, int]:
    """Return how many bytes are the same at the start and at the end of both, in whole characters.

    The end is found first, so the start does not overlap it.
    """
    before, after = common(old, new)
    while after and 0x80 <= old[len(old) - after] < 0xC0:
        after -= 1
    while before and 0x80 <= (old[before : before + 1] or b"\0")[0] < 0xC0:
        before -= 1
    return before, after


@dataclass(frozen=True, slots=True)
class OldText:
    """A canonical text in UTF-8, its length in code points, and the table of its blocks."""

    data: bytes
    length: int
    table: Table

    def position(self, byte: int) -> int:
        """Return the code point at a byte offset."""
        index = self.table.at_byte(byte)
        at, start = (self.table.byte(index), self.table.start(index)) if index >= 0 else (0, 0)
        return start + len(self.data[at:byte].decode("utf-8"))


@dataclass(frozen=True, slots=True)
class Reparsed:
    """A new text and what it has in common with the old one."""

    known: OldText
    ends: Ends


def reparse(old: OldText, new: bytes, most: int | None = None) -> Reparsed | None:
    """Return the new text; None if it is not canonical, or has too little in common with the old one.

    Also None if more than ``most`` bytes would have to be parsed.
    """
    if new.startswith(b"\xef\xbb\xbf") or b"\r" in new or b"\0" in new:
        return None
    before, after = same_ends(old.data, new)
    heads = [data[:_HEAD].decode("utf-8", "ignore") for data in (old.data, new)]
    ends = [front_matter_end(head) for head in heads]
    wrapped = {is_hard_wrapped(head, end) for head, end in zip(heads, ends, strict=True)}
    if len(wrapped) > 1:
        return None
    edit = _Edit(old, new, before, after, ends[1], wrapped=wrapped.pop())
    if min(len(plain_lines(head, end, wrapped=edit.wrapped)) for head, end in zip(heads, ends, strict=True)) < min(
        _HEAD_LINES, len(old.table)
    ):
        return None
    try:
        return edit.read(most)
    except UnicodeDecodeError:
        return None


class _Edit:
    """An edit: the first ``before`` and the last ``after`` bytes of the old text are unchanged."""

    def __init__(self, old: OldText, new: bytes, before: int, after: int, front: int, *, wrapped: bool) -> None:
        self.old, self.table, self.new = old, old.table, new
        self.before, self.after, self.front = before, after, front
        self.wrapped = wrapped
        self.by_bytes = len(new) - len(old.data)

    def read(self, most: int | None) -> Reparsed | None:
        """Return the new text, with as few blocks found anew as possible."""
        first = self._first()
        for last in self._lasts():
            end = self._end(last)
            at = self._from(first)
            upto = self.table.byte(end) + self.by_bytes if end < len(self.table) else len(self.new)
            if most is not None and upto - at > most:
                return None
            text = self.new[at:upto].decode("utf-8")
            if not unicodedata.is_normalized("NFC", text):
                return None
            pieces = self._judged(text, first, last)
            if pieces is None and first and last == len(self.table):
                first, at = 0, 0
                text = self.new.decode("utf-8")
                pieces = self._judged(text, first, last)
            if pieces is not None:
                return self._reparsed(first, last, text, pieces)
        return None

    # -- where to start and where to stop

    def _first(self) -> int:
        """Return the number of the first block that is found anew."""
        untouched = self.table.at_byte(self.before)
        reach = plain.CONTENTS + LONG_LINE
        index = self.table.at(max(0, self.table.start(untouched) - reach)) if untouched >= 0 else 0
        index = min(index, untouched - _LINES)
        while index > 0 and self.table.byte(index) > _HEAD:
            if self._rests(index):
                return index
            index -= 1
        return 0

    def _lasts(self) -> Iterator[int]:
        """Yield numbers of blocks from which the old table can be kept; the last one is the end."""
        count, step = len(self.table), 1
        low = max(len(self.old.data) - self.after, _HEAD, _HEAD - self.by_bytes) + 2
        index = self.table.at_byte(low) + 1 + KNOWN
        while index < count:
            if self._rests(index):
                if index + _LINES >= count:
                    break
                yield index
                step *= 2
                index += step
            else:
                index += 1
        yield count

    def _end(self, last: int) -> int:
        """Return the number of the block up to which the text is needed to find the blocks before ``last``."""
        if last == len(self.table):
            return last
        reach = self.table.start(last) + plain.CONTENTS + LONG_LINE
        return max(self.table.at(reach) + 1, min(len(self.table), last + _LINES))

    def _rests(self, index: int) -> bool:
        """Whether the old text is at rest before a block; see `reader.text.plain`."""
        return (
            index > KNOWN
            and all(
                self.table.kind(above) is Kind.PARAGRAPH and self._parted(above)
                for above in range(index - KNOWN, index)
            )
            and self._parted(index)
        )

    def _parted(self, index: int) -> bool:
        """Whether a block of a plain text is on another line than the block above."""
        above = self.old.data[self.table.byte(index - 1) : self.table.byte(index)].decode("utf-8")
        gap = above[self.table.end(index - 1) - self.table.start(index - 1) :]
        return gap.count("\n") > self.wrapped

    # -- finding blocks

    def _from(self, first: int) -> int:
        """Return the byte from which the text is needed to find block number ``first``."""
        return self.table.byte(first - KNOWN) if first else 0

    def _base(self, first: int) -> int:
        return self.table.start(first - KNOWN) if first else 0

    def _stop(self, first: int, last: int) -> int | None:
        """Return where in the text from `_from` on block number ``last`` begins; None at the end."""
        if last == len(self.table):
            return None
        return len(self.new[self._from(first) : self.table.byte(last) + self.by_bytes].decode("utf-8"))

    def _judged(self, text: str, first: int, last: int) -> list[Piece] | None:
        """Return the pieces of ``text``, which begins at `_from`, between two blocks; None if it is not at rest there."""
        front = 0 if first else self.front
        stop = self._stop(first, last)
        pieces: list[Piece] = [(Kind.BOILERPLATE, trimmed(text, 0, front))] if front else []
        lines = plain_lines(text, front, wrapped=self.wrapped)
        judged = self._between(text, lines, first, last, stop)
        return None if judged is None else [*pieces, *judged]

    def _between(self, text: str, lines: list[Span], first: int, last: int, stop: int | None) -> list[Piece] | None:
        above = KNOWN if first else 0
        until = len(lines)
        if first and [line.start for line in lines[: KNOWN + 1]] != [
            self.table.start(index) - self._base(first) for index in range(first - KNOWN, first + 1)
        ]:
            return None
        if stop is not None:
            until = bisect_left(lines, stop, key=lambda line: line.start)
            by = stop - self.table.start(last)
            same = [self.table.block(index).span.shifted(by) for index in range(last - KNOWN, last)]
            if (
                until == len(lines)
                or lines[until].start != stop
                or until < 2 * KNOWN
                or lines[until - KNOWN : until] != same
            ):
                return None
        if first and bisect_left(lines, self._same_in(first), key=lambda line: line.start) < KNOWN + _LINES:
            return None
        return judged_between(text, lines, above, until)

    def _same_in(self, first: int) -> int:
        """Return the code point, counted from `_from`, up to which the text is unchanged."""
        return self.old.position(self.before) - self._base(first)

    # -- the result

    def _reparsed(self, first: int, last: int, text: str, pieces: list[Piece]) -> Reparsed:
        base, stop = self._base(first), self._stop(first, last)
        table = self.table
        seen = table.ordinals(first)
        numbers = array(NUMBERS, table.numbers[: first * WIDE])
        at, byte = 0, self._from(first)
        for kind, span in pieces:
            if not len(span):
                continue
            seen[kind] += 1
            byte += len(text[at : span.start].encode())
            at = span.start
            numbers.extend((KINDS.index(kind), base + span.start, base + span.end, seen[kind], byte))
        length = base + len(text)
        if stop is not None:
            by = base + stop - table.start(last)
            length = self.old.length + by
            were = table.ordinals(last)
            more = [seen[kind] - were[kind] for kind in KINDS]
            rest = array(NUMBERS, table.numbers[last * WIDE :])
            if by or self.by_bytes or any(more):
                kinds, starts, ends, ordinals, bytes_ = (rest[number::WIDE] for number in range(WIDE))
                rest[1::WIDE] = array(NUMBERS, [start + by for start in starts])
                rest[2::WIDE] = array(NUMBERS, [end + by for end in ends])
                rest[3::WIDE] = array(NUMBERS, [n + more[kind] for n, kind in zip(ordinals, kinds, strict=True)])
                rest[4::WIDE] = array(NUMBERS, [at + self.by_bytes for at in bytes_])
            numbers += rest
        before = self.old.position(self.before)
        after = self.old.length - self.old.position(len(self.old.data) - self.after)
        return Reparsed(OldText(self.new, length, Table(numbers)), Ends(before, after, self.old.length, length))
