"""Who has written where: a file that every change adds the name of its database to.

A watcher of thousands of logs need not look at each of them to hear of a change a moment later. It is a hint, and
nothing else rests on it: what other programs write is found by looking, so what cannot be written here is left out.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from reader.store.disk import Disk

LARGEST = 64 * 1024
"""Bytes after which the file is begun again."""
MOST = 16 * LARGEST
"""Bytes that are read at once; of more, it is enough to know that something has changed."""


class ChangeFeed:
    """The file at ``path``."""

    def __init__(self, path: str, disk: Disk) -> None:
        self._path = path
        self._disk = disk
        self._fd: int | None = None
        self._file = (0, 0)
        self._heard = 0

    def tell(self, names: Iterable[str]) -> None:
        """Say that these databases have changed; a line each, so that one half written is no other's name."""
        told = "".join([f"{name}\n" for name in names]).encode("utf-8", "surrogateescape")
        try:
            if self._fd is None:
                self._fd = self._disk.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            self._disk.write(self._fd, told)
        except OSError:
            return

    def pass_over(self) -> None:
        """Take what was told so far for heard: whoever asks looks at every log anyway."""
        self._file, self._heard = self._state()

    def hear(self) -> set[str] | None:
        """Return the names told since the last time; None if some may have been missed."""
        file, size = self._state()
        known, heard = file == self._file and self._heard <= size <= self._heard + MOST, self._heard
        if known and size == heard:
            return set()
        self._file, self._heard = file, size
        try:
            told = self._read(heard, size) if known else b""
        except OSError:
            return None
        if size > LARGEST:
            self._begin_again()
        return set(told.decode("utf-8", "surrogateescape").split("\n")) - {""} if known else None

    def _state(self) -> tuple[tuple[int, int], int]:
        try:
            state = self._disk.state(self._path)
        except OSError:
            return (0, 0), 0
        return (state.st_dev, state.st_ino), state.st_size

    def _read(self, start: int, end: int) -> bytes:
        fd = self._disk.open(self._path, os.O_RDONLY)
        try:
            return self._disk.read(fd, end - start, start)
        finally:
            self._disk.close(fd)

    def _begin_again(self) -> None:
        # Whoever has not heard all of it by now is told so by its size, and looks at every log.
        try:
            fd = self._disk.open(self._path, os.O_WRONLY)
            try:
                self._disk.truncate(fd, 0)
                self._heard = 0
            finally:
                self._disk.close(fd)
        except OSError:
            return

    def close(self) -> None:
        """Let go of the file."""
        if self._fd is not None:
            self._disk.close(self._fd)
            self._fd = None

    def __del__(self) -> None:
        """Close the file with the last reference: a descriptor is a mere number, which nobody else closes."""
        self.close()
