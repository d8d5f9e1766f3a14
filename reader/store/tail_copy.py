"""The recent copy: the newest lines of a log a second time, until a checkpoint has their content.

A checkpoint heals what it has seen; this file heals the rest. A line is written here once it is durable in the log,
without waiting for the disk: losing it costs nothing while the log is whole. So a line that is here and not in the log
was acknowledged and lost, or the log was put back on purpose.
"""

from __future__ import annotations

import os
from pathlib import Path

from reader.store.disk import Disk
from reader.store.lines import lines_in
from reader.store.log_line import LogLine, decode


class TailCopy:
    """The file at ``path``; changing it needs the database's lock."""

    def __init__(self, path: str, disk: Disk) -> None:
        self.path = path
        self._disk = disk
        self._fd: int | None = None

    def add(self, data: bytes) -> None:
        """Write lines that the log has durably; OSError if the disk refuses."""
        self._disk.write_all(self._open(), data)

    def _open(self) -> int:
        if self._fd is None:
            folder = Path(self.path).parent
            self._disk.mkdir(folder.parent)
            self._disk.mkdir(folder)
            self._fd = self._disk.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        return self._fd

    def read(self) -> bytes:
        """Return all bytes; none if there is no file. OSError if it cannot be read."""
        try:
            return self._disk.bytes_of(self.path)
        except (FileNotFoundError, NotADirectoryError):
            return b""

    @staticmethod
    def lines(data: bytes) -> list[tuple[bytes, LogLine]]:
        """Return the whole lines among ``data``, LF included, with their content."""
        lines = []
        for raw in lines_in(data):
            try:
                lines.append((raw + b"\n", decode(raw)))
            except ValueError:
                continue  # torn or damaged; while the log is whole nothing is lost with it
        return lines

    def clear(self) -> None:
        """Forget all lines: a durable checkpoint has them. OSError if the disk refuses."""
        # Cut, not removed: another process may hold the file open and write to it next.
        if self.read():
            self._disk.truncate(self._open(), 0)

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        if self._fd is not None:
            self._disk.close(self._fd)
            self._fd = None
