"""The store of a library folder: many databases, transactions over them, kept texts, quarantine.

    annotations/<article-id>.jsonl   the truth            annotations/.texts/<sha256>.txt   annotated texts
    annotations/<article-id>.json    checkpoint           annotations/quarantine/           damaged bytes
    annotations/_library.jsonl       the library's own    annotations/.locks/               one lock a database

The folder is made at the first change. Nothing here knows the time: the clock is an argument. There are no
threads: `tick` does what is due.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from reader.store.alone import alone
from reader.store.checkpoint import Present
from reader.store.database import Database
from reader.store.disk import Disk
from reader.store.line import Change, Line
from reader.store.port import LIBRARY, Changed, Finding, Listener, Put, ReadOnly, Record, Stale, Unsaved, copied
from reader.store.tables import META, SCHEMA
from reader.store.texts import Texts
from reader.text.canonical import sha256
from reader.text.problem import Problem

CHECKPOINT_AFTER = 2_000_000
"""Microseconds after the last change at which a checkpoint is due."""

CHECKPOINT_CHANGES = 400
"""Changes after which one is due at once; more in a large database, so that its cost stays in proportion."""

FEW = 32
"""A change over more databases than this opens their logs one at a time."""

_IGNORE = "*.json\n.locks/\n.backup/\nquarantine/\n*.draft\n"
_ATTRIBUTES = "*.jsonl merge=union -text\n.texts/* -text\n"


def _as_it_is(_table: str, record: Record) -> Record:
    return record


class FolderStore:
    """Meets `reader.store.port.Store` on the folder ``annotations``.

    ``clock`` returns microseconds; ``writer`` names this process in the lines it writes (random, not reused).
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], int],
        writer: str,
        disk: Disk | None = None,
        present: Present = _as_it_is,
    ) -> None:
        self.threads = threading.RLock()
        self.folder = folder
        self.present = present
        self._clock = clock
        self._writer = writer
        self._disk = disk or Disk()
        self._texts = Texts(folder / ".texts", self._disk, self._set_aside)
        self._open: dict[str, Database] = {}
        self._listeners: list[Listener] = []
        self._findings: list[Finding] = []
        self._made = False
        self._transactions = 0
        self._writing: set[str] = set()
        self._seen = self._states()
        self.read_only: str | None = None
        if folder.is_dir():
            if not os.access(folder, os.W_OK):
                self.read_only = f"The folder {folder.name} cannot be written."
            self._database(LIBRARY)

    # -- reading

    @alone
    def databases(self) -> list[str]:
        """See `Store.databases`; a checkpoint whose log is missing counts."""
        try:
            names = {path.stem for path in self.folder.iterdir() if path.suffix in (".jsonl", ".json")}
        except (FileNotFoundError, NotADirectoryError):
            return []
        return sorted(name for name in names if not name.startswith("."))

    def _states(self) -> dict[str, tuple[int, int, int]]:
        """Return what tells that a log has changed, by database; one scan of the folder."""
        states = {}
        with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(self.folder) as entries:
            for entry in entries:
                if entry.name.endswith(".jsonl") and not entry.name.startswith("."):
                    state = entry.stat()
                    states[entry.name[:-6]] = (state.st_ino, state.st_size, state.st_mtime_ns)
        return states

    @alone
    def get(self, database: str, table: str, id_: str) -> tuple[Record | None, int]:
        """See `Store.get`."""
        row = self._database(database).log.tables.rows.get(table, {}).get(id_)
        return (copied(row.record), row.revision) if row else (None, 0)

    @alone
    def records(self, database: str, table: str) -> dict[str, Record]:
        """See `Store.records`."""
        live = self._database(database).log.tables.live(table)
        return {id_: copied(record) for id_, record in live.items()}

    def _database(self, name: str) -> Database:
        database = self._open.get(name)
        if database is None:
            if name != LIBRARY:
                # It says which transactions count.
                self._database(LIBRARY)
            database = Database(self.folder, name, self._disk, self._set_aside, self._is_committed, self.put)
            self._open[name] = database
            try:
                self._catch_up(database)
            except OSError as error:
                # Never pass off as empty what could not be read.
                del self._open[name]
                where = f"{database.log.path.name}: {error.strerror or error}."
                hint = "Check the disk, then try again; nothing was changed."
                raise Problem("The annotations cannot be read.", where, hint, status=1) from error
            if database.log.tables.schema <= SCHEMA:
                self._heal(database)
            if database.log.tables.schema > SCHEMA:
                self.read_only = "A newer version of this program wrote this library; it is opened for reading only."
        return database

    def _is_committed(self, transaction: str) -> bool:
        return transaction in self._open[LIBRARY].log.transactions

    def _catch_up(self, database: Database) -> list[Changed]:
        """Read the tail of a log, and of the library's if the commit line of a part may be there."""
        restarts = database.log.restarts
        changed = _told(database.name, database.log.refresh())
        if database.log.waiting and database.name != LIBRARY:
            changed += _told(LIBRARY, self._open[LIBRARY].log.refresh())
            changed += _told(database.name, database.log.refresh())
        if database.log.restarts != restarts and not database.log.offset:
            # Taken away or emptied under us: that is damage. Any other log put in its place is somebody's will.
            changed += _told(database.name, self._heal(database))
        return changed

    def _heal(self, database: Database) -> list[Change]:
        if not database.needs_healing():
            return []
        lost: list[Change] = []
        try:
            with database.locked():
                database.log.refresh()
                reason = database.needs_healing()
                if reason:
                    lost = database.heal(reason, self._clock(), self._writer)
                    database.write_checkpoint(self.present)
        except (OSError, Unsaved, ReadOnly) as error:
            finding = Finding(database.name, "It could not be healed.", f"Make the folder writable: {error}.")
            self._findings.append(finding)
        return lost

    # -- writing

    @alone
    def put(self, puts: Sequence[Put]) -> None:
        """See `Store.put`. Changes in several databases count once `_library` holds the commit line."""
        self._refuse_if_read_only()
        # Always in one order, the library last: two writers never wait for each other.
        names = sorted({put.database for put in puts}, key=_library_last)
        if len(names) > 1 and LIBRARY not in names:
            names.append(LIBRARY)
        self._make_folder()
        if len(names) > FEW:
            self._disk.allow(len(names))
        changed: list[Changed] = []
        try:
            with contextlib.ExitStack() as locks:
                for name in names:
                    locks.enter_context(self._database(name).locked())
                    changed += self._catch_up(self._open[name])
                self._write(puts, names, changed)
        except OSError as error:
            raise _unsaved(self.folder.name, error) from error
        finally:
            self._let_go(names)
            self._tell(changed)
        self._checkpoint_full(names)

    def _refuse_if_read_only(self) -> None:
        if self.read_only:
            hint = "Update the program, or make the folder writable."
            raise ReadOnly("The library can only be read.", self.read_only, hint, status=1)

    def _write(self, puts: Sequence[Put], names: list[str], changed: list[Changed]) -> None:
        """Append ``puts`` (the caller holds the locks) and add to ``changed`` what then counts."""
        for put in puts:
            if put.base is not None and self.get(put.database, put.table, put.id)[1] != put.base:
                raise Stale(put)
        transaction = self._next_transaction() if len(names) > 1 else None
        own: list[Changed] = []
        for name in names:
            mine = [put for put in puts if put.database == name]
            own += _told(name, self._append(self._open[name], mine, transaction))
            if len(names) > FEW:
                self._open[name].log.close()
        for name in names:
            self._open[name].log.settle()
        changed += own

    def _let_go(self, names: list[str]) -> None:
        """Keep open only the logs that were written last."""
        for name in self._writing.difference(names):
            self._open[name].log.close()
        self._writing = {name for name in names if name in self._open}

    def _append(self, database: Database, puts: list[Put], transaction: str | None) -> list[Change]:
        changes = database.collect(puts)
        if not changes and not (transaction and database.name == LIBRARY):
            return []
        try:
            database.append(Line(changes, self._clock(), self._writer, transaction))
        except OSError as error:
            raise _unsaved(database.log.path.name, error) from error
        return list(changes)

    def _next_transaction(self) -> str:
        self._transactions += 1
        return f"{self._writer}-{self._clock()}-{self._transactions}"

    def _make_folder(self) -> None:
        if self._made and self.folder.is_dir():
            return
        try:
            self._disk.mkdir(self.folder / ".locks")
            for name, content in ((".gitignore", _IGNORE), (".gitattributes", _ATTRIBUTES)):
                if not (self.folder / name).exists():
                    self._disk.write_file(self.folder / name, content.encode())
            self._disk.sync_folder(self.folder.parent)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOTDIR):
                raise _unsaved(self.folder.name, error) from error
            raise ReadOnly(
                "The library can only be read.",
                f"{self.folder.name}: {error.strerror or error}.",
                "Make the folder writable, or work on a copy.",
                status=1,
            ) from error
        self._made = True
        self._database(LIBRARY)

    # -- others' changes

    @alone
    def refresh(self) -> list[Changed]:
        """See `Store.refresh`: one scan of the folder, then the tails of the logs that have moved."""
        if not self.folder.is_dir():
            return []
        states = self._states()
        moved = {name for name in {*states, *self._seen} if states.get(name) != self._seen.get(name)}
        moved |= {name for name, database in self._open.items() if database.log.waiting}
        changed = self._catch_up(self._database(LIBRARY))
        for name in sorted(moved - {LIBRARY}):
            try:
                known = self._open.get(name)
                changed += self._catch_up(known) if known else self._content(name)
            except (OSError, Problem) as error:
                # Looked at again next time; what others have changed elsewhere must still be told.
                states.pop(name, None)
                self._findings.append(Finding(name, f"It could not be read: {error}.", "Check the disk."))
        self._seen = states
        self._tell(changed)
        return changed

    def _content(self, name: str) -> list[Changed]:
        """Open a database that has appeared or moved since, and return all of it."""
        rows = self._database(name).log.tables.rows
        return [
            Changed(name, table, id_, copied(row.record), row.revision)
            for table, some in rows.items()
            for id_, row in some.items()
            if table != META
        ]

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """See `Store.subscribe`."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self, changed: list[Changed]) -> None:
        for listener in list(self._listeners) if changed else ():
            listener(changed)

    # -- kept texts

    @alone
    def keep_text(self, text: str) -> str:
        """See `Store.keep_text`."""
        digest = sha256(text)
        if self.text(digest) is None:
            self._refuse_if_read_only()
            self._make_folder()
            try:
                self._texts.keep(text, digest)
            except OSError as error:
                raise _unsaved(".texts", error) from error
        return digest

    @alone
    def text(self, digest: str) -> str | None:
        """See `Store.text`; a text whose bytes no longer give its name counts as missing."""
        return self._texts.get(digest)

    # -- upkeep

    def _set_aside(self, path: Path, data: bytes) -> None:
        name = f"{path.name}.{hashlib.sha256(data).hexdigest()[:12]}"
        target = self.folder / "quarantine" / name
        what = f"Damaged bytes were set aside in quarantine/{name}."
        self._findings.append(Finding(path.name, what, "Look at them; restore a backup if something is missing."))
        if not target.exists():
            self._disk.mkdir(target.parent)
            self._disk.write_file(target, data)

    @alone
    def findings(self) -> list[Finding]:
        """See `Store.findings`; opens every database."""
        found = [finding for name in self.databases() for finding in self._findings_of(self._database(name))]
        mend = "Annotate the same text again, or restore it from a backup."
        found += [Finding(f".texts/{name}", "The kept text is damaged.", mend) for name in self._texts.damaged()]
        return list(dict.fromkeys([*self._findings, *found]))

    def _findings_of(self, database: Database) -> Iterable[Finding]:
        yield from database.findings
        if database.log.torn:
            what = f"Its last line is unfinished ({database.log.torn} bytes) and does not count."
            yield Finding(database.log.path.name, what, "The next change sets it aside; look at it in quarantine.")
        foreign = database.foreign_checkpoint()
        if foreign:
            yield foreign
        for table, rows in database.log.tables.rows.items():
            for id_, row in rows.items():
                if row.rivals:
                    what = f"{len(row.rivals) + 1} versions of {table}/{id_} were made at the same time; one is shown."
                    yield Finding(database.log.path.name, what, "Edit the one shown; the others stay in the log.")

    def _checkpoint_full(self, names: list[str]) -> None:
        for database in [self._open[name] for name in names]:
            if database.since_checkpoint >= CHECKPOINT_CHANGES:
                rows = sum(len(rows) for rows in database.log.tables.rows.values())
                if database.since_checkpoint >= max(CHECKPOINT_CHANGES, rows):
                    self._checkpoint(database)

    @alone
    def tick(self) -> None:
        """See `Store.tick`: rewrite the checkpoints whose last change is two seconds old."""
        now = self._clock()
        for database in list(self._open.values()):
            if database.changed_at is not None and now - database.changed_at >= CHECKPOINT_AFTER:
                self._checkpoint(database)

    def _checkpoint(self, database: Database) -> None:
        try:
            with database.locked():
                self._tell(self._catch_up(database))
                database.write_checkpoint(self.present)
        except (OSError, Unsaved, ReadOnly) as error:
            # The log has everything: a checkpoint that cannot be written costs nothing but is said.
            database.changed_at = None
            finding = Finding(database.checkpoint.name, f"It could not be rewritten: {error}.", "Free some space.")
            database.findings.append(finding)

    @alone
    def close(self) -> None:
        """See `Store.close`."""
        for database in self._open.values():
            if database.changed_at is not None:
                self._checkpoint(database)
            database.log.close()


def _library_last(name: str) -> tuple[bool, str]:
    return name == LIBRARY, name


def _unsaved(where: str, error: OSError) -> Unsaved:
    return Unsaved(
        "The change could not be saved.",
        f"{where}: {error.strerror or error}.",
        "Free some space or check the disk, then try again; nothing saved before is lost.",
        status=1,
    )


def _told(name: str, changes: Iterable[Change]) -> list[Changed]:
    return [
        Changed(name, change.table, change.id, copied(change.record), change.revision)
        for change in changes
        if change.table != META
    ]
