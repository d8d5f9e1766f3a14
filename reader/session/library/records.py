"""Records that a newer version of the program, or another program, has written in a way that this one cannot read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Made = TypeVar("Made")
    Record = dict[str, Any]

CANNOT = (KeyError, TypeError, ValueError, AttributeError)
"""What making something of such a record raises."""


def understood(make: Callable[[Record], Made], records: Iterable[Record]) -> Iterator[Made]:
    """Yield what ``make`` makes of each record; one it can make nothing of stays in the store, and `check` names it."""
    for record in records:
        try:
            made = make(record)
        except CANNOT:
            continue
        yield made
