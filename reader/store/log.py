"""One database on disk: an append-only log, read by its tail.

Appending is the caller's to guard with a lock. An append is acknowledged once the line is fsynced. A line that a
dead writer left unfinished at the end is set aside before the next append; a damaged line anywhere is set aside
and reported, and never counts.
"""

from __future__ import annotations

import errno
import os
import zlib
from collections.abc import Callable, Sequence

from reader.store.disk import Disk
from reader.store.line import Change, Line, decode, encode, is_sealed
from reader.store.lines import SHORTEST, lines_in
from reader.store.migration import upgrade
from reader.store.tables import Tables
from reader.store.way import LARGEST, NoPlainFile, too_large

SetAside = Callable[[str, bytes], None]
Committed = Callable[[str], bool]
MARK = 64
"""Bytes before the offset that tell a file that grew from another in its place: a line's checksum is among them."""
FEW = 16
"""Damaged lines that are set aside one by one; more of them, as one piece."""


SUMS = 4
"""Checksums of a log's beginnings that are remembered."""


class Log:
    """The log at ``path`` and the tables it adds up to.

    ``set_aside(path, damaged bytes)`` quarantines, or raises OSError; ``committed(transaction)`` says whether a
    part counts. ``torn`` is the number of bytes behind the last whole line; ``loose`` is a last line that is whole but
    for its line end, and counts. ``first`` is the checksum of the first line, or None if that is damaged or missing.
    ``restarts`` counts how often the file was found replaced, shortened or rewritten and was read from its start again. ``suspect``: the disk failed while
    it was written, so the next append goes to a fresh file. ``schema`` is the newest that a line says.
    """

    def __init__(self, path: str, disk: Disk, set_aside: SetAside, committed: Committed) -> None:
        self.path = path
        self.name = os.path.basename(path)
        self.tables = Tables()
        self.offset = 0
        self.damaged = 0
        self.torn = 0
        self.loose = b""
        self.first: int | None = None
        self.restarts = 0
        self.suspect = False
        self.schema = 0
        self.transactions: set[str] = set()
        self._disk = disk
        self._set_aside = set_aside
        self._committed = committed
        self._fd: int | None = None
        self._file: tuple[int, int] | None = None
        self._modified = 0
        self._mark = b""
        self._sum = 0
        self._sums: dict[int, int] = {}
        """Checksums of so many bytes from the start: of the last few checkpoints, so that they need no second reading."""
        self._waiting: dict[str, list[Line]] = {}

    @property
    def waiting(self) -> dict[str, list[Line]]:
        """The parts of transactions that have no commit line so far, by transaction."""
        return self._waiting

    @property
    def is_hurt(self) -> bool:
        """Whether the file has bytes that are no line."""
        return bool(self.damaged or self.torn)

    @property
    def size(self) -> int:
        """How many bytes the file has; none if there is no file."""
        try:
            return self._disk.state(self.path).st_size
        except (FileNotFoundError, NotADirectoryError):
            return 0

    def refresh(self) -> list[Change]:
        """Read what has been appended since, and return the changes that show."""
        try:
            state = self._disk.state(self.path)
            if state.st_size > LARGEST:
                raise too_large(self.path)
        except (FileNotFoundError, NotADirectoryError) as error:
            if self._file and isinstance(error, NoPlainFile):
                raise  # it says nothing of the log, so what was read stays
            # A log that was taken away under us is read anew when it comes back; a folder that has gone says nothing of
            # its content, so what was read stays in view.
            return self._start_over() if self._file and self._disk.is_folder(os.path.dirname(self.path)) else []
        if self._file and ((state.st_dev, state.st_ino) != self._file or state.st_size < self.offset):
            return self._start_over()
        if state.st_size == self.offset and state.st_mtime_ns == self._modified:
            self.torn, self.loose = 0, b""
            return self.settle()
        changes = self._read_tail(state.st_size)
        self._modified = state.st_mtime_ns
        return changes

    def _start_over(self) -> list[Change]:
        """Read the whole file again; what is gone is told as deleted."""
        before = self.tables
        self.close()
        self.tables, self.damaged, self.torn = Tables(), 0, 0
        self._file, self._modified, self._waiting, self.transactions = None, 0, {}, set()
        self._rewind()
        self.restarts += 1
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
        data = self._bytes(self.offset - len(self._mark), size)
        known, data = data[: len(self._mark)], data[len(self._mark) :]
        whole = data.rfind(b"\n") + 1
        if self.offset and (known != self._mark or any(not _is_sound(raw) for raw in lines_in(data[:whole]))):
            # Somebody wrote over what was read before: nothing known of the file holds any more.
            return self._start_over()
        changes: list[Change] = []
        for raw in lines_in(data[:whole]):
            changes += self._take(raw)
        self._advance(data[:whole])
        self.torn, self.loose = len(data) - whole, b""
        if self.torn and _is_sound(data[whole:]):
            # Whole but for its line end (an editor, a merge tool): it counts; taking it again later is harmless.
            self.loose = data[whole:]
            changes += self._take(self.loose)
            self.torn = 0
        return changes + self.settle()

    def _rewind(self) -> None:
        """Count nothing of the file as read."""
        self.offset, self.loose, self.first, self._mark, self._sum, self._sums = 0, b"", None, b"", 0, {}

    def _advance(self, data: bytes) -> None:
        """Count ``data``, which follows what was read, as read."""
        if not self.offset:
            first = data[: data.find(b"\n")]
            self.first = zlib.crc32(first) if is_sealed(first) else None
        self.offset += len(data)
        self._mark = (self._mark + data[-MARK:])[-MARK:]
        self._sum = zlib.crc32(data, self._sum)

    @property
    def extent(self) -> tuple[int, int]:
        """How many bytes the tables stand for, counted from the start, and their checksum."""
        size, checksum = self.offset + len(self.loose), zlib.crc32(self.loose, self._sum)
        self._remember(size, checksum)
        return size, checksum

    def _remember(self, size: int, checksum: int) -> None:
        self._sums[size] = checksum
        while len(self._sums) > SUMS:
            del self._sums[next(iter(self._sums))]

    def begins_with(self, size: int, checksum: int) -> bool:
        """Whether the first ``size`` bytes were read and have this checksum. OSError if they cannot be read again."""
        if size > self.offset + len(self.loose):
            return False
        if size == self.offset:
            return checksum == self._sum
        if size not in self._sums:
            self._remember(size, zlib.crc32(self._bytes(0, size)))
        return checksum == self._sums.get(size)

    def settle(self) -> list[Change]:
        """Take in the parts whose commit line has been seen by now; touches no disk."""
        changes: list[Change] = []
        for transaction in [name for name in self._waiting if self._committed(name)]:
            for line in self._waiting.pop(transaction):
                changes += self.tables.replay(line)
        return changes

    def _tail(self, size: int) -> bytes:
        return self._bytes(self.offset, size)

    def _bytes(self, start: int, end: int) -> bytes:
        """Return the bytes from ``start`` to ``end``; a library has too many logs to keep each one open."""
        if start == end:
            return b""
        if end - start > LARGEST:
            raise too_large(self.path)
        kept = self._fd is not None
        fd = self._open(os.O_RDONLY)
        try:
            data = b""
            while more := self._disk.read(fd, end - start - len(data), start + len(data)):
                data += more
            return data
        finally:
            if not kept:
                self.close()

    def _take(self, raw: bytes) -> list[Change]:
        if not raw.strip():
            return []
        try:
            line = decode(raw if len(raw) >= SHORTEST else b"")
        except ValueError:
            self.damaged += 1
            if self.damaged > FEW:
                return []  # the log still has the bytes; they are set aside when it is rewritten
            try:
                self._set_aside(self.path, raw)
            except OSError:
                return []  # where nothing can be written, the damaged log itself still has the bytes
            return []
        return self._count(line)

    def _count(self, line: Line) -> list[Change]:
        self.schema = max(self.schema, line.schema)
        line = upgrade(line)
        if line.transaction:
            self.transactions.add(line.transaction)
            if not self._committed(line.transaction):
                self._waiting.setdefault(line.transaction, []).append(line)
                return []
        return self.tables.replay(line)

    def append(self, line: Line) -> bytes:
        """Write ``line`` durably and return its bytes; OSError if the disk refuses, and then the log is as before."""
        data = encode(line)
        self.append_all([(data, line)])
        return data

    def append_all(self, lines: Sequence[tuple[bytes, Line]]) -> list[Change]:
        """Write lines (their bytes and what they say) durably, as `append` does; return the changes that show."""
        data = b"".join(raw for raw, _ in lines)
        if self.offset + len(data) > LARGEST:
            raise too_large(self.path)
        if self.suspect:
            self._write_afresh(data)
        else:
            self._write(data)
        self._advance(data)
        self.torn, self.loose = 0, b""
        return [change for _, line in lines for change in self._count(line)]

    def _write(self, data: bytes) -> None:
        fd = self._open(os.O_RDWR | os.O_CREAT)
        if not self.offset:
            # Whoever created the file may have died before its name was durable.
            self._disk.sync_folder(os.path.dirname(self.path))
        self._mend_tail(fd)
        try:
            self._disk.write_all(fd, data)
        except OSError:
            self._cut_back(fd)
            raise
        try:
            self._disk.fsync(fd)
        except OSError:
            # A failed fsync is final: the kernel may have dropped the pages, so the line must not stay,
            # and no later fsync of this file says anything.
            self.suspect = True
            self._cut_back(fd)
            raise
        self._stay_in_place()

    def _stay_in_place(self) -> None:
        """OSError if another file was put in the log's place while this one was written: nobody would read it."""
        state = self._disk.state(self.path)
        if (state.st_dev, state.st_ino) != self._file:
            raise OSError(errno.ESTALE, "it was replaced while it was written")
        self._modified = state.st_mtime_ns

    def _write_afresh(self, data: bytes) -> None:
        """Put a new file with the good lines and ``data`` in the place of one whose disk has failed."""
        size = self.size
        good = self._bytes(0, self.offset)
        if size > self.offset:
            self._set_aside(self.path, self._bytes(self.offset, size))
        self._disk.write_file(self.path, good + data)
        self._adopt()

    def _adopt(self) -> None:
        """Take the file that this process has just put in the log's place for the one it knows."""
        self.close()
        state = self._disk.state(self.path)
        self._file, self._modified, self.suspect = (state.st_dev, state.st_ino), state.st_mtime_ns, False

    def drop_damaged(self) -> None:
        """Rewrite the log without its damaged lines, once every one is set aside (the caller holds the lock)."""
        data = self._bytes(0, self.size)
        good, damaged = [], []
        for raw in lines_in(data):
            if not _is_sound(raw):
                damaged.append(raw)
            elif raw.strip():
                good.append(raw + b"\n")
        for raw in damaged[:FEW]:
            self._set_aside(self.path, raw)
        if damaged[FEW:]:
            self._set_aside(self.path, b"\n".join(damaged[FEW:]))
        self._disk.write_file(self.path, b"".join(good))
        self._adopt()
        self.damaged, self.torn = 0, 0
        self._rewind()
        self._advance(b"".join(good))

    def _cut_back(self, fd: int) -> None:
        try:
            self._disk.truncate(fd, self.offset)
            self._disk.fsync(fd)
        except OSError:
            # The next append sets the tail aside; until then it cannot count for this process.
            self.suspect = True
            self.close()

    def _mend_tail(self, fd: int) -> None:
        """Set aside what a dead writer left behind the last whole line (the caller holds the lock)."""
        size = os.fstat(fd).st_size
        if size <= self.offset:
            return
        torn = self._tail(size)
        try:
            decode(torn)
        except ValueError:
            self._set_aside(self.path, torn)
            self._disk.truncate(fd, self.offset)
            self.torn = 0
            return
        # Whole but for its line end (an editor, a merge tool): it was acknowledged and must count.
        self._disk.write_all(fd, b"\n")
        self._take(torn)
        self._advance(torn + b"\n")

    def ends_with(self, data: bytes) -> bool:
        """Whether ``data`` are the last bytes that were read of the file. OSError if it cannot be read."""
        start = self.offset - len(data)
        return start >= 0 and self._bytes(start, self.offset) == data

    def close(self) -> None:
        """Let go of the file."""
        if self._fd is not None:
            self._disk.close(self._fd)
            self._fd = None


def _is_sound(raw: bytes) -> bool:
    """Whether ``raw`` is a line of a log, or blank."""
    if len(raw) < SHORTEST:
        return not raw.strip()
    try:
        decode(raw)
    except ValueError:
        return not raw.strip()
    return True
