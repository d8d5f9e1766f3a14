"""What has been read of a log. It shows whether the file grew or another file took its place."""

from __future__ import annotations

import zlib

from reader.store.log_line import is_sealed

MARK = 64
"""Bytes before the offset that are compared when a log is read on; the checksum of its last line is among them."""
REMEMBERED = 4
"""Checksums that are remembered: those of the last few checkpoints, so that no log is read a second time for them."""


class LogPrefix:
    """The first ``size`` bytes of a log, which have been read, without the bytes themselves.

    ``mark`` are the last of these bytes. ``first_line`` is the checksum of the first line; None if that line is
    damaged or missing.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Count nothing as read."""
        self.size = 0
        self.mark = b""
        self.first_line: int | None = None
        self._checksum = 0
        self._remembered: dict[int, int] = {}
        """Checksums by the number of bytes that they cover."""

    def advance(self, data: bytes) -> None:
        """Count ``data``, which follows what was read so far, as read."""
        if not self.size:
            first = data[: data.find(b"\n")]
            self.first_line = zlib.crc32(first) if is_sealed(first) else None
        self.size += len(data)
        self.mark = (self.mark + data[-MARK:])[-MARK:]
        self._checksum = zlib.crc32(data, self._checksum)

    def checksum_with(self, tail: bytes) -> int:
        """Return the checksum of all that was read and of ``tail`` behind it."""
        return zlib.crc32(tail, self._checksum)

    def checksum_of(self, size: int) -> int | None:
        """Return the checksum of the first ``size`` bytes; None if it is not remembered."""
        return self._checksum if size == self.size else self._remembered.get(size)

    def remember(self, size: int, checksum: int) -> None:
        """Remember the checksum of the first ``size`` bytes; the oldest ones are forgotten."""
        self._remembered[size] = checksum
        while len(self._remembered) > REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
