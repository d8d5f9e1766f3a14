"""The store of a library folder: many databases, transactions over them, kept texts, quarantine.

    annotations/<article-id>.jsonl   the truth            annotations/.texts/<sha256>.txt   annotated texts
    annotations/<article-id>.json    checkpoint           annotations/quarantine/           damaged bytes
    annotations/_library.jsonl       the library's own    annotations/.locks/               one lock a database

The folder is made at the first change. Nothing here knows the time: the clock is an argument. There are no
threads: `tick` does what is due.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from reader.store.checkpoint import Present
from reader.store.database import Database
from reader.store.disk import Disk
from reader.store.line import Change, Line
from reader.store.port import LIBRARY, Changed, Finding, Listener, Put, ReadOnly, Record, Stale, Unsaved, copied
from reader.store.tables import SCHEMA
from reader.text.canonical import sha256

CHECKPOINT_AFTER = 2_000_000
"""Microseconds after the last change at which a checkpoint is due."""

CHECKPOINT_CHANGES = 400
"""Changes after which one is due at once; more in a large database, so that its cost stays in proportion."""

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
        self.folder = folder
        self.present = present
        self._clock = clock
        self._writer = writer
        self._disk = disk or Disk()
        self._open: dict[str, Database] = {}
        self._listeners: list[Listener] = []
        self._findings: list[Finding] = []
        self._made = False
        self._transactions = 0
        self.read_only: str | None = None
        if folder.is_dir():
            self._database(LIBRARY)

    # -- reading

    def databases(self) -> list[str]:
        """See `Store.databases`; a checkpoint whose log is missing counts."""
        try:
            names = {path.stem for path in self.folder.iterdir() if path.suffix in (".jsonl", ".json")}
        except FileNotFoundError:
            return []
        return sorted(name for name in names if not name.startswith("."))

    def get(self, database: str, table: str, id_: str) -> tuple[Record | None, int]:
        """See `Store.get`."""
        row = self._database(database).log.tables.rows.get(table, {}).get(id_)
        return (copied(row.record), row.revision) if row else (None, 0)

    def records(self, database: str, table: str) -> dict[str, Record]:
        """See `Store.records`."""
        live = self._database(database).log.tables.live(table)
        return {id_: copied(record) for id_, record in live.items()}

    def _database(self, name: str) -> Database:
        database = self._open.get(name)
        if database is None:
            database = Database(self.folder, name, self._disk, self._set_aside, self._is_committed, self.put)
            self._open[name] = database
            database.log.refresh()
            self._heal(database)
            if database.log.tables.schema > SCHEMA:
                self.read_only = "A newer version of this program wrote this library; it is opened for reading only."
        return database

    def _is_committed(self, transaction: str) -> bool:
        return transaction in self._open[LIBRARY].log.transactions

    def _heal(self, database: Database) -> None:
        if not database.needs_healing():
            return
        try:
            with database.locked():
                database.log.refresh()
                reason = database.needs_healing()
                if reason:
                    database.heal(reason, self._clock(), self._writer)
                    database.write_checkpoint(self.present)
        except (OSError, Unsaved) as error:
            finding = Finding(database.name, "It could not be healed.", f"Make the folder writable: {error}.")
            self._findings.append(finding)

    # -- writing

    def put(self, puts: Sequence[Put]) -> None:
        """See `Store.put`. Changes in several databases count once `_library` holds the commit line."""
        if self.read_only:
            raise ReadOnly("The library can only be read.", self.read_only, "Update the program.", status=1)
        names = sorted({put.database for put in puts})
        transaction = self._next_transaction() if len(names) > 1 else None
        if transaction and LIBRARY not in names:
            names.append(LIBRARY)
        self._make_folder()
        changed: list[Changed] = []
        with contextlib.ExitStack() as locks:
            # Always in one order, the library last: two writers never wait for each other.
            for name in sorted(names, key=lambda name: (name == LIBRARY, name)):
                database = self._database(name)
                locks.enter_context(database.locked())
                changed += _told(name, database.log.refresh())
            for put in puts:
                if put.base is not None and self.get(put.database, put.table, put.id)[1] != put.base:
                    self._tell(changed)
                    raise Stale(put)
            for name in sorted(names, key=lambda name: (name == LIBRARY, name)):
                own = [put for put in puts if put.database == name]
                changed += _told(name, self._append(self._open[name], own, transaction))
            if transaction:
                for name in names:
                    self._open[name].log.refresh()
        self._tell(changed)
        self._checkpoint_full()

    def _append(self, database: Database, puts: list[Put], transaction: str | None) -> list[Change]:
        changes = database.collect(puts)
        if not changes and not (transaction and database.name == LIBRARY):
            return []
        try:
            database.append(Line(changes, self._clock(), self._writer, transaction))
        except OSError as error:
            raise Unsaved(
                "The change could not be saved.",
                f"{database.log.path.name}: {error.strerror or error}.",
                "Free some space or check the disk, then try again; nothing saved before is lost.",
                status=1,
            ) from error
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
            raise ReadOnly(
                "The library can only be read.",
                f"{self.folder.name}: {error.strerror or error}.",
                "Make the folder writable, or work on a copy.",
                status=1,
            ) from error
        self._made = True
        self._database(LIBRARY)

    # -- others' changes

    def refresh(self) -> list[Changed]:
        """See `Store.refresh`: one `stat` a database, and only the tails are read."""
        if not self.folder.is_dir():
            return []
        self._database(LIBRARY)
        changed: list[Changed] = []
        for name in self.databases():
            known = self._open.get(name)
            if known is not None:
                changed += _told(name, known.log.refresh())
            elif self._listeners:
                rows = self._database(name).log.tables.rows
                changed += [
                    Changed(name, table, id_, copied(row.record), row.revision)
                    for table, some in rows.items()
                    for id_, row in some.items()
                ]
        self._tell(changed)
        return changed

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """See `Store.subscribe`."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self, changed: list[Changed]) -> None:
        for listener in list(self._listeners) if changed else ():
            listener(changed)

    # -- kept texts

    def keep_text(self, text: str) -> str:
        """See `Store.keep_text`."""
        digest = sha256(text)
        path = self._text_path(digest)
        if self.text(digest) is None:
            self._make_folder()
            try:
                self._disk.mkdir(path.parent)
                self._disk.write_file(path, text.encode("utf-8", "surrogatepass"))
            except OSError as error:
                raise Unsaved(
                    "The article's text could not be kept.", str(error.strerror or error), "Free some space.", status=1
                ) from error
        return digest

    def text(self, digest: str) -> str | None:
        """See `Store.text`; a text whose bytes no longer give its name counts as missing."""
        try:
            text = self._text_path(digest).read_bytes().decode("utf-8", "surrogatepass")
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            return None
        return text if sha256(text) == digest else None

    def _text_path(self, digest: str) -> Path:
        return self.folder / ".texts" / f"{digest}.txt"

    # -- upkeep

    def _set_aside(self, path: Path, data: bytes) -> None:
        name = f"{path.name}.{hashlib.sha256(data).hexdigest()[:12]}"
        target = self.folder / "quarantine" / name
        what = f"Damaged bytes were set aside in quarantine/{name}."
        self._findings.append(Finding(path.name, what, "Look at them; restore a backup if something is missing."))
        if not target.exists():
            # Where nothing can be written, the damaged file itself still has the bytes.
            with contextlib.suppress(OSError):
                self._disk.mkdir(target.parent)
                self._disk.write_file(target, data)

    def findings(self) -> list[Finding]:
        """See `Store.findings`; opens every database."""
        found = [finding for name in self.databases() for finding in self._findings_of(self._database(name))]
        for path in sorted((self.folder / ".texts").glob("*.txt")):
            if self.text(path.stem) is None:
                what = "The kept text is damaged."
                found.append(Finding(f".texts/{path.name}", what, "Restore it from a backup."))
        return [*self._findings, *found]

    def _findings_of(self, database: Database) -> Iterable[Finding]:
        yield from database.findings
        foreign = database.foreign_checkpoint()
        if foreign:
            yield foreign
        for table, rows in database.log.tables.rows.items():
            for id_, row in rows.items():
                if row.rivals:
                    what = f"{len(row.rivals) + 1} versions of {table}/{id_} were made at the same time; one is shown."
                    yield Finding(database.log.path.name, what, "Edit the one shown; the others stay in the log.")

    def _checkpoint_full(self) -> None:
        for database in list(self._open.values()):
            if database.since_checkpoint >= CHECKPOINT_CHANGES:
                rows = sum(len(rows) for rows in database.log.tables.rows.values())
                if database.since_checkpoint >= max(CHECKPOINT_CHANGES, rows):
                    self._checkpoint(database)

    def tick(self) -> None:
        """See `Store.tick`: rewrite the checkpoints whose last change is two seconds old."""
        now = self._clock()
        for database in list(self._open.values()):
            if database.changed_at is not None and now - database.changed_at >= CHECKPOINT_AFTER:
                self._checkpoint(database)

    def _checkpoint(self, database: Database) -> None:
        try:
            with database.locked():
                self._tell(_told(database.name, database.log.refresh()))
                database.write_checkpoint(self.present)
        except (OSError, Unsaved) as error:
            # The log has everything: a checkpoint that cannot be written costs nothing but is said.
            database.changed_at = None
            finding = Finding(database.checkpoint.name, f"It could not be rewritten: {error}.", "Free some space.")
            database.findings.append(finding)

    def close(self) -> None:
        """See `Store.close`."""
        for database in self._open.values():
            if database.changed_at is not None:
                self._checkpoint(database)
            database.log.close()


def _told(name: str, changes: Iterable[Change]) -> list[Changed]:
    return [Changed(name, change.table, change.id, copied(change.record), change.revision) for change in changes]
