"""One program at a time changes a file of this machine: it reads what others have written, adds its own, and writes both."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from reader.files.private import FILE, make_private_folder
from reader.store.disk import Disk
from reader.store.lock import Lock

PATIENCE = 1.0
"""Seconds to wait for another program. Then the file is changed without: what it has is not worth a longer wait."""


class PrivateDisk(Disk):
    """A folder that belongs to the user alone."""

    mode = FILE
    owner = os.geteuid() if hasattr(os, "geteuid") else None


@contextmanager
def one_at_a_time(file: str) -> Iterator[None]:
    """Keep other programs from changing ``file`` meanwhile, as far as that can be done. OSError if it can have no folder."""
    make_private_folder(os.path.dirname(file))  # noqa: PTH120 - pathlib costs time at each start
    lock = Lock(f"{file}.lock", PrivateDisk())
    is_taken = False
    with suppress(OSError):  # the lock's file is not the program's own; the file itself may be
        is_taken = lock.acquire(PATIENCE)
    try:
        yield
    finally:
        if is_taken:
            lock.release()
        lock.close()
