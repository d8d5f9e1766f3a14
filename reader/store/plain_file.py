"""Checks that a file of the store is a plain file and not too large. The error says what else it is."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from reader.translation import N_, _

if TYPE_CHECKING:
    from _typeshed import StrPath

LARGEST = 256 * 1024 * 1024
"""Bytes above which a file of the store is not read; none that this program writes becomes as large."""

FOLLOW_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
OPEN_FLAGS = FOLLOW_NO_LINK | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
"""What every file is opened with. Without O_NONBLOCK, opening a pipe would wait for its other end."""
_KINDS = (
    (stat.S_ISLNK, N_("a link, which is not followed")),
    (stat.S_ISDIR, N_("a folder")),
    (stat.S_ISFIFO, N_("a pipe")),
    (stat.S_ISSOCK, N_("a socket")),
)


class NoPlainFile(FileNotFoundError):
    """There is something other than a plain file, or one that is too large. It counts as missing, but is in the way."""


class TooLarge(NoPlainFile):
    """A file is, or would become, larger than `LARGEST`."""


def unusable_kind(state: os.stat_result) -> str | None:
    """Return what a file of that state is instead of one of the store's, in words; None if it may be one."""
    if not stat.S_ISREG(state.st_mode):
        return kind_of(state.st_mode)
    return _("a file larger than {limit}").format(limit=f"{LARGEST >> 20} MiB") if state.st_size > LARGEST else None


def kind_of(mode: int) -> str:
    """Return in words what a file of that mode is."""
    other = N_("a file") if stat.S_ISREG(mode) else N_("a device")
    return _(next((name for is_kind, name in _KINDS if is_kind(mode)), other))


def no_plain_file(path: StrPath, kind: str) -> NoPlainFile:
    """Return the error of something at ``path`` that is ``kind``."""
    return NoPlainFile(errno.ELOOP, _("{file} is {kind}").format(file=Path(path).name, kind=kind), os.fspath(path))


def too_large(path: StrPath) -> TooLarge:
    """Return the error of a file that is larger than `LARGEST`, or would become so."""
    return TooLarge(
        errno.EFBIG,
        _("{file} may have {limit} at most").format(file=Path(path).name, limit=f"{LARGEST >> 20} MiB"),
        os.fspath(path),
    )


def explained(error: OSError, path: StrPath, name: str, folder: int | None) -> OSError:
    """Return ``error``, or its cause if there is no plain file at ``path``, which is ``name`` in the open ``folder``."""
    if isinstance(error, FileNotFoundError | FileExistsError | PermissionError):
        return error
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except OSError:
        return error
    if stat.S_ISREG(mode) and not isinstance(error, NotADirectoryError):
        return error
    return no_plain_file(path, kind_of(mode)) if not stat.S_ISDIR(mode) or error.errno == errno.EISDIR else error
