"""One database: its log, its lock, its checkpoint and its TinyDB face."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from reader.store import checkpoint
from reader.store.disk import Disk
from reader.store.line import Change, Line
from reader.store.log import Committed, Log, SetAside
from reader.store.port import Finding, Put, ReadOnly, Record, Unsaved
from reader.store.tables import META, SCHEMA

if TYPE_CHECKING:
    from reader.store.tiny import LogDatabase

ADDED = frozenset({"tag_paths"})
"""Fields that only the checkpoint has."""

LOCK_SECONDS = 10.0

Direct = Callable[[list[Put]], None]
"""The store's own `put`, for what somebody writes through the TinyDB face."""


class Database:
    """``name`` in ``folder``. Locking is the caller's: `locked` around every read-modify-write."""

    def __init__(
        self, folder: Path, name: str, disk: Disk, set_aside: SetAside, committed: Committed, direct: Direct
    ) -> None:
        self.name = name
        self.log = Log(folder / f"{name}.jsonl", disk, set_aside, committed)
        self.checkpoint = folder / f"{name}.json"
        self.since_checkpoint = 0
        self.changed_at: int | None = None
        self.findings: list[Finding] = []
        self._disk = disk
        self._lock = FileLock(folder / ".locks" / f"{name}.lock")
        self._set_aside = set_aside
        self._direct = direct
        self._batch: list[tuple[str, str, Record | None]] | None = None

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the database's lock; Unsaved if another process keeps it for ten seconds."""
        try:
            self._lock.acquire(timeout=LOCK_SECONDS, poll_interval=0.002)
        except PermissionError as error:
            raise ReadOnly(
                "The library can only be read.", f"{self.name}: {error}.", "Make the folder writable.", status=1
            ) from error
        except Timeout as error:
            raise Unsaved(
                "Another program is writing.",
                f"It has held {self.name} for {LOCK_SECONDS:.0f} seconds.",
                "Close the other program, then try again.",
                status=1,
            ) from error
        try:
            yield
        finally:
            self._lock.release()

    def needs_healing(self) -> str | None:
        """Return why the checkpoint must make up for the log, or None; looks at sizes only."""
        try:
            with self.checkpoint.open("rb") as file:
                start = file.read(256)
        except FileNotFoundError:
            return None
        size = self.log.path.stat().st_size if self.log.path.exists() else 0
        if self.log.damaged:
            return "The log has damaged lines."
        told = checkpoint.head(start)
        if told and told.schema > SCHEMA:
            return None
        if size == 0 and (told is None or told.size > 0) and len(start) > 2:
            return "The log is empty or missing."
        if told and size < told.size:
            return "The log is shorter than its checkpoint says."
        return None

    def heal(self, reason: str, time: int, writer: str) -> list[Change]:
        """Append what the checkpoint has and the log lost (the caller holds the lock)."""
        mend = f"The program brought back what {self.checkpoint.name} had; compare with a backup."
        self.findings.append(Finding(self.log.path.name, reason, mend))
        data = self.checkpoint.read_bytes()
        try:
            kept = checkpoint.decode(data, ADDED)
        except ValueError:
            self.findings.append(Finding(self.checkpoint.name, "It cannot be read.", "Restore it from a backup."))
            return []
        lost = [change for change in kept if change.revision > self.log.tables.revision(change.table, change.id)]
        if lost:
            self._set_aside(self.checkpoint, data)
            self.append(Line(tuple(lost), time, writer))
        return lost

    def append(self, line: Line) -> None:
        """Write a line durably; the first line of a log also says its schema."""
        if META not in self.log.tables.rows:
            schema = Change(META, "schema", 1, {"id": "schema", "version": SCHEMA})
            line = line._replace(changes=(*line.changes, schema))
        self.log.append(line)
        self.since_checkpoint += len(line.changes)
        self.changed_at = line.time

    def write_checkpoint(self, present: checkpoint.Present) -> None:
        """Rewrite the checkpoint from the tables, atomically; one that somebody else wrote is set aside first."""
        finding = self.foreign_checkpoint() or self._richer_checkpoint()
        if finding:
            self._set_aside(self.checkpoint, self.checkpoint.read_bytes())
            self.findings.append(finding)
        self._disk.write_file(self.checkpoint, checkpoint.encode(self.log.tables, self.log.offset, present))
        self.since_checkpoint, self.changed_at = 0, None

    def foreign_checkpoint(self) -> Finding | None:
        """Return a finding if the checkpoint is damaged or somebody else wrote it."""
        try:
            data = self.checkpoint.read_bytes()
        except FileNotFoundError:
            return None
        if checkpoint.is_whole(data):
            return None
        return Finding(
            self.checkpoint.name,
            "Its content is not what this program wrote; it was not taken in.",
            "Import it if the changes were meant; else delete the file, it is made anew.",
        )

    def _richer_checkpoint(self) -> Finding | None:
        """Return a finding if the checkpoint stands for more than the log has (a checkout, or a cut log)."""
        try:
            told = checkpoint.head(self.checkpoint.read_bytes())
        except FileNotFoundError:
            return None
        if told is None or told.size <= self.log.offset:
            return None
        what = "It stood for a longer log; it was kept in quarantine and made anew."
        return Finding(self.checkpoint.name, what, "Compare the two if the log was not replaced on purpose.")

    @functools.cached_property
    def tiny(self) -> LogDatabase:
        """The database as a TinyDB; what is written through it is durable on return."""
        from reader.store.tiny import LogDatabase, LogStorage

        return LogDatabase(lambda: self.log.tables, self._write_for_tiny, storage=LogStorage)

    def collect(self, puts: Sequence[Put]) -> tuple[Change, ...]:
        """Return the changes that ``puts`` come to, by way of the TinyDB tables; nothing is written yet."""
        self._batch = []
        # One revision a record: of several puts of one record the last counts.
        last = {(put.table, put.id): put for put in puts}
        try:
            for put in last.values():
                self.tiny.table(put.table).keep(put.id, put.record)  # type: ignore[attr-defined]
            return tuple(self._numbered(self._batch))
        finally:
            self._batch = None

    def _numbered(self, changes: Sequence[tuple[str, str, Record | None]]) -> Iterator[Change]:
        for table, id_, record in changes:
            yield Change(table, id_, self.log.tables.revision(table, id_) + 1, record)

    def _write_for_tiny(self, changes: Sequence[tuple[str, str, Record | None]]) -> None:
        if self._batch is not None:
            self._batch += changes
        else:
            # What TinyDB computed rests on what it saw: another's change since then makes it stale.
            seen = self.log.tables.revision
            self._direct([Put(self.name, table, id_, record, seen(table, id_)) for table, id_, record in changes])
