"""The way to a file of the store: from its own folder down, through folders and never through a link.

Each folder is opened relative to the descriptor of the one above it, so that no check can be overtaken. Where a system
cannot do that, each folder on the way is looked at first.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import StrPath

LARGEST = 256 * 1024 * 1024
"""Bytes above which a file of the store is not read; none that this program writes becomes as large."""

BY_FOLDER = os.open in os.supports_dir_fd
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
FILE = _NO_LINK | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
"""What every file is opened with. Without O_NONBLOCK, opening a pipe would wait for its other end."""
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_KINDS = (
    (stat.S_ISLNK, "a link, which is not followed"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
)


class NoPlainFile(FileNotFoundError):
    """There is something other than a plain file, or one that is too large. It counts as missing, but is in the way."""


class Way:
    """The folders at and below ``folder``, kept open; None: paths are followed as the system does."""

    def __init__(self, folder: StrPath | None) -> None:
        self.folder = None if folder is None else os.fspath(folder)
        self._open: dict[str, tuple[int, int, int]] = {}
        """Their descriptors, devices and numbers."""

    def let_go(self) -> None:
        """Close the folders; they are opened again when they are asked for."""
        while self._open:
            os.close(self._open.popitem()[1][0])

    def __del__(self) -> None:
        """Let go with the last reference."""
        self.let_go()

    def is_outside(self, path: str) -> bool:
        """Whether a path does not lead to the folder or below it."""
        return self.folder is None or not (path == self.folder or path.startswith(f"{self.folder}/"))

    def enter(self, path: StrPath) -> tuple[int | None, str]:
        """Return the descriptor of the folder that ``path`` is in, and its name there; None: by path."""
        path = os.fspath(path)
        if path == self.folder or self.is_outside(path):
            return None, path
        if "/.." in path and ".." in path[len(self.folder or "") :].split("/"):
            raise PermissionError(errno.EPERM, "it leads out of the folder", path)
        folder, _, name = path.rpartition("/")
        # One that is known by now is still the same if what has its name is: its number is not given out again.
        known, now = self._open.get(folder), os.lstat(folder)
        if known and known[1:] == (now.st_dev, now.st_ino):
            return known[0], name
        fd = self.open_folder(folder)
        if not BY_FOLDER:
            os.close(fd)
            return None, path
        if known:
            os.close(known[0])
        state = os.fstat(fd)
        self._open[folder] = (fd, state.st_dev, state.st_ino)
        return fd, name

    def open_folder(self, path: StrPath) -> int:
        """Open a folder anew and return its descriptor."""
        path = os.fspath(path)
        if self.is_outside(path):
            return os.open(path or os.curdir, _FOLDER)
        assert self.folder is not None
        if not BY_FOLDER:
            return self._look_at_folders(path)
        way = self.folder
        fd: int | None = None
        try:
            fd = os.open(way, _FOLDER | _NO_LINK)
            for name in path[len(way) + 1 :].split("/") if path != way else ():
                way, above = f"{way}/{name}", fd
                try:
                    fd = os.open(name, _FOLDER | _NO_LINK, dir_fd=above)
                finally:
                    os.close(above)
        except (FileNotFoundError, PermissionError):
            raise
        except OSError as error:
            raise explained(error, way, way, None) from error
        return fd

    def _look_at_folders(self, path: str) -> int:
        """Open a folder where that cannot be done from one to the next."""
        assert self.folder is not None
        way = self.folder
        for name in ("", *filter(None, path[len(way) + 1 :].split("/"))):
            way = f"{way}/{name}" if name else way
            kind = os.lstat(way).st_mode
            if not stat.S_ISDIR(kind):
                raise no_plain(way, kind_of(kind))
        return os.open(path, _FOLDER)

    def state(self, path: StrPath) -> os.stat_result:
        """Return the state of whatever has this name, a link's own."""
        # What lies right in the store's folder is looked at with every change: by its whole name, in one call.
        path = os.fspath(path)
        if self._open and path[: path.rfind("/")] == self.folder:
            return os.lstat(path)
        folder, name = self.enter(path)
        return os.stat(name, dir_fd=folder, follow_symlinks=False)


def wrong_with(state: os.stat_result) -> str | None:
    """Return what makes a file of that state none of the store's: another kind, or too large; None if nothing does."""
    if not stat.S_ISREG(state.st_mode):
        return kind_of(state.st_mode)
    return f"larger than {LARGEST} bytes" if state.st_size > LARGEST else None


def kind_of(mode: int) -> str:
    """Return what is no plain file, or no folder where one belongs, in words."""
    return next((name for is_one, name in _KINDS if is_one(mode)), "a file" if stat.S_ISREG(mode) else "a device")


def no_plain(path: StrPath, what: str) -> NoPlainFile:
    """Return the error of what is no plain file but ``what``."""
    return NoPlainFile(errno.ELOOP, f"{Path(path).name} is {what}", os.fspath(path))


def too_large(path: StrPath) -> NoPlainFile:
    """Return the error of a file that is larger than `LARGEST`."""
    return NoPlainFile(errno.EFBIG, f"{Path(path).name} has over {LARGEST} bytes", os.fspath(path))


def explained(error: OSError, path: StrPath, name: str, folder: int | None) -> OSError:
    """Return ``error``, or what it is due to if there is no plain file at ``path``."""
    if isinstance(error, FileNotFoundError | FileExistsError | PermissionError):
        return error
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except OSError:
        return error
    if stat.S_ISREG(mode) and not isinstance(error, NotADirectoryError):
        return error
    return no_plain(path, kind_of(mode)) if not stat.S_ISDIR(mode) or error.errno == errno.EISDIR else error
