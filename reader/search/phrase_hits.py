"""Where the phrase of a search in the open article stands in its text, blind to case and accents."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import overload

from reader.text.finding import find_folded
from reader.text.fold import Folded
from reader.text.span import Span

_OFTEN = 256
"""Hits after which it is asked whether they are still wanted."""


class Hits(Sequence[Span]):
    """Places, sorted and apart, that take little room: a letter stands in a large text some hundred thousand times."""

    def __init__(self) -> None:
        self._starts, self._ends = array("L"), array("L")

    def add(self, span: Span) -> None:
        """Add a place behind all others."""
        self._starts.append(span.start)
        self._ends.append(span.end)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Span, ...]: ...
    def __getitem__(self, index: int | slice) -> Span | tuple[Span, ...]:
        if isinstance(index, slice):
            return tuple(self[number] for number in range(*index.indices(len(self))))
        return Span(self._starts[index], self._ends[index])


def hits_while(text: Folded, phrase: str, asked: Callable[[], bool]) -> Hits | None:
    """Return the places of a phrase in a `searchable` text; None as soon as it is not ``asked`` any more."""
    hits_so_far = Hits()
    for number, span in enumerate(find_folded(text, phrase)):
        if number % _OFTEN == 0 and not asked():
            return None
        hits_so_far.add(span)
    return hits_so_far
