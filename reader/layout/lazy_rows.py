"""Rows of a list that are made when they are read: a screen shows few of thousands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from reader.layout.table import ListRow


class MadeRows(Sequence[ListRow]):
    """A sequence of rows that makes each row when it is looked at."""

    def __init__(self, count: int, make: Callable[[int], ListRow]) -> None:
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> ListRow: ...
    @overload
    def __getitem__(self, index: slice) -> list[ListRow]: ...
    def __getitem__(self, index: int | slice) -> ListRow | list[ListRow]:
        numbers = range(self._count)[index]
        return [self._make(number) for number in numbers] if isinstance(numbers, range) else self._make(numbers)

    def __iter__(self) -> Iterator[ListRow]:
        return map(self._make, range(self._count))
