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
        """Inode, size and time of the files that were found whole."""
        self._last = ("", sha256(""))

    def digest(self, text: str) -> str:
        """Return the sha256 of a text; that of the last text is remembered."""
        if text is not self._last[0]:
            self._last = (text, sha256(text))
        return self._last[1]

    def holds(self, digest: str) -> bool:
        """Whether a text is kept and whole; its file is read only if it has changed since the last time."""
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
        """Write a text durably; a damaged file is set aside first. OSError if the disk refuses."""
        path = self._path(digest)
        self._disk.mkdir(self.folder)
        if self._disk.exists(path):
            self._set_aside(path, self._disk.bytes_of(path))
        self._disk.write_file(path, text.encode("utf-8", "surrogatepass"))

    def get(self, digest: str) -> str | None:
        """Return a text; None if it is missing, cannot be read, or no longer has this digest."""
        if not _DIGEST.fullmatch(digest):
            return None  # an annotation may have any text here, but must not lead to another file
        try:
            text = self._disk.bytes_of(self._path(digest)).decode("utf-8", "surrogatepass")
        except (OSError, UnicodeDecodeError):
            return None
        return text if sha256(text) == digest else None

    def bring_back(self, name: str, data: bytes | None) -> bool:
        """Replace a damaged text by ``data`` if that has the digest in the name; return whether it has."""
        if data is None or digest(data) != name.removesuffix(".txt"):
            return False
        path = self.folder / name
        self._disk.mkdir(self.folder)
        if self._disk.exists(path):
            self._set_aside(path, self._disk.bytes_of(path))
        self._disk.write_file(path, data)
        return True

    def wrong(self, backed_up: set[str]) -> list[str]:
        """Return the names of files, kept or ``backed_up``, that are missing here or do not have their digest."""
        names = backed_up | {name for name in self._disk.names_in(self.folder) if name.endswith(".txt")}
        return [name for name in sorted(names) if self.get(name.removesuffix(".txt")) is None]

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}.txt"
