"""The lock of a database; its failures are messages for a person."""

from __future__ import annotations

import errno
from pathlib import Path

from reader.store.disk import Disk
from reader.store.interface import ReadOnly, Unsaved
from reader.store.lock import Lock
from reader.translation import _

LOCK_SECONDS = 10.0
"""How long a store waits for another program's lock by default."""
_CANNOT_WRITE = (errno.EACCES, errno.EPERM, errno.EROFS)


class DatabaseLock:
    """Use it in ``with`` around every read-modify-write of the database; the same thread may enter again.

    Entering raises Unsaved if another program keeps the lock for ``patience`` seconds, ReadOnly if the folder of locks
    cannot be written, and OSError for anything else that the disk refuses.
    """

    def __init__(self, folder: Path, database: str, disk: Disk, patience: float) -> None:
        self._folder = folder
        self._database = database
        self._disk = disk
        self._patience = patience
        self._lock = Lock(f"{folder}/.locks/{database}.lock", disk)

    def __enter__(self) -> None:
        """Take the lock."""
        try:
            is_taken = self._take()
        except OSError as error:
            if error.errno not in _CANNOT_WRITE:
                raise
            message = f"{self._database}: {error}."
            raise ReadOnly(
                _("The library can only be read."), message, _("Make the folder writable."), status=1
            ) from error
        if not is_taken:
            raise Unsaved(
                _("Another program is writing."),
                _("It holds {database}.").format(database=self._database),
                _("Close the other program, then try again."),
                status=1,
            )

    def __exit__(self, *exception: object) -> None:
        """Give the lock back."""
        self._lock.release()

    def _take(self) -> bool:
        try:
            return self._lock.acquire(self._patience)
        except FileNotFoundError:
            if not self._disk.is_folder(self._folder):
                raise  # moved away while the program ran: nothing is begun in its place
            # A clone brings the logs without the folder of locks.
            self._disk.mkdir(f"{self._folder}/.locks")
            return self._lock.acquire(self._patience)

    def close(self) -> None:
        """Close the lock file. The lock must not be held."""
        self._lock.close()
