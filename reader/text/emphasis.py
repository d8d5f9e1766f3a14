"""Emphasis: stretches of a text that its author set apart, as a table of numbers, since a large text has very many."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING, Literal, overload

from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


class Marks(IntFlag):
    """How words are set apart; several marks may lie on the same words."""

    NONE = 0
    STRONG = 1
    EMPHASIS = 2
    CODE = 4
    LINK = 8
    STRUCK = 16
    HIGHLIGHTED = 32


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A stretch of the canonical text and its marks."""

    span: Span
    marks: Marks


NUMBERS: Literal["Q"] = "Q"
"""The type code of the numbers in `array.array`."""
WIDE = 3
"""Numbers for each stretch: start, end, marks."""


class Emphases(Sequence[Emphasis]):
    """Stretches in order and disjoint, in ``numbers``; each is made when it is read."""

    def __init__(self, numbers: Sequence[int] = ()) -> None:
        self.numbers = numbers

    @classmethod
    def of(cls, stretches: Iterable[Emphasis]) -> Emphases:
        """Return stretches, which must be in order and disjoint; neighbours with the same marks are joined."""
        numbers = array(NUMBERS)
        for each in stretches:
            if not len(each.span) or not each.marks:
                continue
            if numbers and numbers[-2] == each.span.start and numbers[-1] == each.marks:
                numbers[-2] = each.span.end
            else:
                numbers.extend((each.span.start, each.span.end, each.marks))
        return cls(numbers)

    def __len__(self) -> int:
        return len(self.numbers) // WIDE

    @overload
    def __getitem__(self, index: int) -> Emphasis: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Emphasis, ...]: ...

    def __getitem__(self, index: int | slice) -> Emphasis | tuple[Emphasis, ...]:
        if isinstance(index, slice):
            return tuple(self[number] for number in range(*index.indices(len(self))))
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        at = index % len(self) * WIDE
        return Emphasis(Span(self.numbers[at], self.numbers[at + 1]), Marks(self.numbers[at + 2]))

    def within(self, span: Span) -> list[Emphasis]:
        """Return the stretches that overlap ``span``."""
        every = range(len(self))
        first = bisect_right(every, span.start, key=lambda index: self.numbers[index * WIDE + 1])
        found = []
        for index in range(first, len(self)):
            if self.numbers[index * WIDE] >= span.end:
                break
            found.append(self[index])
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Emphases) and list(self.numbers) == list(other.numbers)

    __hash__ = None  # type: ignore[assignment]  # how Python says that there is none
