"""The folder of a store: whether it exists and can be written, and how it is made at the first change."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

from reader.store.disk import Disk
from reader.store.interface import ReadOnly, Refused, Unsaved
from reader.store.plain_file import TooLarge
from reader.store.quarantine import Quarantine
from reader.text.problem import Problem
from reader.translation import N_, _

NEWER = N_("A newer version of this program wrote this library; it is opened for reading only.")
LINKED = N_(
    "The folder annotations is a link. It is not followed, unless the setting linked-annotations names where it leads."
)
GONE = N_("The folder has gone while the program ran. What was read is still shown; nothing can be saved.")

_IGNORE = "*.json\n.locks/\n.backup/\nquarantine/\n*.draft\n"
_ATTRIBUTES = "*.jsonl merge=union -text\n.texts/* -text\n"
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOTDIR, errno.ELOOP)


class StoreFolder:
    """``identity`` are the device and inode of the folder when it was last seen; None if it never existed.

    ``on_replaced`` is called when another folder is in its place. ``read_only`` says why nothing can be written.
    """

    def __init__(self, folder: Path, disk: Disk, quarantine: Quarantine, on_replaced: Callable[[], None]) -> None:
        self.folder = folder
        self.name = folder.name
        self.identity: tuple[int, int] | None = None
        self.read_only: str | None = None
        self._disk = disk
        self._quarantine = quarantine
        self._on_replaced = on_replaced
        self._made: tuple[int, int] | None = None
        self._above = disk.identity_above(folder)
        """Device and inode of the library's folder when it was opened; None if it did not exist."""
        if disk.exists(folder) and not disk.is_folder(folder):
            in_the_way = _("There is a file named {name} where the folder belongs.").format(name=self.name)
            self.read_only = _(LINKED) if folder.is_symlink() else in_the_way
        elif not os.access(next(filter(disk.is_folder, (folder, *folder.parents)), folder), os.W_OK):
            self.read_only = _("The folder {name} cannot be written.").format(name=self.name)

    def is_there(self) -> bool:
        """Whether the folder exists; Problem if that cannot be found out."""
        try:
            state = self.folder.lstat()
        except OSError as error:
            if self.identity:
                hint = _("Put it back, or leave the program and open the library again.")
                self._quarantine.report(self.name, _(GONE), hint)
            elif not isinstance(error, FileNotFoundError | NotADirectoryError):
                raise unreadable(self.name, error) from error
            return False
        if not stat.S_ISDIR(state.st_mode):
            if self.identity:
                self._quarantine.report(
                    self.name, _("The folder was replaced while the program ran."), _("Put it back.")
                )
            return False
        identity = (state.st_dev, state.st_ino)
        if self.identity and identity != self.identity:
            what = _("It was replaced while the program ran; it was read anew.")
            self._quarantine.report(self.name, what, _("Nothing, if that was meant."))
            self._on_replaced()
        self.identity = identity
        return True

    def refuse_if_read_only(self) -> None:
        """Raise ReadOnly if nothing can be written."""
        if self.read_only:
            hint = _("Update the program, make the folder writable, or allow the link.")
            raise ReadOnly(_("The library can only be read."), self.read_only, hint, status=1)

    def make(self) -> None:
        """Make the folder and its files for git, unless it existed before; Unsaved or ReadOnly if that fails."""
        existed = self.identity is not None
        if self.is_there():
            if self._made == self.identity and self._disk.exists(self.folder / ".gitattributes"):
                return
        elif existed:
            raise self._gone(self.name)
        elif self._above and self._above != self._disk.identity_above(self.folder):
            # A new folder would be in the way of the library when it is moved back.
            raise self._gone(str(self.folder.parent))
        try:
            above = [] if self._above else reversed(self.folder.parents)
            for folder in (*above, self.folder, self.folder / ".locks"):
                self._disk.mkdir(folder)
            for name, content in ((".gitignore", _IGNORE), (".gitattributes", _ATTRIBUTES)):
                path = self.folder / name
                if not self._disk.exists(path):
                    self._disk.write_file(path, content.encode())
            self._disk.sync_folder(self.folder.parent)
        except OSError as error:
            if error.errno not in _REFUSED:
                raise unsaved(self.name, error) from error
            message = f"{self.name}: {error.strerror or error}."
            hint = _("Make the folder writable, or work on a copy.")
            raise ReadOnly(_("The library can only be read."), message, hint, status=1) from error
        self.is_there()
        self._made = self.identity

    def _gone(self, name: str) -> Unsaved:
        hint = _("Put the folder back; the change can be saved then.")
        return Unsaved(_("The change could not be saved."), f"{name}: {_(GONE)}", hint, status=1)


def unreadable(where: str, error: OSError) -> Problem:
    """Return the problem of a file or folder that cannot be read."""
    hint = _("Check the disk, then try again; nothing was changed.")
    return Problem(_("The annotations cannot be read."), f"{where}: {error.strerror or error}.", hint, status=1)


def unsaved(where: str, error: OSError) -> Unsaved:
    """Return the problem of a change that the disk refused; Refused if trying again is of no use."""
    if isinstance(error, TooLarge):
        hint = _("`scolie check --mend` makes room: it takes out what later changes have replaced.")
        return Refused(_("The change cannot be saved."), f"{error.strerror}.", hint, status=1)
    hint = _("Free some space or check the disk, then try again; nothing saved before is lost.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        hint = _("Make the file writable, then try again; nothing saved before is lost.")
    return Unsaved(_("The change could not be saved."), f"{where}: {error.strerror or error}.", hint, status=1)
