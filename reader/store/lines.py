"""Bytes in lines, one after the other: a file of nothing but line ends must not fill the memory with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST = 24
"""Bytes; whatever has fewer is no line of a log."""


def lines_in(data: bytes) -> Iterator[bytes]:
    """Yield the lines of ``data`` without their ends, empty ones left out; what follows the last line end is one, too."""
    while b"\n\n" in data:
        data = data.replace(b"\n\n", b"\n")
    start = 0
    while (end := data.find(b"\n", start)) >= 0:
        if end > start:
            yield data[start:end]
        start = end + 1
    if start < len(data):
        yield data[start:]
