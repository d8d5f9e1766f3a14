"""Write, replace and remove article files. No existing file is lost, and no path leads out of the library."""

from __future__ import annotations

import errno
import hashlib
import os
from contextlib import suppress
from pathlib import Path

from reader.config.path import state_file
from reader.files.atomic import write_atomically
from reader.session.cache.own_name import own_name
from reader.session.library.workspace import Workspace
from reader.store.disk import Disk, draft_name
from reader.store.folder_descriptors import FolderDescriptors
from reader.text.problem import Problem
from reader.translation import _

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
"""What a file system without hard links says, such as that of a memory card."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class _Documents(Disk):
    """The folder of the articles. New files get the rights that the user's umask gives."""

    mode = 0o666


def digest_of(data: bytes) -> str:
    """Return the sha256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class LibraryFiles:
    """The article files of a library, by their paths in it.

    Files that are replaced or removed are set aside by their sha256, in the state folder of this machine: a library is data,
    so nothing in it decides where they go, and git does not carry them about.
    """

    def __init__(self, workspace: Workspace) -> None:
        # The user has chosen the root, which may be a link. What is below comes with the library: no link in it is followed.
        self._root = Path(os.path.realpath(workspace.root))
        self._aside = Path(state_file("set-aside", own_name(workspace.root)))
        self._disk = _Documents()
        self._disk.keep_to(self._root)
        self._folders = FolderDescriptors(self._root)

    def digest(self, path: str) -> str:
        """Return the sha256 of a file; empty if there is none that can be read."""
        try:
            return digest_of(self.data(path))
        except OSError:
            return ""

    def data(self, path: str) -> bytes:
        """Return the bytes of a file; OSError if there is none that can be read."""
        return self._disk.bytes_of(self._root / path)

    def create(self, path: str, data: bytes) -> None:
        """Write a new file, whole or not at all; Problem if something is there, which is neither followed nor overwritten."""
        target = self._root / path
        try:
            self._write_new(target, data)
        except OSError as error:
            raise _refused(_("The file could not be added."), target, error) from error

    def _write_new(self, target: Path, data: bytes) -> None:
        draft = target.with_name(_draft_name(target.name, os.getpid()))
        self._disk.write_file(draft, data)
        try:
            self._give_name(draft, target)
        except OSError:
            self._disk.unlink(draft)
            raise
        self._disk.sync_folder(target.parent)

    def _give_name(self, draft: Path, target: Path) -> None:
        """Rename a file; a file system with hard links refuses that itself if the name is taken."""
        folder, old = self._folders.parent_of(draft)
        _folder, new = self._folders.parent_of(target)
        try:
            os.link(old, new, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            self._disk.move(draft, target)
        else:
            self._disk.unlink(draft)

    def drop_drafts(self, path: str, process: int) -> None:
        """Remove what a program that was killed has left of writing a file; ``process`` was its number."""
        target = self._root / path
        draft = _draft_name(target.name, process)
        for name in (draft, draft_name(draft, process), draft_name(target.name, process)):
            with suppress(OSError):
                self._disk.unlink(target.with_name(name))

    def replace(self, path: str, data: bytes) -> None:
        """Replace a file, which is set aside."""
        target = self._root / path
        try:
            self._set_aside(target)
            self._disk.write_file(target, data)
        except OSError as error:
            raise _refused(_("The file could not be replaced."), target, error) from error

    def remove(self, path: str) -> None:
        """Set a file aside."""
        target = self._root / path
        try:
            self._set_aside(target)
            self._disk.unlink(target)
        except OSError as error:
            raise _refused(_("The file could not be removed."), target, error) from error

    def withdraw(self, path: str, sha256: str, before: bytes | None = None) -> None:
        """Take back a file that was just written and has this sha256: remove it, or write what it had ``before``.

        Nothing is set aside, since a full disk has no room for that. A file that has changed since stays. Problem if it fails.
        """
        target = self._root / path
        if self.digest(path) != sha256:
            return
        try:
            if before is None:
                self._disk.unlink(target)
            else:
                self._disk.write_file(target, before)
        except OSError as error:
            raise _refused(_("The file could not be removed."), target, error) from error

    def aside(self, sha256: str) -> bytes:
        """Return the bytes of a file that was set aside; Problem if they are gone."""
        try:
            data = Disk().bytes_of(self._aside / sha256)
        except OSError:
            data = b""
        if digest_of(data) != sha256:
            hint = _("Add it again from where it came.")
            raise Problem(
                _("A file that was set aside is gone, or damaged."), str(self._aside / sha256), hint, status=1
            )
        return data

    def _set_aside(self, target: Path) -> None:
        data = self._disk.bytes_of(target)
        write_atomically(self._aside / digest_of(data), data, private=True)


def _draft_name(name: str, process: int) -> str:
    return f".{name}.{process}.new"


def _refused(title: str, target: Path, error: OSError) -> Problem:
    hint = _("Check its rights, and that no link leads there; or change the file yourself if that was meant.")
    if error.errno in _FULL:
        hint = _("Free some space, then try again.")
    return Problem(title, f"{target}: {error.strerror}.", hint, status=1)
