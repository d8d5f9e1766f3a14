"""The folders of a store, held open by descriptor: no link is followed on the way to a file.

Each folder is opened relative to the descriptor of the one above it, so that no check can be overtaken. Where a system
cannot do that, each folder on the way is looked at first.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from reader.store.plain_file import FOLLOW_NO_LINK, explained, kind_of, no_plain_file

if TYPE_CHECKING:
    from _typeshed import StrPath

BY_DESCRIPTOR = os.open in os.supports_dir_fd
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)


class FolderDescriptors:
    """The folders at and below ``folder``. With None, and outside of it, paths are followed as the system does."""

    def __init__(self, folder: StrPath | None) -> None:
        self.folder = None if folder is None else os.fspath(folder)
        self._open: dict[str, tuple[int, int, int]] = {}
        """Descriptor, device and inode by path."""

    def close(self) -> None:
        """Close the folders; they are opened again when needed."""
        while self._open:
            os.close(self._open.popitem()[1][0])

    def __del__(self) -> None:
        """Close the folders with the last reference."""
        self.close()

    def is_outside(self, path: str) -> bool:
        """Whether a path does not lead to the folder or below it."""
        return self.folder is None or not (path == self.folder or path.startswith(f"{self.folder}/"))

    def parent_of(self, path: StrPath) -> tuple[int | None, str]:
        """Return the descriptor of the folder that ``path`` is in, and its name there; (None, path) outside."""
        path = os.fspath(path)
        if path == self.folder or self.is_outside(path):
            return None, path
        if "/.." in path and ".." in path[len(self.folder or "") :].split("/"):
            raise PermissionError(errno.EPERM, "it leads out of the folder", path)
        folder, _, name = path.rpartition("/")
        # An open folder keeps its inode number from being given out again, so equal numbers mean the same folder.
        opened, now = self._open.get(folder), os.lstat(folder)
        if opened and opened[1:] == (now.st_dev, now.st_ino):
            return opened[0], name
        descriptor = self.open_folder(folder)
        if not BY_DESCRIPTOR:
            os.close(descriptor)
            return None, path
        if opened:
            os.close(opened[0])
        state = os.fstat(descriptor)
        self._open[folder] = (descriptor, state.st_dev, state.st_ino)
        return descriptor, name

    def open_folder(self, path: StrPath) -> int:
        """Open a folder anew and return its descriptor."""
        path = os.fspath(path)
        if self.is_outside(path):
            return os.open(path or os.curdir, _OPEN_FLAGS)
        assert self.folder is not None
        if not BY_DESCRIPTOR:
            return self._open_checked(path)
        current = self.folder
        try:
            descriptor = os.open(current, _OPEN_FLAGS | FOLLOW_NO_LINK)
            for name in path[len(current) + 1 :].split("/") if path != current else ():
                current, above = f"{current}/{name}", descriptor
                try:
                    descriptor = os.open(name, _OPEN_FLAGS | FOLLOW_NO_LINK, dir_fd=above)
                finally:
                    os.close(above)
        except (FileNotFoundError, PermissionError):
            raise
        except OSError as error:
            raise explained(error, current, current, None) from error
        return descriptor

    def _open_checked(self, path: str) -> int:
        """Open a folder after a look at each one on the way, where none can be opened from the one above it."""
        assert self.folder is not None
        current = self.folder
        for name in ("", *filter(None, path[len(current) + 1 :].split("/"))):
            current = f"{current}/{name}" if name else current
            mode = os.lstat(current).st_mode
            if not stat.S_ISDIR(mode):
                raise no_plain_file(current, kind_of(mode))
        return os.open(path, _OPEN_FLAGS)

    def state(self, path: StrPath) -> os.stat_result:
        """Return the state of whatever has this name, a link's own."""
        path = os.fspath(path)
        # What is right in the store's folder is looked at with every change: by its whole path, in one call.
        if self._open and path[: path.rfind("/")] == self.folder:
            return os.lstat(path)
        descriptor, name = self.parent_of(path)
        return os.stat(name, dir_fd=descriptor, follow_symlinks=False)
