"""Values that stay in memory for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Key = TypeVar("Key")
Value = TypeVar("Value")


class RecentValues(Generic[Key, Value]):
    """The ``limit`` values that were added last. Any thread may ask."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._values: dict[Key, Value] = {}

    def get(self, key: Key) -> Value | None:
        """Return the value of a key, if it is still here."""
        return self._values.get(key)

    def get_or_make(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value of a key; if it is not here, make and add it."""
        value = self._values.get(key)
        return self.add(key, make()) if value is None else value

    def add(self, key: Key, value: Value) -> Value:
        """Add a value, drop the oldest beyond the limit, and return the value."""
        self._values[key] = value
        for oldest in list(self._values)[: -self._limit]:
            self._values.pop(oldest, None)  # another thread may have dropped it
        return value

    def drop(self, key: Key) -> None:
        """Drop the value of a key, if it is here."""
        self._values.pop(key, None)

    def items(self) -> list[tuple[Key, Value]]:
        """Return the keys and values as they are now, oldest first."""
        return list(self._values.items())
