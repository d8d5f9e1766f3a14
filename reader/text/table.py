"""A table of blocks: numbers instead of objects, since a large text has very many blocks.

Five numbers for each block: the number of its kind, its start, end and ordinal as in `reader.text.block`, and the byte
offset of its start in UTF-8.
"""

from __future__ import annotations

import itertools
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal, overload

from reader.text.block import Block, Kind
from reader.text.span import Span

KINDS = tuple(Kind)
NUMBERS: Literal["Q"] = "Q"
"""The type code of the numbers in `array.array`."""
WIDE = 5
"""Numbers for each block."""


class Table:
    """The blocks in ``numbers``."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = numbers

    @classmethod
    def of(cls, text: str, blocks: Iterable[Block]) -> Table:
        """Return the table of the blocks of a text, which must be in order."""
        numbers = array(NUMBERS)
        at = byte = 0
        for block in blocks:
            byte += len(text[at : block.span.start].encode("utf-8", "surrogatepass"))
            at = block.span.start
            numbers.extend((KINDS.index(block.kind), at, block.span.end, block.ordinal, byte))
        return cls(numbers)

    @classmethod
    def of_columns(cls, kinds: Sequence[Kind], starts: Sequence[int], ends: Sequence[int]) -> Table:
        """Return the table of blocks in order, numbered by kind. It has no byte offsets; they are all 0."""
        numbers = array(NUMBERS, bytes(len(kinds) * WIDE * array(NUMBERS).itemsize))
        counts = {kind: itertools.count(1) for kind in KINDS}
        number_of = {kind: number for number, kind in enumerate(KINDS)}
        numbers[0::WIDE] = array(NUMBERS, map(number_of.__getitem__, kinds))
        numbers[1::WIDE] = array(NUMBERS, starts)
        numbers[2::WIDE] = array(NUMBERS, ends)
        numbers[3::WIDE] = array(NUMBERS, [next(counts[kind]) for kind in kinds])
        return cls(numbers)

    def __len__(self) -> int:
        return len(self.numbers) // WIDE

    def kind(self, index: int) -> Kind:
        """Return the kind of a block."""
        return KINDS[self.numbers[index * WIDE]]

    def start(self, index: int) -> int:
        """Return the start of a block."""
        return self.numbers[index * WIDE + 1]

    def end(self, index: int) -> int:
        """Return the end of a block."""
        return self.numbers[index * WIDE + 2]

    def byte(self, index: int) -> int:
        """Return the byte offset of the start of a block."""
        return self.numbers[index * WIDE + 4]

    @property
    def starts(self) -> list[int]:
        """The starts of the blocks."""
        return list(self.numbers[1::WIDE])

    @property
    def ends(self) -> list[int]:
        """The ends of the blocks."""
        return list(self.numbers[2::WIDE])

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of the blocks."""
        return [KINDS[number] for number in self.numbers[::WIDE]]

    def block(self, index: int) -> Block:
        """Return a block."""
        kind, start, end, ordinal, _ = self.numbers[index * WIDE : (index + 1) * WIDE]
        return Block(KINDS[kind], Span(start, end), ordinal)

    def at(self, position: int) -> int:
        """Return the index of the last block that starts at or before a code point; -1 if there is none."""
        return bisect_right(range(len(self)), position, key=self.start) - 1

    def at_byte(self, byte: int) -> int:
        """Return the index of the last block that starts at or before a byte offset; -1 if there is none."""
        return bisect_right(range(len(self)), byte, key=self.byte) - 1

    def ordinals(self, first: int) -> dict[Kind, int]:
        """Return how many blocks of each kind are before block number ``first``."""
        kinds = array(NUMBERS, self.numbers[: first * WIDE : WIDE])
        return {kind: kinds.count(number) for number, kind in enumerate(KINDS)}


class Blocks(Sequence[Block]):
    """The blocks of a table, each made when it is read."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def __len__(self) -> int:
        return len(self.table)

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Block, ...]: ...

    def __getitem__(self, index: int | slice) -> Block | tuple[Block, ...]:
        if isinstance(index, slice):
            return tuple(self.table.block(number) for number in range(*index.indices(len(self))))
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self.table.block(index % len(self))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Blocks, tuple, list)) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # how Python says that there is none


def outline(blocks: Sequence[Block]) -> tuple[list[Kind], list[int], list[int]]:
    """Return the kinds, starts and ends of blocks."""
    if isinstance(blocks, Blocks):
        return blocks.table.kinds, blocks.table.starts, blocks.table.ends
    spans = [block.span for block in blocks]
    return [block.kind for block in blocks], [span.start for span in spans], [span.end for span in spans]
