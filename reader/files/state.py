"""The state of a file or folder, to notice when it changes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from _typeshed import StrPath


class FileState(NamedTuple):
    """The size in bytes and the time of the last change, in nanoseconds.

    A tuple is fast to compare in a list of ten thousand articles, and JSON writes it as it is.
    """

    size: int
    mtime_ns: int

    @classmethod
    def of(cls, path: StrPath) -> FileState | None:
        """Return the state of what is at ``path``, following links; None if it is missing or cannot be seen."""
        try:
            return cls.from_stat(os.stat(path))
        except (OSError, ValueError):  # ValueError: a path with a NUL in it
            return None

    @classmethod
    def from_stat(cls, state: os.stat_result) -> FileState:
        """Return the state from the result of ``os.stat``."""
        return cls(state.st_size, state.st_mtime_ns)

    @classmethod
    def from_json(cls, value: object) -> FileState | None:
        """Return the state from JSON, None from null; ValueError if it is not one."""
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != 2 or not all(type(number) is int for number in value):
            raise ValueError("not the state of a file")
        return cls(*value)
