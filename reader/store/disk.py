"""The seam between the store and the file system, so that a test can make every call fail in turn."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import StrPath


class Disk:
    """The calls the store makes, one to one with the system's; all raise OSError."""

    def open(self, path: StrPath, flags: int) -> int:
        """Open a file and return its descriptor."""
        return os.open(path, flags | getattr(os, "O_CLOEXEC", 0), 0o644)

    def write(self, fd: int, data: bytes) -> int:
        """Write at the end or at the position, and return how many bytes went."""
        return os.write(fd, data)

    def read(self, fd: int, size: int, offset: int) -> bytes:
        """Return up to ``size`` bytes from ``offset``."""
        return os.pread(fd, size, offset)

    def fsync(self, fd: int) -> None:
        """Return once the file's bytes are on the disk."""
        os.fsync(fd)

    def truncate(self, fd: int, size: int) -> None:
        """Cut the file to ``size`` bytes."""
        os.ftruncate(fd, size)

    def close(self, fd: int) -> None:
        """Let go of a descriptor."""
        os.close(fd)

    def replace(self, source: StrPath, target: StrPath) -> None:
        """Rename ``source`` over ``target``, atomically."""
        os.replace(source, target)

    def unlink(self, path: StrPath) -> None:
        """Remove a file's name."""
        os.unlink(path)

    def mkdir(self, path: StrPath) -> None:
        """Make a folder, durably; nothing above it, so that no library is begun where one was moved away."""
        if not os.path.isdir(path):
            try:
                os.mkdir(path)
            except FileExistsError:
                if not os.path.isdir(path):
                    raise
            self.sync_folder(os.path.dirname(path))

    def sync_folder(self, path: StrPath) -> None:
        """Return once the folder's entries are on the disk."""
        fd = self.open(path or os.curdir, os.O_RDONLY)
        try:
            self.fsync(fd)
        finally:
            self.close(fd)

    def allow(self, files: int) -> None:
        """Let this process have ``files`` more files open, as far as the system grants it."""
        try:
            import resource
        except ImportError:
            return
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = files + 256
        if soft != resource.RLIM_INFINITY and soft < wanted:
            # Refused: then opening fails in its turn, and the change is refused as a whole.
            try:
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            except (ValueError, OSError):
                return

    def write_all(self, fd: int, data: bytes) -> None:
        """Write every byte, in as many calls as it takes."""
        while data:
            data = data[self.write(fd, data) :]

    def write_file(self, path: StrPath, data: bytes) -> None:
        """Put a whole file in its place, atomically and durably."""
        folder, name = os.path.split(path)
        draft = os.path.join(folder, f".{name}.{os.getpid()}.draft")
        fd = self.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        try:
            self.write_all(fd, data)
            self.fsync(fd)
        except OSError:
            self._drop(draft)
            raise
        finally:
            self.close(fd)
        self.replace(draft, path)
        self.sync_folder(folder)

    def _drop(self, draft: str) -> None:
        try:
            self.unlink(draft)
        except OSError:
            return  # the next draft of the file takes its place


def bytes_of(path: StrPath) -> bytes:
    """Return what is in a file; OSError if it cannot be read."""
    with open(path, "rb") as file:
        return file.read()


def names_in(folder: StrPath) -> list[str]:
    """Return the names of what is in a folder; none if it cannot be read."""
    try:
        return os.listdir(folder)
    except OSError:
        return []
