"""The file of a database's checkpoint: read, judged, set aside and replaced as a whole."""

from __future__ import annotations

from pathlib import Path

from reader.store import checkpoint
from reader.store.disk import Disk
from reader.store.interface import Finding
from reader.store.log import SetAside
from reader.translation import _


class CheckpointFile:
    """The checkpoint of ``database`` at ``path``. What is wrong with its content is a finding, never an error."""

    def __init__(self, path: str, database: str, disk: Disk, set_aside: SetAside) -> None:
        self.path = path
        self._database = database
        self._disk = disk
        self._set_aside = set_aside

    @property
    def name(self) -> str:
        """The name of the file."""
        return Path(self.path).name

    def read(self) -> bytes:
        """Return all bytes; FileNotFoundError if there is no plain file of this name."""
        return self._disk.bytes_of(self.path)

    def head(self) -> checkpoint.CheckpointHead | None:
        """Return what the checkpoint says about itself; None if it is missing or does not start as ours do."""
        try:
            return checkpoint.head(self._disk.bytes_of(self.path, checkpoint.HEAD))
        except (FileNotFoundError, NotADirectoryError):
            return None

    def has_content(self) -> bool:
        """Whether there is a checkpoint that is more than an empty object."""
        try:
            return self._disk.state(self.path).st_size > len("{}")
        except (FileNotFoundError, NotADirectoryError):
            return False

    def foreign(self) -> Finding | None:
        """Return a finding if the checkpoint is damaged, of another database, or written by another program."""
        try:
            data = self.read()
        except FileNotFoundError:
            return None
        if not checkpoint.is_whole(data):
            what = _("Its content is not what this program wrote; it was not taken in.")
        elif (owner := checkpoint.owner(data)) not in (None, self._database):
            what = _("It is a checkpoint of {owner}; it was not taken in.").format(owner=owner)
        else:
            return None
        return Finding(
            self.name, what, _("Import it if the changes were meant; else delete the file, it is made anew.")
        )

    def write(self, data: bytes) -> None:
        """Replace the checkpoint, atomically and durably."""
        self._disk.write_file(self.path, data)

    def set_aside(self) -> None:
        """Copy the checkpoint to the quarantine."""
        self._set_aside(self.path, self.read())

    def remove(self) -> None:
        """Move the checkpoint to the quarantine, if there is one."""
        if self._disk.exists(self.path):
            self.set_aside()
            self._disk.unlink(self.path)
