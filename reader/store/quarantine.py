"""What was found wrong, and the bytes it was found in: they are kept, and the program never deletes them."""

from __future__ import annotations

import os

from reader.store.disk import Disk, names_in
from reader.store.port import Finding
from reader.text.canonical import digest

NAME = "quarantine"
CLEARS = " `scolie check --mend` clears what is left."
"""What a finding about a healed log ends with, until that was done."""


class Quarantine:
    """The folder ``quarantine`` of a store's ``folder``, and what this process has to say of it and of all else."""

    def __init__(self, folder: str, disk: Disk) -> None:
        self.folder = os.path.join(folder, NAME)
        self._disk = disk
        self._said: dict[Finding, None] = {}

    def say(self, where: str, what: str, mend: str) -> None:
        """Remember something that is wrong, once."""
        self._said[Finding(where, what, mend)] = None

    def set_aside(self, path: str, data: bytes) -> None:
        """Keep ``data``, damaged bytes of the file at ``path``; OSError if the disk refuses."""
        file = os.path.basename(path)
        name = f"{file}.{digest(data)[:12]}"
        target = os.path.join(self.folder, name)
        what = f"Bytes that do not count were set aside in {NAME}/{name}."
        self.say(file, what, "Look at them; restore a backup if something is missing.")
        if not os.path.exists(target):
            self._disk.mkdir(self.folder)
            self._disk.write_file(target, data)

    def findings(self) -> list[Finding]:
        """Return what was said, and what lies there from earlier."""
        said = list(self._said)
        told = " ".join(finding.what for finding in said)
        mend = "Look at it; delete it when nothing is missing."
        return said + [
            Finding(f"{NAME}/{name}", "Bytes that were set aside on an earlier day lie here.", mend)
            for name in sorted(names_in(self.folder))
            if name not in told
        ]
