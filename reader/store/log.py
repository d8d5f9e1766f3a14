"""The append-only log of a database. After the first time, only what was appended is read.

Appending needs the database's lock. An append is acknowledged once the line is fsynced. A line that a dead
writer left unfinished at the end is set aside before the next append; a damaged line anywhere is set aside and
reported, and never counts.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.store.disk import Disk
from reader.store.lines import SHORTEST, lines_in
from reader.store.log_file import LogFile
from reader.store.log_line import LoggedChange, LogLine, decode
from reader.store.log_prefix import LogPrefix
from reader.store.migration import upgrade
from reader.store.plain_file import LARGEST, NoPlainFile, too_large
from reader.store.replay import IsCommitted, Replay
from reader.store.tables import Tables

if TYPE_CHECKING:
    from _typeshed import StrPath

    from reader.store.merged import Rules

SetAside = Callable[["StrPath", bytes], None]
"""Quarantines damaged bytes of the file at the path; OSError if the disk refuses."""
FEW = 16
"""Damaged lines that are set aside one by one; any more as one piece."""


class Log:
    """The log at ``path`` and the tables it adds up to.

    ``damaged`` counts the lines that cannot be read. ``torn`` are the bytes behind the last whole line; ``loose`` is a
    last line that is whole but for its line end, and counts. ``restarts`` counts how often the file was replaced,
    shortened or rewritten by others and was read from its start again. ``rules`` say how versions of a record are merged.
    """

    def __init__(self, path: str, disk: Disk, set_aside: SetAside, is_committed: IsCommitted, rules: Rules) -> None:
        self.path = path
        self.damaged = 0
        self.torn = 0
        self.loose = b""
        self.restarts = 0
        self._file = LogFile(path, disk)
        self._prefix = LogPrefix()
        self._replay = Replay(is_committed)
        self._set_aside = set_aside
        self._rules = rules

    # -- what was read

    @property
    def name(self) -> str:
        """The name of the file."""
        return Path(self.path).name

    @property
    def tables(self) -> Tables:
        """The records; another object after each of the `restarts`."""
        return self._replay.tables

    @property
    def transactions(self) -> set[str]:
        """The transactions that the lines name."""
        return self._replay.transactions

    @property
    def waiting(self) -> dict[str, list[LogLine]]:
        """The lines of transactions that have no commit line so far, by transaction."""
        return self._replay.waiting

    @property
    def schema(self) -> int:
        """The newest schema that a line has."""
        return self._replay.schema

    @property
    def offset(self) -> int:
        """How many bytes were read: those of whole lines."""
        return self._prefix.size

    @property
    def first_line(self) -> int | None:
        """The checksum of the first line; None if that line is damaged or missing."""
        return self._prefix.first_line

    @property
    def is_hurt(self) -> bool:
        """Whether the file has bytes that are not a line."""
        return bool(self.damaged or self.torn)

    @property
    def is_full(self) -> bool:
        """Whether the file is nearly as large as a log may be."""
        return self.offset > LARGEST - LARGEST // 16

    @property
    def is_suspect(self) -> bool:
        """Whether the disk failed while the file was written: the next append makes a fresh file."""
        return self._file.suspect

    @property
    def extent(self) -> tuple[int, int]:
        """How many bytes from the start the tables stand for, and the checksum of these bytes."""
        size, checksum = self.offset + len(self.loose), self._prefix.checksum_with(self.loose)
        self._prefix.remember(size, checksum)
        return size, checksum

    def begins_with(self, size: int, checksum: int) -> bool:
        """Whether the first ``size`` bytes were read and have this checksum. OSError if they cannot be read again."""
        if size > self.offset + len(self.loose):
            return False
        own = self._prefix.checksum_of(size)
        if own is None:
            self._prefix.remember(size, own := zlib.crc32(self._file.read(0, size)))
        return checksum == own

    def ends_with(self, data: bytes) -> bool:
        """Whether ``data`` are the last bytes that were read of the file. OSError if it cannot be read."""
        start = self.offset - len(data)
        return start >= 0 and self._file.read(start, self.offset) == data

    # -- reading

    def refresh(self) -> list[LoggedChange]:
        """Read what has been appended since the last time, and return the changes that show."""
        return self._merged(self._read_on())

    def _read_on(self) -> list[LoggedChange]:
        try:
            state = self._file.state()
        except (FileNotFoundError, NotADirectoryError) as error:
            if self._file.was_seen and isinstance(error, NoPlainFile):
                raise  # that is not the log, so what was read stays
            # A log that was removed is read anew when it comes back. A missing folder says nothing about the
            # log, so what was read stays in view.
            return self._start_over() if self._file.was_seen and self._file.has_folder() else []
        if self._file.is_another(state) or (self._file.was_seen and state.st_size < self.offset):
            return self._start_over()
        if state.st_size == self.offset and state.st_mtime_ns == self._file.modified:
            self.torn, self.loose = 0, b""
            return self.settle()
        changes = self._read_tail(state.st_size)
        self._file.modified = state.st_mtime_ns
        return changes

    def settle(self) -> list[LoggedChange]:
        """Take in the lines whose commit line has been seen by now; the disk is not touched."""
        return self._replay.settle()

    def _start_over(self) -> list[LoggedChange]:
        """Read the whole file again. Records that are gone are returned as deleted."""
        before = self.tables
        self._file.forget()
        self._replay.restart()
        self._prefix.reset()
        self.damaged, self.torn, self.loose = 0, 0, b""
        self.restarts += 1
        self._read_on()
        return _differences(before, self.tables)

    def _read_tail(self, size: int) -> list[LoggedChange]:
        mark = self._prefix.mark
        data = self._file.read(self.offset - len(mark), size)
        begin, data = data[: len(mark)], data[len(mark) :]
        whole = data.rfind(b"\n") + 1
        if self.offset and (begin != mark or not all(map(_is_sound, lines_in(data[:whole])))):
            # Somebody wrote over what was read before, so all of the file may be different.
            return self._start_over()
        changes = [change for raw in lines_in(data[:whole]) for change in self._take(raw)]
        self._prefix.advance(data[:whole])
        self.torn, self.loose = len(data) - whole, b""
        if self.torn and _is_sound(data[whole:]):
            # Whole but for its line end (an editor, a merge tool): it counts; taking it again later is harmless.
            self.loose = data[whole:]
            changes += self._take(self.loose)
            self.torn = 0
        return changes + self.settle()

    def _merged(self, changes: list[LoggedChange]) -> list[LoggedChange]:
        """Merge the versions of each record that has several, and return the changes as they show then."""
        if not self.tables.unmerged:
            return changes
        from reader.store.merging import merge_versions  # few logs need it

        places = merge_versions(self.tables, self.lines(), self._rules)
        rows = ((table, id_, self.tables.rows[table][id_]) for table, id_ in places)
        merged = [LoggedChange(table, id_, row.revision, row.shown) for table, id_, row in rows]
        return [change for change in changes if change[:2] not in places] + merged

    def lines(self) -> Iterator[LogLine]:
        """Yield the whole lines of the file, those of transactions that do not count included."""
        for raw in lines_in(self._file.read(0, self.offset) + self.loose):
            try:
                yield upgrade(decode(raw))
            except ValueError:
                continue  # it is damaged, which was reported when it was first read, or blank

    def _take(self, raw: bytes) -> list[LoggedChange]:
        """Take in one line, or set it aside if it is damaged; return the changes that show."""
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
        return self._replay.take(line)

    # -- writing

    def append(self, lines: Sequence[tuple[bytes, LogLine]]) -> list[LoggedChange]:
        """Write lines (their bytes and content) durably and return the changes that show.

        If the disk refuses, OSError is raised and the log is as before.
        """
        data = b"".join(raw for raw, _ in lines)
        if self.offset + len(data) > LARGEST:
            raise too_large(self.path)
        if self._file.suspect:
            self._write_afresh(data)
        else:
            self._mend_tail(self._file.open_to_write(is_new=not self.offset))
            self._file.append(data, self.offset)
        self._prefix.advance(data)
        self.torn, self.loose = 0, b""
        shown = [change for _, line in lines for change in self._replay.take(line)]
        try:
            return self._merged(shown)
        except OSError:
            return shown  # the lines are durable; versions are merged when the log is read again

    def _write_afresh(self, data: bytes) -> None:
        """Put a new file with the good lines and ``data`` in the place of one whose disk has failed."""
        size = self._file.size
        good = self._file.read(0, self.offset)
        if size > self.offset:
            self._set_aside(self.path, self._file.read(self.offset, size))
        self._file.replace(good + data)

    def _mend_tail(self, size: int) -> None:
        """Set aside what a dead writer left behind the last whole line of the file, which has ``size`` bytes."""
        if size <= self.offset:
            return
        tail = self._file.read(self.offset, size)
        try:
            decode(tail)
        except ValueError:
            self._set_aside(self.path, tail)
            self._file.cut(self.offset)
            self.torn = 0
            return
        # Whole but for its line end (an editor, a merge tool): it was acknowledged and must count.
        self._file.write(b"\n")
        self._take(tail)
        self._prefix.advance(tail + b"\n")

    def drop_damaged(self) -> None:
        """Rewrite the log without its damaged lines, once each is set aside (the caller holds the lock)."""
        lines = [(raw, _is_sound(raw)) for raw in lines_in(self._file.read(0, self._file.size))]
        damaged = [raw for raw, is_sound in lines if not is_sound]
        good = b"".join(raw + b"\n" for raw, is_sound in lines if is_sound and raw.strip())
        for raw in damaged[:FEW]:
            self._set_aside(self.path, raw)
        if damaged[FEW:]:
            self._set_aside(self.path, b"\n".join(damaged[FEW:]))
        self._replace(good)

    def replace(self, data: bytes) -> None:
        """Set the log aside as it is and write ``data``, which adds up to the same (the caller holds the lock)."""
        self._set_aside(self.path, self._file.read(0, self._file.size))
        self._replace(data)

    def _replace(self, data: bytes) -> None:
        self._file.replace(data)
        self.damaged, self.torn, self.loose = 0, 0, b""
        self._prefix.reset()
        self._prefix.advance(data)

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        self._file.close()


def _is_sound(raw: bytes) -> bool:
    """Whether ``raw`` is a line of a log, or blank."""
    if len(raw) < SHORTEST:
        return not raw.strip()
    try:
        decode(raw)
    except ValueError:
        return not raw.strip()
    return True


def _differences(before: Tables, after: Tables) -> list[LoggedChange]:
    """Return the records that differ between two states of the tables, as the later one has them."""
    changes = []
    for table in {*before.rows, *after.rows}:
        old_rows, new_rows = before.rows.get(table, {}), after.rows.get(table, {})
        for id_ in {*old_rows, *new_rows}:
            old, new = old_rows.get(id_), new_rows.get(id_)
            if (old.shown if old else None) != (new.shown if new else None):
                changes.append(LoggedChange(table, id_, new.revision if new else 0, new.shown if new else None))
    return changes
