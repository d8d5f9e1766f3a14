"""Records that this version cannot read: a newer version, or another program, has written them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from reader.text.canonical import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Made = TypeVar("Made")
    Record = dict[str, Any]


def digest_of_ids(ids: Iterable[str]) -> str:
    """Return a digest of the ids of records that never change themselves; empty if there are none."""
    names = " ".join(sorted(ids))
    return digest(names.encode())[:16] if names else ""


INVALID = (KeyError, TypeError, ValueError, AttributeError)
"""What reading such a record raises."""


def valid(make: Callable[[Record], Made], records: Iterable[Record]) -> Iterator[Made]:
    """Yield what ``make`` makes of each record. A record that it cannot read stays in the store; `check` names it."""
    for record in records:
        try:
            made = make(record)
        except INVALID:
            continue
        yield made
