"""Kept texts: each canonical text that was annotated, once, under the name of its sha256."""

from __future__ import annotations

import re
from pathlib import Path

from reader.store.disk import Disk
from reader.store.log import SetAside
from reader.text.canonical import digest, sha256

_DIGEST = re.compile("[0-9a-f]{64}")


class Texts:
    """The folder ``.texts`` of a store."""

    def __init__(self, folder: Path, disk: Disk, set_aside: SetAside) -> None:
        self.folder = folder
        self._disk = disk
        self._set_aside = set_aside
        self._whole: dict[str, tuple[int, int, int]] = {}
        """Of what was found whole, the number, bytes and time of its file."""
        self._last = ("", sha256(""))

    def digest(self, text: str) -> str:
        """Return the name of a text; that of the last one again."""
        if text is not self._last[0]:
            self._last = (text, sha256(text))
        return self._last[1]

    def holds(self, digest: str) -> bool:
        """Whether a text is there and whole; read only if its file is another than when it was last found so."""
        if not _DIGEST.fullmatch(digest):
            return False
        try:
            file = self._disk.state(self._path(digest))
        except OSError:
            return False
        state = (file.st_ino, file.st_size, file.st_mtime_ns)
        if self._whole.get(digest) != state and self.get(digest) is not None:
            self._whole[digest] = state
        return self._whole.get(digest) == state

    def keep(self, text: str, digest: str) -> None:
        """Write a text durably; one that is there but damaged is set aside first. OSError if the disk refuses."""
        path = self._path(digest)
        self._disk.mkdir(self.folder)
        if self._disk.exists(path):
            self._set_aside(path, self._disk.bytes_of(path))
        self._disk.write_file(path, text.encode("utf-8", "surrogatepass"))

    def get(self, digest: str) -> str | None:
        """Return a text, or None; one that cannot be read or no longer gives its name counts as missing."""
        if not _DIGEST.fullmatch(digest):
            return None  # an annotation may say anything: it must not lead to another file
        try:
            text = self._disk.bytes_of(self._path(digest)).decode("utf-8", "surrogatepass")
        except (OSError, UnicodeDecodeError):
            return None
        return text if sha256(text) == digest else None

    def bring_back(self, name: str, data: bytes | None) -> bool:
        """Put ``data`` in the place of a damaged text if it is what the name says; return whether it was."""
        if data is None or digest(data) != name.removesuffix(".txt"):
            return False
        path = self.folder / name
        self._disk.mkdir(self.folder)
        if self._disk.exists(path):
            self._set_aside(path, self._disk.bytes_of(path))
        self._disk.write_file(path, data)
        return True

    def wrong(self, known: set[str]) -> list[str]:
        """Return the names of files, there or ``known`` of elsewhere, that do not hold what their name says."""
        names = known | {name for name in self._disk.names_in(self.folder) if name.endswith(".txt")}
        return [name for name in sorted(names) if self.get(name.removesuffix(".txt")) is None]

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}.txt"
