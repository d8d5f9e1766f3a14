"""The quarantine keeps damaged and replaced bytes, which the program never deletes, and the findings about them."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from reader.store.disk import Disk
from reader.store.interface import Finding
from reader.text.canonical import digest
from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import StrPath

NAME = "quarantine"
CLEARS = N_("`scolie check --mend` clears what is left.")
"""The end of a finding about a healed log, until the log is mended."""


class Quarantine:
    """The folder ``quarantine`` of a store's ``folder``, and the findings of this process."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder / NAME
        self._disk = disk
        self._findings: dict[Finding, None] = {}

    def report(self, where: str, what: str, mend: str) -> None:
        """Add a finding, unless it is there."""
        self._findings[Finding(where, what, mend)] = None

    def set_aside(self, path: StrPath, data: bytes) -> None:
        """Keep ``data``, damaged bytes of the file at ``path``; OSError if the disk refuses."""
        file = Path(path).name
        name = next(name for name in _names(file, data) if not self._is_taken(name, data))
        target = self.folder / name
        what = _("Bytes that do not count were set aside in {place}.").format(place=f"{NAME}/{name}")
        self.report(file, what, _("Look at them; restore a backup if something is missing."))
        if not self._disk.exists(target):
            self._disk.mkdir(self.folder)
            self._disk.write_file(target, data)

    def move(self, path: Path, what: str) -> str:
        """Move what is at ``path`` here, unread, since it is ``what``; return its new name. OSError if the disk refuses."""
        folder, name = path.parent, path.name
        if path == self.folder:
            # It has the name of the folder that it has to go to.
            path = folder / f".{NAME}.draft"
            self._disk.move(self.folder, path)
        self._disk.mkdir(self.folder)
        free = (number for number in count(1) if not self._disk.exists(self.folder / f"{name}.{number}"))
        name = f"{name}.{next(free)}"
        self._disk.move(path, self.folder / name)
        self._disk.sync_folder(self.folder)
        self._disk.sync_folder(folder)
        self.report(
            f"{NAME}/{name}",
            _("It was set aside as a whole: it is {what}.").format(what=what),
            _("Look at it; delete it if it is not yours."),
        )
        return name

    def _is_taken(self, name: str, data: bytes) -> bool:
        """Whether something else than these bytes has this name."""
        target = self.folder / name
        try:
            return self._disk.state(target).st_size != len(data) or self._disk.bytes_of(target) != data
        except FileNotFoundError:
            return self._disk.exists(target)

    def findings(self) -> list[Finding]:
        """Return the findings of this process, and one for each file from earlier."""
        findings = list(self._findings)
        texts = " ".join(finding.what for finding in findings)
        mend = _("Look at it; delete it when nothing is missing.")
        return findings + [
            Finding(f"{NAME}/{name}", _("Bytes that were set aside earlier lie here."), mend)
            for name in sorted(self._disk.names_in(self.folder))
            if name not in texts
        ]


def _names(file: str, data: bytes) -> Iterator[str]:
    """Yield names for the damaged bytes of a file, the usual one first."""
    sha256 = digest(data)
    yield f"{file}.{sha256[:12]}"
    yield from (f"{file}.{sha256}{number or ''}" for number in count())
