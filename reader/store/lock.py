"""The lock of a database: a file between processes, a lock in memory between threads.

filelock opens and closes its file each time, which costs a fifth of a change. Where flock is available, the file stays
open; the lock is the same as filelock's. Every wait has an end.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from reader.store.disk import Disk

if TYPE_CHECKING:
    from filelock import FileLock

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # there is no such module

POLL_SECONDS = 0.002
_PAUSE = threading.Event()
"""Never set: waiting for it is sleeping."""


class Lock:
    """The lock file at ``path``; the same thread may take it again."""

    def __init__(self, path: str, disk: Disk | None = None) -> None:
        self.path = path
        self._disk = disk or Disk()
        self._inside = threading.RLock()
        self._depth = 0
        self._fd: int | None = None
        self._file = (0, 0)
        self._other: FileLock | None = None

    def acquire(self, patience: float) -> bool:
        """Take the lock; False if it was not free for ``patience`` seconds. OSError if the file cannot be opened."""
        if not self._inside.acquire(timeout=patience):
            return False
        try:
            taken = self._depth > 0 or self._take(patience)
        except OSError:
            self._inside.release()
            raise
        if not taken:
            self._inside.release()
            return False
        self._depth += 1
        return True

    def release(self) -> None:
        """Give the lock back."""
        self._depth -= 1
        if not self._depth:
            if fcntl and self._fd is not None:
                fcntl.flock(self._fd, fcntl.LOCK_UN)
            elif self._other is not None:
                self._other.release()
        self._inside.release()

    def _take(self, patience: float) -> bool:
        if not fcntl:
            return self._take_elsewhere(patience)
        tries = max(1, round(patience / POLL_SECONDS))
        while tries:
            if self._fd is None:
                self._fd = self._disk.open(self.path, os.O_RDWR | os.O_CREAT)
                here = os.fstat(self._fd)
                self._file = (here.st_dev, here.st_ino)
            try:
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                tries -= 1
                _PAUSE.wait(POLL_SECONDS if tries else 0)
                continue
            if self._is_current():
                return True
            # The file was removed or replaced, so another process may lock the new one.
            self.close()
        return False

    def _is_current(self) -> bool:
        try:
            return self._disk.identity(self.path) == self._file
        except FileNotFoundError:
            return False

    def _take_elsewhere(self, patience: float) -> bool:
        from filelock import FileLock, Timeout

        if self._disk.exists(self.path):
            self._disk.state(self.path)  # filelock would open anything
        if self._other is None:
            self._other = FileLock(self.path)
        try:
            self._other.acquire(timeout=patience, poll_interval=POLL_SECONDS)
        except Timeout:
            return False
        return True

    def close(self) -> None:
        """Close the file, which also gives the lock back."""
        if self._fd is not None:
            self._disk.close(self._fd)
            self._fd = None
