"""ZIP archives from other programs, read with care: nothing is unpacked to the disk, and no entry is read beyond a limit."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import Self

from reader.exchange.source_file import open_source
from reader.text.problem import Problem
from reader.translation import _

MOST_ENTRIES = 100_000
MOST_BYTES = 512 * 1024 * 1024
"""The most bytes that are read from one archive, unpacked."""
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
"""What `zipfile` raises for a damaged, encrypted or unknown archive."""


class Archive:
    """An archive that is open for reading; Problem if it is not one or not safe."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left = MOST_BYTES
        self._file = open_source(path)
        try:
            self._zip = zipfile.ZipFile(self._file)
        except (*_DAMAGED, OSError) as error:
            self._file.close()
            raise self._damaged(error) from error
        names = self._zip.namelist()
        if len(names) > MOST_ENTRIES:
            self._file.close()
            raise Problem(_("The archive has too many files."), str(path), _("Export it again."))
        self.names = tuple(name for name in names if not name.endswith("/"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def read(self, name: str, limit: int) -> bytes:
        """Return an entry; Problem if it is damaged or has over ``limit`` bytes, whatever its header says."""
        most = min(limit, self._left)
        try:
            with self._zip.open(name) as entry:
                data = entry.read(most + 1)
        except (*_DAMAGED, OSError, KeyError) as error:
            raise self._damaged(error) from error
        if len(data) > most:
            raise Problem(
                _("The archive unpacks to too much."), f"{self._path}: {name}", _("Check where it comes from.")
            )
        self._left -= len(data)
        return data

    def _damaged(self, error: BaseException) -> Problem:
        return Problem(_("The archive is damaged."), f"{self._path}: {error}", _("Export it again."))
