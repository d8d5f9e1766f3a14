"""When reading a file takes longer than a key may wait: it is read in the background, and the result is cached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ingest.formats import format_of

if TYPE_CHECKING:
    from _typeshed import StrPath

LARGE = 300_000
"""The size in bytes from which any file takes long."""


def takes_long(path: StrPath, size: int) -> bool:
    """Whether reading a file of ``size`` bytes takes long, because of its size or its format."""
    if size > LARGE:
        return True
    row = format_of(path)
    return row is not None and row.slow
