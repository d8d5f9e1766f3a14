"""Put a file in its place, whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.files.private import FILE, make_private_folder

if TYPE_CHECKING:
    from _typeshed import StrPath

DRAFT = ".draft"
"""How the name of a file ends that is not in its place yet."""


def write_atomically(path: StrPath, data: bytes, *, private: bool = False, durable: bool = True) -> None:
    """Put ``data`` into the plain file ``path``; OSError if the disk refuses, and then the old file is as it was.

    ``private``: for the user alone, and the folder is made if it is missing. Else a new file has the usual rights and
    a file that is replaced keeps its own. ``durable``: the bytes are on the disk before the old file goes; what can be
    made again does without.
    """
    folder = os.path.dirname(os.fspath(path))
    if private:
        make_private_folder(folder)
    # A random name: in a folder that others write to, nobody can put a link in its place or keep it from being made.
    draft = os.path.join(folder, f".scolie-{os.urandom(6).hex()}{DRAFT}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(draft, flags, FILE if private else 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            mode = FILE if private else _mode_of(path)
            if mode is not None:
                os.fchmod(descriptor, mode)
            file.write(data)
            if durable:
                file.flush()
                os.fsync(descriptor)
        os.replace(draft, path)
    except BaseException:
        if os.path.lexists(draft):
            os.unlink(draft)
        raise


def _mode_of(path: StrPath) -> int | None:
    try:
        return os.stat(path).st_mode & 0o777
    except OSError:
        return None
