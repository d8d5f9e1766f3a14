"""One database on disk: an append-only log, read by its tail.

Appending is the caller's to guard with a lock. An append is acknowledged once the line is fsynced. A line that a
dead writer left unfinished at the end is set aside before the next append; a damaged line anywhere is set aside
and reported, and never counts.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from reader.store.disk import Disk
from reader.store.line import Change, Line, decode, encode
from reader.store.tables import Tables

SetAside = Callable[[Path, bytes], None]
Committed = Callable[[str], bool]


class Log:
    """The log at ``path`` and the tables it adds up to.

    ``set_aside(path, damaged bytes)`` quarantines; ``committed(transaction)`` says whether a part counts.
    """

    def __init__(self, path: Path, disk: Disk, set_aside: SetAside, committed: Committed) -> None:
        self.path = path
        self.tables = Tables()
        self.offset = 0
        self.damaged = 0
        self.transactions: set[str] = set()
        self._disk = disk
        self._set_aside = set_aside
        self._committed = committed
        self._fd: int | None = None
        self._file: tuple[int, int] | None = None
        self._waiting: dict[str, list[Line]] = {}

    def refresh(self) -> list[Change]:
        """Read what has been appended since, and return the changes that show."""
        try:
            state = self.path.stat()
        except FileNotFoundError:
            # A log that was taken away under us is read anew when it comes back.
            return self._start_over() if self._file else []
        if self._file and ((state.st_dev, state.st_ino) != self._file or state.st_size < self.offset):
            return self._start_over()
        if state.st_size == self.offset and not self._waiting:
            return []
        return self._read_tail(state.st_size)

    def _start_over(self) -> list[Change]:
        """Read the whole file again; what is gone is told as deleted."""
        before = self.tables
        self.close()
        self.tables, self.offset, self._file, self._waiting = Tables(), 0, None, {}
        self.refresh()
        changes = []
        for table in {*before.rows, *self.tables.rows}:
            old, new = before.rows.get(table, {}), self.tables.rows.get(table, {})
            for id_ in {*old, *new}:
                was, now = old.get(id_), new.get(id_)
                if (was.record if was else None) != (now.record if now else None):
                    changes.append(Change(table, id_, now.revision if now else 0, now.record if now else None))
        return changes

    def _open(self, flags: int) -> int:
        if self._fd is None:
            self._fd = self._disk.open(self.path, flags | os.O_APPEND)
            state = os.fstat(self._fd)
            self._file = (state.st_dev, state.st_ino)
        return self._fd

    def _read_tail(self, size: int) -> list[Change]:
        fd = self._open(os.O_RDWR if os.access(self.path, os.W_OK) else os.O_RDONLY)
        data = self._disk.read(fd, size - self.offset, self.offset)
        whole = data.rfind(b"\n") + 1
        changes: list[Change] = []
        for raw in data[:whole].split(b"\n")[:-1]:
            changes += self._take(raw)
        self.offset += whole
        for transaction in [name for name in self._waiting if self._committed(name)]:
            for line in self._waiting.pop(transaction):
                changes += self.tables.replay(line)
        return changes

    def _take(self, raw: bytes) -> list[Change]:
        if not raw.strip():
            return []
        try:
            line = decode(raw)
        except ValueError:
            self.damaged += 1
            self._set_aside(self.path, raw)
            return []
        if line.transaction:
            self.transactions.add(line.transaction)
            if not self._committed(line.transaction):
                self._waiting.setdefault(line.transaction, []).append(line)
                return []
        return self.tables.replay(line)

    def append(self, line: Line) -> None:
        """Write ``line`` durably; OSError if the disk refuses, and then the log is as before."""
        created = self._fd is None and not self.path.exists()
        fd = self._open(os.O_RDWR | os.O_CREAT)
        if created:
            self._disk.sync_folder(self.path.parent)
        data = encode(line)
        self._mend_tail(fd)
        try:
            self._disk.write_all(fd, data)
            self._disk.fsync(fd)
        except OSError:
            # A failed fsync is final: the kernel may have dropped the pages, so the line must not stay.
            self._cut_back(fd)
            raise
        self.offset += len(data)
        if line.transaction:
            self.transactions.add(line.transaction)
        if not line.transaction or self._committed(line.transaction):
            self.tables.replay(line)
        else:
            self._waiting.setdefault(line.transaction, []).append(line)

    def _cut_back(self, fd: int) -> None:
        try:
            self._disk.truncate(fd, self.offset)
            self._disk.fsync(fd)
        except OSError:
            # The next append finds the tail and sets it aside; until then it cannot count for this process.
            self.close()

    def _mend_tail(self, fd: int) -> None:
        """Set aside what a dead writer left behind the last whole line (the caller holds the lock)."""
        size = os.fstat(fd).st_size
        if size <= self.offset:
            return
        torn = self._disk.read(fd, size - self.offset, self.offset)
        try:
            decode(torn)
        except ValueError:
            self._set_aside(self.path, torn)
            self._disk.truncate(fd, self.offset)
            return
        # Whole but for its line end (an editor, a merge tool): it was acknowledged and must count.
        self._disk.write_all(fd, b"\n")
        self._take(torn)
        self.offset = size + 1

    def close(self) -> None:
        """Let go of the file."""
        if self._fd is not None:
            self._disk.close(self._fd)
            self._fd = None
