"""Where the words and phrases of a query stand in a text, blind to case and accents."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import overload

from reader.text.finding import find_folded, holds, search_key, searchable
from reader.text.fold import Folded
from reader.text.span import Span

_OFTEN = 256
"""Hits after which it is asked whether they are still wanted."""


def search(text: str, phrases: Sequence[str]) -> list[Span]:
    """Return what `hits` returns for the text; a text without the phrases is not folded with the way back, which is dear."""
    key = search_key(text)
    if not all(holds(key, phrase) for phrase in phrases):
        return []
    return hits(searchable(text), phrases)


def hits(text: Folded, phrases: Sequence[str]) -> list[Span]:
    """Return the places of all ``phrases`` in a `searchable` text, sorted; none unless each phrase occurs."""
    spans: list[Span] = []
    for phrase in phrases:
        places = list(find_folded(text, phrase))
        if not places:
            return []
        spans += places
    return list(_apart(sorted(spans, key=lambda span: (span.start, -span.end))))


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield sorted spans without those that begin in one before."""
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


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
    """Return what `hits` does for one phrase; None as soon as it is not ``asked`` any more."""
    hits_so_far = Hits()
    for number, span in enumerate(_apart(find_folded(text, phrase))):
        if number % _OFTEN == 0 and not asked():
            return None
        hits_so_far.add(span)
    return hits_so_far
