"""A file to which each running Scolie adds the names of the databases that it has changed.

So another one that watches thousands of logs learns of a change at once, without looking at each. The file is only a hint:
changes by other programs are found by looking, so a failure to write or read it costs nothing but time.
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
    """The file at ``path``, and how far this process has read it."""

    def __init__(self, path: str, disk: Disk) -> None:
        self._path = path
        self._disk = disk
        self._fd: int | None = None
        self._identity = (0, 0)
        self._offset = 0

    def publish(self, names: Iterable[str]) -> None:
        """Say that these databases have changed; each on its own line, so that half a name is not another's."""
        data = "".join([f"{name}\n" for name in names]).encode("utf-8", "surrogateescape")
        try:
            if self._fd is None:
                self._fd = self._disk.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            self._disk.write(self._fd, data)
        except OSError:
            return

    def skip(self) -> None:
        """Count all that was published so far as read."""
        self._identity, self._offset = self._state()

    def poll(self) -> set[str] | None:
        """Return the names published since the last time; None if some may have been missed."""
        identity, size = self._state()
        offset = self._offset
        is_continued = identity == self._identity and offset <= size <= offset + MOST
        if is_continued and size == offset:
            return set()
        self._identity, self._offset = identity, size
        try:
            data = self._read(offset, size) if is_continued else b""
        except OSError:
            return None
        if size > LARGEST:
            self._begin_again()
        return set(data.decode("utf-8", "surrogateescape").split("\n")) - {""} if is_continued else None

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
        # A program that has not read all of it by now notices by the size, and looks at every log.
        try:
            fd = self._disk.open(self._path, os.O_WRONLY)
            try:
                self._disk.truncate(fd, 0)
                self._offset = 0
            finally:
                self._disk.close(fd)
        except OSError:
            return

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        if self._fd is not None:
            self._disk.close(self._fd)
            self._fd = None

    def __del__(self) -> None:
        """Close the file with the last reference: it is a bare descriptor, which nothing else closes."""
        self.close()
