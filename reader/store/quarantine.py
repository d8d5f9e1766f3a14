"""What was found wrong, and the bytes it was found in: they are kept, and the program never deletes them."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from reader.store.disk import Disk
from reader.store.interface import Finding
from reader.text.canonical import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import StrPath

NAME = "quarantine"
CLEARS = " `scolie check --mend` clears what is left."
"""What a finding about a healed log ends with, until that was done."""


class Quarantine:
    """The folder ``quarantine`` of a store's ``folder``, and what this process has to say of it and of all else."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder / NAME
        self._disk = disk
        self._said: dict[Finding, None] = {}

    def say(self, where: str, what: str, mend: str) -> None:
        """Remember something that is wrong, once."""
        self._said[Finding(where, what, mend)] = None

    def set_aside(self, path: StrPath, data: bytes) -> None:
        """Keep ``data``, damaged bytes of the file at ``path``; OSError if the disk refuses."""
        file = Path(path).name
        name = next(name for name in _names(file, data) if not self._is_taken(name, data))
        target = self.folder / name
        what = f"Bytes that do not count were set aside in {NAME}/{name}."
        self.say(file, what, "Look at them; restore a backup if something is missing.")
        if not self._disk.exists(target):
            self._disk.mkdir(self.folder)
            self._disk.write_file(target, data)

    def move(self, path: Path, what: str) -> str:
        """Set aside what is at ``path`` as a whole, unread, since it is ``what``; return its name. OSError if refused."""
        folder, name = path.parent, path.name
        if path == self.folder:
            # It is itself in the way of the folder it goes to.
            path = folder / f".{NAME}.draft"
            self._disk.move(self.folder, path)
        self._disk.mkdir(self.folder)
        free = (number for number in count(1) if not self._disk.exists(self.folder / f"{name}.{number}"))
        name = f"{name}.{next(free)}"
        self._disk.move(path, self.folder / name)
        self._disk.sync_folder(self.folder)
        self._disk.sync_folder(folder)
        self.say(
            f"{NAME}/{name}", f"It was set aside as a whole: it is {what}.", "Look at it; delete it if it is not yours."
        )
        return name

    def _is_taken(self, name: str, data: bytes) -> bool:
        """Whether anything but these very bytes has that name."""
        target = self.folder / name
        try:
            return self._disk.state(target).st_size != len(data) or self._disk.bytes_of(target) != data
        except FileNotFoundError:
            return self._disk.exists(target)

    def findings(self) -> list[Finding]:
        """Return what was said, and what lies there from earlier."""
        said = list(self._said)
        told = " ".join(finding.what for finding in said)
        mend = "Look at it; delete it when nothing is missing."
        return said + [
            Finding(f"{NAME}/{name}", "Bytes that were set aside earlier lie here.", mend)
            for name in sorted(self._disk.names_in(self.folder))
            if name not in told
        ]


def _names(file: str, data: bytes) -> Iterator[str]:
    """Yield names for the damaged bytes of a file, the usual one first."""
    named = digest(data)
    yield f"{file}.{named[:12]}"
    yield from (f"{file}.{named}{number or ''}" for number in count())
