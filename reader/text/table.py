"""A table of blocks: numbers instead of objects, so that a large text's blocks are looked at without making them all.

Five numbers a block: the number of its kind, its start and end and its ordinal as in `reader.text.block`, and the byte of
the text in UTF-8 at which it starts.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal

from reader.text.block import Block, Kind
from reader.text.span import Span

KINDS = tuple(Kind)
NUMBERS: Literal["Q"] = "Q"
"""How a number is kept, as `array.array` names it."""
WIDE = 5
"""Numbers a block."""


class Table:
    """The blocks that ``numbers`` tell."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = numbers

    @classmethod
    def of(cls, text: str, blocks: Iterable[Block]) -> Table:
        """Return the table of a text's blocks, which are in order."""
        numbers = array(NUMBERS)
        at = byte = 0
        for block in blocks:
            byte += len(text[at : block.span.start].encode("utf-8", "surrogatepass"))
            at = block.span.start
            numbers.extend((KINDS.index(block.kind), at, block.span.end, block.ordinal, byte))
        return cls(numbers)

    def __len__(self) -> int:
        return len(self.numbers) // WIDE

    def kind(self, index: int) -> Kind:
        """Return the kind of a block."""
        return KINDS[self.numbers[index * WIDE]]

    def start(self, index: int) -> int:
        """Return the code point at which a block starts."""
        return self.numbers[index * WIDE + 1]

    def end(self, index: int) -> int:
        """Return the code point at which a block ends."""
        return self.numbers[index * WIDE + 2]

    def byte(self, index: int) -> int:
        """Return the byte at which a block starts."""
        return self.numbers[index * WIDE + 4]

    def block(self, index: int) -> Block:
        """Return a block."""
        kind, start, end, ordinal, _ = self.numbers[index * WIDE : (index + 1) * WIDE]
        return Block(KINDS[kind], Span(start, end), ordinal)

    def blocks(self) -> tuple[Block, ...]:
        """Return all blocks."""
        fields = [iter(self.numbers)] * WIDE
        return tuple(
            Block(KINDS[kind], Span(start, end), ordinal) for kind, start, end, ordinal, _ in zip(*fields, strict=True)
        )

    def at(self, position: int) -> int:
        """Return the index of the last block that starts at a code point or before it; -1 if none does."""
        return bisect_right(range(len(self)), position, key=self.start) - 1

    def at_byte(self, byte: int) -> int:
        """Return the index of the last block that starts at a byte or before it; -1 if none does."""
        return bisect_right(range(len(self)), byte, key=self.byte) - 1

    def ordinals(self, first: int) -> dict[Kind, int]:
        """Return how many blocks of each kind come before block number ``first``."""
        kinds = array(NUMBERS, self.numbers[: first * WIDE : WIDE])
        return {kind: kinds.count(number) for number, kind in enumerate(KINDS)}
