"""Split bytes into lines one by one: a file of nothing but line ends must not fill the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST = 24
"""Bytes; anything shorter is not a line of a log."""


def lines_in(data: bytes) -> Iterator[bytes]:
    """Yield the lines of ``data`` without their ends, except empty ones; the last may have no line end."""
    while b"\n\n" in data:
        data = data.replace(b"\n\n", b"\n")
    start = 0
    while (end := data.find(b"\n", start)) >= 0:
        if end > start:
            yield data[start:end]
        start = end + 1
    if start < len(data):
        yield data[start:]
