"""The file of a log: stretches of it are read, lines are appended durably, and another file in its place is noticed."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from reader.store.disk import Disk
from reader.store.plain_file import LARGEST, too_large


class LogFile:
    """The file at ``path``. It is open only while it is written or asked for: a library has too many logs for more.

    ``modified`` is the time of its last known state. ``suspect``: the disk failed while the file was written, so what
    is written next has to go to a fresh file.
    """

    def __init__(self, path: str, disk: Disk) -> None:
        self.path = path
        self.modified = 0
        self.suspect = False
        self._disk = disk
        self._fd: int | None = None
        self._identity: tuple[int, int] | None = None

    @property
    def was_seen(self) -> bool:
        """Whether the file has been opened since `forget`."""
        return self._identity is not None

    @property
    def size(self) -> int:
        """The bytes of the file; 0 if there is no file."""
        try:
            return self._disk.state(self.path).st_size
        except (FileNotFoundError, NotADirectoryError):
            return 0

    def state(self) -> os.stat_result:
        """Return the state of the file; NoPlainFile if it is not a plain file or too large to be read."""
        state = self._disk.state(self.path)
        if state.st_size > LARGEST:
            raise too_large(self.path)
        return state

    def is_another(self, state: os.stat_result) -> bool:
        """Whether ``state`` is that of another file than the one that was opened."""
        return self.was_seen and (state.st_dev, state.st_ino) != self._identity

    def has_folder(self) -> bool:
        """Whether the folder of the file is there."""
        return self._disk.is_folder(Path(self.path).parent)

    def forget(self) -> None:
        """Close the file and take the next one of its name for a file never seen."""
        self.close()
        self._identity, self.modified = None, 0

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        if self._fd is not None:
            self._disk.close(self._fd)
            self._fd = None

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes from ``start`` to ``end``, fewer if the file ends before; OSError if it cannot be read."""
        if start == end:
            return b""
        if end - start > LARGEST:
            raise too_large(self.path)
        was_open = self._fd is not None
        fd = self._open(os.O_RDONLY)
        try:
            data = b""
            while more := self._disk.read(fd, end - start - len(data), start + len(data)):
                data += more
            return data
        finally:
            if not was_open:
                self.close()

    def _open(self, flags: int) -> int:
        if self._fd is None:
            self._fd = self._disk.open(self.path, flags | os.O_APPEND)
            state = os.fstat(self._fd)
            self._identity = (state.st_dev, state.st_ino)
        return self._fd

    def open_to_write(self, *, is_new: bool) -> int:
        """Open the file, which is made if it is missing, and return its size.

        ``is_new``: nothing in it counts so far. Its name may not be durable then, no matter which program made it.
        """
        fd = self._open(os.O_RDWR | os.O_CREAT)
        if is_new:
            self._disk.sync_folder(Path(self.path).parent)
        return os.fstat(fd).st_size

    def cut(self, size: int) -> None:
        """Cut the open file to ``size`` bytes."""
        self._disk.truncate(self._open(os.O_RDWR), size)

    def write(self, data: bytes) -> None:
        """Write ``data`` at the end of the open file; only `append` makes it durable."""
        self._disk.write_all(self._open(os.O_RDWR), data)

    def append(self, data: bytes, size: int) -> None:
        """Write ``data`` durably at the end of the open file.

        If the disk refuses, the file is cut back to ``size`` bytes and OSError is raised.
        """
        try:
            self.write(data)
        except OSError:
            self._cut_back(size)
            raise
        try:
            self._disk.fsync(self._open(os.O_RDWR))
        except OSError:
            # A failed fsync is final: the kernel may have dropped the pages, so the line must not stay,
            # and no later fsync of this file proves anything.
            self.suspect = True
            self._cut_back(size)
            raise
        state = self._disk.state(self.path)
        if self.is_another(state):
            raise OSError(errno.ESTALE, "it was replaced while it was written")  # nobody would read the line
        self.modified = state.st_mtime_ns

    def _cut_back(self, size: int) -> None:
        try:
            fd = self._open(os.O_RDWR)
            self._disk.truncate(fd, size)
            self._disk.fsync(fd)
        except OSError:
            # The next append sets the tail aside; until then it cannot count for this process.
            self.suspect = True
            self.close()

    def replace(self, data: bytes) -> None:
        """Put a fresh file with ``data`` in the place of this one, atomically and durably."""
        self._disk.write_file(self.path, data)
        self.close()
        state = self._disk.state(self.path)
        self._identity, self.modified, self.suspect = (state.st_dev, state.st_ino), state.st_mtime_ns, False
