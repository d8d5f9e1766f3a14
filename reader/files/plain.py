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


def open_plain(path: StrPath, *, follow: bool = False, own: bool = False) -> int:
    """Return a descriptor of the regular file at ``path``, open for reading; OSError if it is not one.

    ``follow``: a link is followed. ``own``: the file must belong to the user who runs the program.
    """
    link = 0 if follow else os.O_NOFOLLOW
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC | link)
    state = os.fstat(descriptor)
    reason = None
    if not stat.S_ISREG(state.st_mode):
        reason = OSError(errno.EINVAL, "It is not a regular file", os.fspath(path))
    elif own and state.st_uid != os.geteuid():
        reason = PermissionError(errno.EPERM, "It belongs to another user", os.fspath(path))
    if reason:
        os.close(descriptor)
        raise reason
    return descriptor


def read_plain(path: StrPath, largest: int, *, follow: bool = False, own: bool = False) -> bytes:
    """Return the bytes of the regular file at ``path``; OSError if it is not one or has over ``largest`` bytes."""
    with os.fdopen(open_plain(path, follow=follow, own=own), "rb") as file:
        data = file.read(largest + 1)  # the size in its state may be out of date, or 0 for a file of /proc
    if len(data) > largest:
        raise OSError(errno.EFBIG, "The file is too large", os.fspath(path))
    return data
