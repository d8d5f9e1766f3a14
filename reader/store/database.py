"""One database: its log, its lock, its checkpoint, its newest lines a second time, and its TinyDB face."""

from __future__ import annotations

import errno
import functools
import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.store import checkpoint
from reader.store.disk import Disk, bytes_of
from reader.store.line import Change, Line, encode
from reader.store.log import Committed, Log, SetAside
from reader.store.migration import SCHEMA
from reader.store.port import LIBRARY, Finding, Put, ReadOnly, Record, Unsaved
from reader.store.recent import Recent
from reader.store.tables import META

if TYPE_CHECKING:
    from reader.store.lock import Lock
    from reader.store.tiny import LogDatabase

ADDED = frozenset({"tag_paths"})
"""Fields that only the checkpoint has."""

LOCK_SECONDS = 10.0

Direct = Callable[[list[Put]], None]
"""The store's own `put`, for what somebody writes through the TinyDB face."""


class Database:
    """``name`` in ``folder``. Locking is the caller's: ``with`` it around every read-modify-write."""

    def __init__(
        self,
        folder: str,
        name: str,
        disk: Disk,
        set_aside: SetAside,
        committed: Committed,
        direct: Direct,
        patience: float = LOCK_SECONDS,
    ) -> None:
        self.name = name
        self.log = Log(f"{folder}/{name}.jsonl", disk, set_aside, committed)
        self.recent = Recent(f"{folder}/.backup/recent/{name}.jsonl", disk)
        self.checkpoint = f"{folder}/{name}.json"
        self.since_checkpoint = 0
        self.changed_at: int | None = None
        self.findings: list[Finding] = []
        self.attended: tuple[int, int] | None = None
        """The restarts and damaged lines of the log that were seen to; None: it was never read."""
        self._disk = disk
        self._lock_file = f"{folder}/.locks/{name}.lock"
        self._patience = patience
        self._set_aside = set_aside
        self._direct = direct
        self._batch: list[tuple[str, str, Record | None]] | None = None

    @functools.cached_property
    def _lock(self) -> Lock:
        """Whoever only reads does without it."""
        from reader.store.lock import Lock

        return Lock(self._lock_file)

    def __enter__(self) -> None:
        """Hold the database's lock as `take` does."""
        self.take()

    def __exit__(self, *_: object) -> None:
        """See `give_back`."""
        self.give_back()

    def give_back(self) -> None:
        """Give the lock back that was taken."""
        self._lock.release()

    def take(self) -> None:
        """Take the database's lock; Unsaved if another process keeps it for longer than the store has patience."""
        try:
            try:
                taken = self._lock.acquire(self._patience)
            except FileNotFoundError:
                if not os.path.isdir(os.path.dirname(self.checkpoint)):
                    raise  # moved away under us: nothing is begun in its place
                # A clone brings the logs without the folder of the locks.
                self._disk.mkdir(os.path.dirname(self._lock.path))
                taken = self._lock.acquire(self._patience)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise
            raise ReadOnly(
                "The library can only be read.", f"{self.name}: {error}.", "Make the folder writable.", status=1
            ) from error
        if not taken:
            raise Unsaved(
                "Another program is writing.",
                f"It holds {self.name}.",
                "Close the other program, then try again.",
                status=1,
            )

    def let_go(self) -> None:
        """Close the files; they are opened again when asked for. The lock must not be held."""
        self.log.close()
        self.recent.close()
        if "_lock" in self.__dict__:
            self._lock.close()

    def __del__(self) -> None:
        """Let go with the last reference: descriptors are mere numbers, which nobody else closes."""
        self.let_go()

    @property
    def is_newer(self) -> bool:
        """Whether a newer version of the program wrote some of it: then nothing is written to it."""
        return max(self.log.schema, self.log.tables.schema) > SCHEMA

    # -- healing

    def needs_healing(self) -> str | None:
        """Return why the log must be made up for, or None; mostly looks at sizes only."""
        try:
            with open(self.checkpoint, "rb") as file:
                start = file.read(checkpoint.HEAD)
        except (FileNotFoundError, NotADirectoryError):
            start = b""
        told = checkpoint.head(start)
        if told and told.schema > SCHEMA:
            return None
        size = self.log.size
        if self.log.damaged:
            return "The log has damaged lines."
        if size == 0 and (told is None or told.size > 0) and len(start) > 2:
            return "The log is empty or missing."
        if told and size < told.size:
            return "The log is shorter than its checkpoint says."
        if self._lost_lines():
            return "The log lacks lines that were saved."
        return None

    def _lost_lines(self) -> list[tuple[bytes, Line]]:
        """Return the newest lines that are not in the log."""
        data = self.recent.data()
        if not data or self.log.ends_with(data):
            return []
        return [(raw, line) for raw, line in self.recent.lines(data) if not self._has(line)]

    def _has(self, line: Line) -> bool:
        if line.transaction:
            return line.transaction in self.log.transactions
        return all(self.log.tables.has(change) for change in line.changes)

    def heal(self, reason: str, time: int, writer: str) -> list[Change]:
        """Append what the log lost and other files have (the caller holds the lock); return what then shows."""
        shown = self.log.append_all(lines) if (lines := self._lost_lines()) else []
        shown += self._heal_from_checkpoint(time, writer)
        count = len({(change.table, change.id) for change in shown})
        mend = f"{count} records were brought back from {os.path.basename(self.checkpoint)} and the newest lines."
        self.findings.append(Finding(self.log.name, reason, f"{mend} `scolie check --mend` clears what is left."))
        return shown

    def _heal_from_checkpoint(self, time: int, writer: str) -> list[Change]:
        try:
            data = bytes_of(self.checkpoint)
            kept = checkpoint.decode(data, ADDED)
        except FileNotFoundError:
            return []
        except ValueError:
            self.findings.append(
                Finding(os.path.basename(self.checkpoint), "It cannot be read.", "Restore it from a backup.")
            )
            return []
        tables = self.log.tables
        lost = tuple(change for change in kept.changes if change.revision > tables.revision(change.table, change.id))
        lines = [Line(lost, time, writer)] if lost else []
        lines += [Line((change,), made, by) for change, made, by in kept.rivals if not tables.has(change)]
        if self.name == LIBRARY:
            # Without its commit line a part in another log would no longer count.
            known = self.log.transactions
            lines += [Line((), time, writer, name) for name in kept.transactions if name not in known]
        if not lines:
            return []
        self._set_aside(self.checkpoint, data)
        return self.append(*lines)

    def accept(self) -> None:
        """Take the log as it is for what was meant (the caller holds the lock); what else is known is set aside."""
        self.findings.append(
            Finding(
                self.log.name,
                "Git put an earlier state there than this machine saw last.",
                "Nothing, if that was meant; what the other state had is kept in quarantine.",
            )
        )
        if os.path.exists(self.checkpoint):
            self._set_aside(self.checkpoint, bytes_of(self.checkpoint))
            self._disk.unlink(self.checkpoint)
        self._forget_recent()

    # -- writing

    def append(self, *lines: Line) -> list[Change]:
        """Write lines durably and return what shows; the first line of a log also says its schema."""
        if META not in self.log.tables.rows:
            schema = Change(META, "schema", 1, {"id": "schema", "version": SCHEMA})
            lines = (lines[0]._replace(changes=(*lines[0].changes, schema)), *lines[1:])
        if SCHEMA > 1:
            lines = tuple(line._replace(schema=SCHEMA) for line in lines)
        encoded = [(encode(line), line) for line in lines]
        shown = self.log.append_all(encoded)
        try:
            self.recent.add(b"".join(raw for raw, _ in encoded))
        except OSError as error:
            # The log has it durably: what failed is a second copy.
            self.recent.close()
            what = f"The newest lines could not be written twice: {error.strerror or error}."
            self.findings.append(Finding(self.log.name, what, "Free some space, or check the disk."))
        self.since_checkpoint += sum(len(line.changes) for line in lines)
        self.changed_at = lines[-1].time
        return shown

    def making(self, present: checkpoint.Present) -> checkpoint.Making:
        """Return the checkpoint of what is known now, to be made."""
        transactions = self.log.transactions if self.name == LIBRARY else ()
        return checkpoint.Making(self.log.tables, transactions, self.log.offset, present)

    def write_checkpoint(
        self, present: checkpoint.Present, *, shortened: bool = False, made: checkpoint.Making | None = None
    ) -> None:
        """Rewrite the checkpoint from the tables, atomically; one that somebody else wrote is set aside first.

        ``shortened``: this program has just made the log shorter, so a checkpoint of a longer one is no surprise.
        ``made`` is taken if it still holds.
        """
        finding = self.foreign_checkpoint() or (None if shortened else self._richer_checkpoint())
        if finding:
            self._set_aside(self.checkpoint, bytes_of(self.checkpoint))
            self.findings.append(finding)
        if made is None or not made.holds(self.log.tables, self.log.offset):
            made = self.making(present)
        self._disk.write_file(self.checkpoint, made.content())
        self.since_checkpoint, self.changed_at = 0, None
        self._forget_recent()

    def _forget_recent(self) -> None:
        data = self.recent.data()
        if data and not self.log.ends_with(data):
            good = self.recent.lines(data)
            if b"".join(raw for raw, _ in good) != data or not all(self._has(line) for _, line in good):
                self._set_aside(self.recent.path, data)
        self.recent.clear()

    def foreign_checkpoint(self) -> Finding | None:
        """Return a finding if the checkpoint is damaged or somebody else wrote it."""
        try:
            data = bytes_of(self.checkpoint)
        except FileNotFoundError:
            return None
        if checkpoint.is_whole(data):
            return None
        return Finding(
            os.path.basename(self.checkpoint),
            "Its content is not what this program wrote; it was not taken in.",
            "Import it if the changes were meant; else delete the file, it is made anew.",
        )

    def _richer_checkpoint(self) -> Finding | None:
        """Return a finding if the checkpoint stands for more than the log has (a checkout, or a cut log)."""
        try:
            told = checkpoint.head(bytes_of(self.checkpoint))
        except FileNotFoundError:
            return None
        if told is None or told.size <= self.log.offset:
            return None
        what = "It stood for a longer log; it was kept in quarantine and made anew."
        return Finding(
            os.path.basename(self.checkpoint), what, "Compare the two if the log was not replaced on purpose."
        )

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
                if not put.beside:
                    self.tiny.table(put.table).keep(put.id, put.record)  # type: ignore[attr-defined]
            changes = list(self._numbered(self._batch))
        finally:
            self._batch = None
        if self.log.tables.contested:
            # Whoever deletes a record has seen all its versions in the list.
            kept = [change for change in changes if change.record is not None and not last[change[:2]].settles]
            changes += [rival for change in kept for rival in self._carried(change)]
        changes += [beside for put in last.values() if put.beside for beside in self._beside(put)]
        return tuple(changes)

    def _carried(self, change: Change) -> Iterator[Change]:
        """Yield the versions beside a record at its new revision: they stay until somebody settles it."""
        row = self.log.tables.rows.get(change.table, {}).get(change.id)
        for _, rival in row.rivals if row else ():
            if rival != change.record:
                yield change._replace(record=rival)

    def _beside(self, put: Put) -> Iterator[Change]:
        """Yield a version for the revision that is there; the newest of them shows."""
        record = None if put.record is None else {**put.record, "id": put.id}
        change = Change(put.table, put.id, max(1, self.log.tables.revision(put.table, put.id)), record)
        if not self.log.tables.has(change):
            yield change

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
