"""Kept texts: each canonical text that was annotated, once, under the name of its sha256."""

from __future__ import annotations

from pathlib import Path

from reader.store.disk import Disk
from reader.store.log import SetAside
from reader.text.canonical import sha256


class Texts:
    """The folder ``.texts`` of a store."""

    def __init__(self, folder: Path, disk: Disk, set_aside: SetAside) -> None:
        self.folder = folder
        self._disk = disk
        self._set_aside = set_aside

    def keep(self, text: str, digest: str) -> None:
        """Write a text durably; one that is there but damaged is set aside first. OSError if the disk refuses."""
        path = self._path(digest)
        self._disk.mkdir(self.folder)
        if path.exists():
            self._set_aside(path, path.read_bytes())
        self._disk.write_file(path, text.encode("utf-8", "surrogatepass"))

    def get(self, digest: str) -> str | None:
        """Return a text, or None; one whose bytes no longer give its name counts as missing."""
        try:
            text = self._path(digest).read_bytes().decode("utf-8", "surrogatepass")
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            return None
        return text if sha256(text) == digest else None

    def bring_back(self, name: str, data: bytes | None) -> bool:
        """Put ``data`` in the place of a damaged text if it is what the name says; return whether it was."""
        if data is None or sha256(data.decode("utf-8", "surrogatepass")) != name.removesuffix(".txt"):
            return False
        path = self.folder / name
        self._set_aside(path, path.read_bytes())
        self._disk.write_file(path, data)
        return True

    def damaged(self) -> list[str]:
        """Return the names of the files that no longer hold what their name says."""
        return [path.name for path in sorted(self.folder.glob("*.txt")) if self.get(path.stem) is None]

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}.txt"
