"""One database: its log, its lock, its checkpoint, its newest lines a second time, and its TinyDB face."""

from __future__ import annotations

import errno
import functools
import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.store import checkpoint
from reader.store.disk import Disk
from reader.store.interface import LIBRARY, Finding, Put, ReadOnly, Record, Refused, Unsaved
from reader.store.line import HIGHEST, Change, Line, encode
from reader.store.log import Committed, Log, SetAside
from reader.store.migration import SCHEMA
from reader.store.tables import META
from reader.store.tail_copy import Recent

if TYPE_CHECKING:
    from reader.store.lock import Lock
    from reader.store.tinydb_adapter import LogDatabase

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
        self.set_aside = set_aside
        self._direct = direct
        self._batch: list[tuple[str, str, Record | None]] | None = None

    @functools.cached_property
    def _lock(self) -> Lock:
        """Whoever only reads does without it."""
        from reader.store.lock import Lock

        return Lock(self._lock_file, self._disk)

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
                if not self._disk.is_folder(os.path.dirname(self.checkpoint)):
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

    # -- what the log may have lost

    def may_lack(self) -> bool:
        """Whether the log may lack what its checkpoint or the newest lines have; `healing` looks closer."""
        told = self.told()
        if told and told.schema > SCHEMA:
            return False
        return not self.explains(told) or bool(self.lost_lines())

    def told(self) -> checkpoint.Head | None:
        """Return what the checkpoint says of itself; None if there is none, or if its start is not this program's."""
        try:
            return checkpoint.head(self._disk.bytes_of(self.checkpoint, checkpoint.HEAD))
        except (FileNotFoundError, NotADirectoryError):
            return None

    def explains(self, told: checkpoint.Head | None) -> bool:
        """Whether the log has all that a checkpoint has that says this of itself, as far as that tells.

        One that is not this program's is asked only if the log shows damage.
        """
        if told is None:
            return bool(self.log.offset and not self.log.is_hurt) or not self.has_checkpoint()
        # A part that waits for its commit line may have counted when the checkpoint was made.
        same = told.checksum is not None and self.log.begins_with(told.size, told.checksum)
        return same and not self.log.waiting

    def checkpoint_bytes(self) -> bytes:
        """Return what is in the checkpoint; FileNotFoundError if there is no plain file of its name."""
        return self._disk.bytes_of(self.checkpoint)

    def has_checkpoint(self) -> bool:
        """Whether there is a checkpoint with anything in it."""
        try:
            return self._disk.state(self.checkpoint).st_size > len("{}")
        except (FileNotFoundError, NotADirectoryError):
            return False

    def lost_lines(self) -> list[tuple[bytes, Line]]:
        """Return the newest lines that are not in the log."""
        data = self.recent.data()
        # Its bytes may end a log whose damage has taken the first of its lines along.
        if not data or (not self.log.is_hurt and self.log.ends_with(data)):
            return []
        return [(raw, line) for raw, line in self.recent.lines(data) if not self._has(line)]

    def _has(self, line: Line) -> bool:
        if line.transaction:
            return line.transaction in self.log.transactions
        return all(self.log.tables.has(change) for change in line.changes)

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
        size, checksum = self.log.extent
        origin = checkpoint.Origin(self.name, size, checksum, self.log.first)
        return checkpoint.Making(self.log.tables, transactions, origin, present)

    def write_checkpoint(self, present: checkpoint.Present, made: checkpoint.Making | None = None) -> None:
        """Rewrite the checkpoint from the tables, atomically; one that the log does not explain is set aside first.

        ``made`` is taken if it still holds.
        """
        if finding := self.foreign_checkpoint() or self._richer_checkpoint():
            self.set_aside(self.checkpoint, self.checkpoint_bytes())
            self.findings.append(finding)
        if made is None or not self.still_holds(made):
            made = self.making(present)
        self._disk.write_file(self.checkpoint, made.content())
        self.since_checkpoint, self.changed_at = 0, None
        self.forget_recent()

    def still_holds(self, made: checkpoint.Making) -> bool:
        """Whether nothing has been taken in since the checkpoint was begun."""
        return made.holds(self.log.tables, self.log.extent[0])

    def keep_both(self) -> None:
        """Set aside the log, if any of its bytes are no line, and the checkpoint, both as they are."""
        if self.log.is_hurt:
            self.set_aside(self.log.path, self._disk.bytes_of(self.log.path))
        if self.has_checkpoint():
            self.set_aside(self.checkpoint, self.checkpoint_bytes())

    def remove_checkpoint(self) -> None:
        """Set the checkpoint aside and remove it."""
        if self._disk.exists(self.checkpoint):
            self.set_aside(self.checkpoint, self.checkpoint_bytes())
            self._disk.unlink(self.checkpoint)

    def forget_recent(self) -> None:
        """Cut the file of the newest lines to nothing; lines that the log lacks are set aside first."""
        data = self.recent.data()
        if data and not self.log.ends_with(data):
            good = self.recent.lines(data)
            if b"".join(raw for raw, _ in good) != data or not all(self._has(line) for _, line in good):
                self.set_aside(self.recent.path, data)
        self.recent.clear()

    def foreign_checkpoint(self) -> Finding | None:
        """Return a finding if the checkpoint is damaged, of another database, or somebody else wrote it."""
        try:
            data = self.checkpoint_bytes()
        except FileNotFoundError:
            return None
        if not checkpoint.is_whole(data):
            what = "Its content is not what this program wrote; it was not taken in."
        elif (owner := checkpoint.owner(data)) not in (None, self.name):
            what = f"It is a checkpoint of {owner}; it was not taken in."
        else:
            return None
        return Finding(
            os.path.basename(self.checkpoint),
            what,
            "Import it if the changes were meant; else delete the file, it is made anew.",
        )

    def _richer_checkpoint(self) -> Finding | None:
        """Return a finding if the checkpoint has what the log lacks."""
        if self.explains(self.told()):
            return None
        from reader.store.healing import Lost

        lost = Lost(self)
        if not lost.from_checkpoint:
            return None
        what = f"It had records that the log lacks ({lost.count}); it was kept in quarantine and made anew."
        return Finding(os.path.basename(self.checkpoint), what, "Compare the two if that was not meant.")

    @functools.cached_property
    def tiny(self) -> LogDatabase:
        """The database as a TinyDB; what is written through it is durable on return."""
        from reader.store.tinydb_adapter import LogDatabase, LogStorage

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
            revision = self.log.tables.revision(table, id_) + 1
            if revision > HIGHEST:
                # Only somebody who counts otherwise than this program gets there.
                what = f"{self.name}: {table}/{id_} has been changed too often."
                raise Refused("The change cannot be saved.", what, "Look at its line in the log.", status=1)
            yield Change(table, id_, revision, record)

    def _write_for_tiny(self, changes: Sequence[tuple[str, str, Record | None]]) -> None:
        if self._batch is not None:
            self._batch += changes
        else:
            # What TinyDB computed rests on what it saw: another's change since then makes it stale.
            seen = self.log.tables.revision
            self._direct([Put(self.name, table, id_, record, seen(table, id_)) for table, id_, record in changes])
