"""Read plain files only: no link, pipe or device, and no more bytes than expected.

Opening a pipe waits for its other end, reading a device may never end, and a link may lead to any file. So a file that
the user did not name is opened here.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import StrPath


class NotPlain(OSError):
    """It is a folder, a pipe or a device."""


class TooLarge(OSError):
    """The file has more bytes than expected."""


def open_plain(path: StrPath, *, follow: bool = False, own: bool = False) -> int:
    """Return a descriptor of the regular file at ``path``, open for reading; NotPlain if it is not one, or another OSError.

    ``follow``: a link is followed. ``own``: the file must belong to the user who runs the program.
    """
    link = 0 if follow else os.O_NOFOLLOW
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC | link)
    state = os.fstat(descriptor)
    reason: OSError | None = None
    if not stat.S_ISREG(state.st_mode):
        reason = NotPlain(errno.EINVAL, "It is not a regular file", os.fspath(path))
    elif own and state.st_uid != os.geteuid():
        reason = PermissionError(errno.EPERM, "It belongs to another user", os.fspath(path))
    if reason:
        os.close(descriptor)
        raise reason
    return descriptor


def read_plain(path: StrPath, largest: int, *, follow: bool = False, own: bool = False) -> bytes:
    """Return the bytes of the regular file at ``path``; TooLarge if there are over ``largest``, or OSError as above."""
    with os.fdopen(open_plain(path, follow=follow, own=own), "rb") as file:
        size = os.fstat(file.fileno()).st_size
        data = file.read(size + 1) if size <= largest else b""
        if len(data) > size:  # its state is out of date, or a file of the system that says 0
            data += file.read(largest + 1 - len(data))
    if max(size, len(data)) > largest:
        raise TooLarge(errno.EFBIG, "The file is too large", os.fspath(path))
    return data
