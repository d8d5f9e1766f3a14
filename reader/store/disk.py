"""All file access of the store. Tests make each call fail here, and nothing outside the folder is reached.

A library may come from anybody, as an archive or a clone. So below the store's folder no link is followed, only plain
files are opened, and no file larger than `reader.store.plain_file.LARGEST` is read.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from reader.store.folder_descriptors import BY_DESCRIPTOR, FolderDescriptors
from reader.store.plain_file import (
    LARGEST,
    OPEN_FLAGS,
    NoPlainFile,
    explained,
    kind_of,
    no_plain_file,
    too_large,
    unusable_kind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import StrPath

PIECE = 65_536
"""Bytes of one read of a file that grows meanwhile."""


def draft_name(name: str, process: int) -> str:
    """Return the name of a file while it is written by a program, whose number is ``process``."""
    return f".{name}.{process}.draft"


class Disk:
    """The calls that the store makes; all raise OSError.

    At or below the folder of `keep_to` no link is followed; elsewhere only the last part of a path may not be a link.
    ``mode`` are the permissions of new files. Only files of the user ``owner`` are opened; None: of any user.
    """

    mode = 0o644
    owner: int | None = None
    _descriptors = FolderDescriptors(None)

    def keep_to(self, folder: StrPath) -> None:
        """Follow no link at ``folder`` or below it."""
        self._descriptors = FolderDescriptors(folder)

    def close_folders(self) -> None:
        """Close the folders; they are opened again when needed."""
        self._descriptors.close()

    def open(self, path: StrPath, flags: int) -> int:
        """Open a plain file and return its descriptor; NoPlainFile if there is anything else."""
        return self._open(path, flags)

    def _open(self, path: StrPath, flags: int) -> int:
        folder, name = self._descriptors.parent_of(path)
        try:
            fd = os.open(name, flags | OPEN_FLAGS, self.mode, dir_fd=folder)
        except OSError as error:
            raise explained(error, path, name, folder) from error
        state = os.fstat(fd)
        if not stat.S_ISREG(state.st_mode):
            os.close(fd)
            raise no_plain_file(path, kind_of(state.st_mode))
        if self.owner not in (None, state.st_uid):
            os.close(fd)
            raise PermissionError(errno.EPERM, "it belongs to another user", os.fspath(path))
        return fd

    def write(self, fd: int, data: bytes) -> int:
        """Write at the file's end or position, and return how many bytes were written."""
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
        """Close a descriptor."""
        os.close(fd)

    def replace(self, source: StrPath, target: StrPath) -> None:
        """Rename ``source`` to ``target``, atomically; NoPlainFile if something other than a plain file is there."""
        there = self._look(target)
        if there and (what := unusable_kind(there)):
            raise no_plain_file(target, what)
        self._rename(source, target)

    def move(self, source: StrPath, target: StrPath) -> None:
        """Rename a file, folder or link; FileExistsError if there is something at ``target``."""
        if self._look(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(target))
        self._rename(source, target)

    def _rename(self, source: StrPath, target: StrPath) -> None:
        from_, old = self._descriptors.parent_of(source)
        to, new = self._descriptors.parent_of(target)
        os.replace(old, new, src_dir_fd=from_, dst_dir_fd=to)

    def unlink(self, path: StrPath) -> None:
        """Remove a file's name."""
        folder, name = self._descriptors.parent_of(path)
        os.unlink(name, dir_fd=folder)

    def mkdir(self, path: StrPath) -> None:
        """Make a folder, durably, but none above it: no library is begun where one was moved away."""
        if self.is_folder(path):
            return
        folder, name = self._descriptors.parent_of(path)
        try:
            os.mkdir(name, dir_fd=folder)
        except FileExistsError:
            if not self.is_folder(path):
                there = self._look(path)
                raise no_plain_file(path, kind_of(there.st_mode) if there else "gone") from None
        self.sync_folder(Path(path).parent)

    def sync_folder(self, path: StrPath) -> None:
        """Return once the folder's entries are on the disk."""
        fd = self._descriptors.open_folder(path)
        try:
            self.fsync(fd)
        finally:
            self.close(fd)

    def allow(self, files: int) -> None:
        """Allow this process to have ``files`` more files open, as far as the system grants it."""
        try:
            import resource
        except ImportError:
            return
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = files + 256
        if soft != resource.RLIM_INFINITY and soft < wanted:
            # If that is refused, opening fails later and the change is refused as a whole.
            try:
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            except (ValueError, OSError):
                return

    def write_all(self, fd: int, data: bytes) -> None:
        """Write every byte, in as many calls as needed."""
        while data:
            data = data[self.write(fd, data) :]

    def write_file(self, path: StrPath, data: bytes) -> None:
        """Put a whole file in its place, atomically and durably."""
        path = Path(path)
        draft = path.with_name(draft_name(path.name, os.getpid()))
        fd = self._begin(draft)
        try:
            self.write_all(fd, data)
            self.fsync(fd)
        except OSError:
            self._drop(draft)
            raise
        finally:
            self.close(fd)
        try:
            self.replace(draft, path)
        except NoPlainFile:
            self._drop(draft)
            raise
        self.sync_folder(path.parent)

    def _begin(self, draft: Path) -> int:
        """Open a new draft. A file of that name is not written to: a dead writer or another program left it."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        try:
            return self.open(draft, flags)
        except (FileExistsError, NoPlainFile):
            self.unlink(draft)
            return self.open(draft, flags)

    def _drop(self, draft: Path) -> None:
        try:
            self.unlink(draft)
        except OSError:
            return  # the next draft replaces it

    # -- looking and reading

    def state(self, path: StrPath) -> os.stat_result:
        """Return the state of a plain file; NoPlainFile if it is something else, FileNotFoundError if it is missing."""
        state = self._descriptors.state(path)
        if not stat.S_ISREG(state.st_mode):
            raise no_plain_file(path, kind_of(state.st_mode))
        return state

    @staticmethod
    def identity(path: StrPath) -> tuple[int, int]:
        """Return device and inode of what has this name, not following a link, to compare with an open file."""
        state = os.lstat(path)
        return state.st_dev, state.st_ino

    @staticmethod
    def identity_above(path: StrPath) -> tuple[int, int] | None:
        """Return device and inode of the folder that ``path`` is in, following links; None if it is missing."""
        try:
            state = Path(path).parent.stat()
        except OSError:
            return None
        return state.st_dev, state.st_ino

    def exists(self, path: StrPath) -> bool:
        """Whether anything has this name, a dangling link included."""
        return self._look(path) is not None

    def is_folder(self, path: StrPath) -> bool:
        """Whether there is a folder; below the store's own a link to one does not count."""
        if self._descriptors.is_outside(os.fspath(path)):
            try:
                return stat.S_ISDIR(Path(path).stat().st_mode)
            except OSError:  # `Path.is_dir` raises it if a folder above may not be entered
                return False
        there = self._look(path)
        return there is not None and stat.S_ISDIR(there.st_mode)

    def bytes_of(self, path: StrPath, most: int | None = None) -> bytes:
        """Return the content of a file, or its first ``most`` bytes; NoPlainFile if it is larger than `LARGEST`."""
        fd = self._open(path, os.O_RDONLY)
        try:
            size = os.fstat(fd).st_size
            if size > LARGEST and most is None:
                raise too_large(path)
            left = LARGEST + 1 if most is None else most
            parts: list[bytes] = []
            while left and (part := os.read(fd, min(left, PIECE if parts else max(size, PIECE)))):
                parts.append(part)
                left -= len(part)
        finally:
            self.close(fd)
        if not left and most is None:
            raise too_large(path)
        return b"".join(parts)

    def names_in(self, folder: StrPath) -> list[str]:
        """Return the names in a folder; none if it cannot be read."""
        try:
            return self.listed(folder)
        except OSError:
            return []

    def listed(self, folder: StrPath) -> list[str]:
        """Return the names in a folder."""
        fd = self._descriptors.open_folder(folder)
        try:
            with os.scandir(fd if BY_DESCRIPTOR else folder) as entries:
                return [entry.name for entry in entries]
        finally:
            self.close(fd)

    def entries(self, folder: StrPath) -> Iterator[tuple[str, os.stat_result]]:
        """Yield the names in a folder and their states, not following links; what is removed meanwhile is left out."""
        fd = self._descriptors.open_folder(folder)
        try:
            with os.scandir(fd if BY_DESCRIPTOR else folder) as entries:
                for entry in entries:
                    try:
                        yield entry.name, entry.stat(follow_symlinks=False)
                    except FileNotFoundError:
                        continue
        finally:
            self.close(fd)

    def _look(self, path: StrPath) -> os.stat_result | None:
        try:
            return self._descriptors.state(path)
        except OSError:
            return None
