"""Put a file in its place, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from reader.files.private import FILE, make_private_folder

if TYPE_CHECKING:
    from _typeshed import StrPath

DRAFT = ".draft"
"""The suffix of a file that is not in its place yet."""


def write_atomically(path: StrPath, data: bytes, *, private: bool = False, durable: bool = True) -> None:
    """Put ``data`` into the plain file ``path``; OSError if the disk refuses, and then the old file is as it was.

    ``private``: only the user may read the file, and its folder is made if it is missing. Otherwise a new file has the
    usual permissions and a replaced one keeps its own. ``durable``: the bytes are on the disk before the old file is
    replaced; files that can be made again do not need that.
    """
    with open_atomically(path, private=private, durable=durable) as file:
        file.write(data)


@contextmanager
def open_atomically(path: StrPath, *, private: bool = False, durable: bool = True) -> Iterator[BinaryIO]:
    """Open a file to write that takes the place of the plain file ``path`` at the end, unless something was raised.

    See `write_atomically`.
    """
    folder = os.path.dirname(os.fspath(path))
    if private:
        make_private_folder(folder)
    # The name is random: in a folder that others can write to, nobody can put a link there or prevent the draft.
    draft = os.path.join(folder, f".scolie-{os.urandom(6).hex()}{DRAFT}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(draft, flags, FILE if private else 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            mode = FILE if private else _mode_of(path)
            if mode is not None:
                os.fchmod(descriptor, mode)
            yield file
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
