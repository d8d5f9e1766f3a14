"""The store of a library folder: many databases, transactions over them, kept texts, quarantine.

    annotations/<article-id>.jsonl   the truth            annotations/.texts/<sha256>.txt   annotated texts
    annotations/<article-id>.json    checkpoint           annotations/quarantine/           damaged bytes
    annotations/_library.jsonl       the library's own    annotations/.locks/               one lock a database

The folder is made at the first change. Nothing here knows the time: the clock is an argument. There are no
threads: `tick` does what is due.
"""

from __future__ import annotations

import os
from _thread import RLock  # as `threading` has it, which takes its time to load
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from reader.store.checkpoint import Present
from reader.store.checkpoints import Checkpoints
from reader.store.database import LOCK_SECONDS, Database
from reader.store.databases import Databases, databases_among, library_last, told, why
from reader.store.disk import Disk
from reader.store.git_state import put_there_by_git
from reader.store.interface import (
    LIBRARY,
    Changed,
    Finding,
    Listener,
    Put,
    Record,
    Stale,
    copied,
    is_stale,
)
from reader.store.line import Change, Line
from reader.store.maintenance import mended, records_of, wrong_with
from reader.store.others import findings as findings_of_others
from reader.store.others import logs_among, set_aside
from reader.store.quarantine import Quarantine
from reader.store.store_folder import LINKED, unsaved
from reader.store.synchronized import alone
from reader.store.tables import META
from reader.store.texts import Texts
from reader.text.problem import Problem

if TYPE_CHECKING:
    from datetime import date

    from _typeshed import StrPath

    from reader.store.backup import Backups

FEW = 32
"""A change over more databases than this opens their logs one at a time."""

BACKUP_STEPS = 4
"""Steps of a backup that one `tick` does, each of a quarter of a megabyte."""


def _as_it_is(_table: str, record: Record) -> Record:
    return record


class FolderStore:
    """Meets `reader.store.interface.Store` on the folder ``annotations``.

    ``clock`` returns microseconds; ``writer`` names this process in the lines it writes (random, not reused).
    ``patience``: seconds to wait for another program's lock. ``versioned`` says whether a version control put a log
    where it is. One thread at a time comes in; the others wait.
    """

    unsaved = 0

    def __init__(
        self,
        folder: StrPath,
        clock: Callable[[], int],
        writer: str,
        disk: Disk | None = None,
        present: Present = _as_it_is,
        patience: float = LOCK_SECONDS,
        versioned: Callable[[str], bool] = put_there_by_git,
    ) -> None:
        self.threads = RLock()
        self.folder = folder = os.fspath(folder)
        self._clock = clock
        self._writer = writer
        self._disk = disk or Disk()
        self._disk.keep_to(folder)
        self._quarantine = Quarantine(folder, self._disk)
        self._texts = Texts(f"{folder}/.texts", self._disk, self._quarantine.set_aside)
        self._databases = Databases(
            folder, self._disk, self._quarantine, clock, writer, present, patience, versioned, self.put, self._take_in
        )
        self._place = self._databases.place
        self._checkpoints = Checkpoints(self._databases, self.threads, self._take_in)
        self._listeners: list[Listener] = []
        self._transactions = 0
        self._writing: set[str] = set()
        self._others: set[str] = set()
        """The databases in which changes of others were taken in since the last glance."""
        if self._place.is_there():
            self._databases.of(LIBRARY)

    @cached_property
    def _backups(self) -> Backups:
        """Whoever only reads does without them."""
        from reader.store.backup import Backups

        return Backups(self.folder, self._disk)

    @property
    def read_only(self) -> str | None:
        """See `Store.read_only`."""
        return self._place.read_only

    @property
    def present(self) -> Present:
        """What adds fields to a checkpoint's records for other readers."""
        return self._databases.present

    @present.setter
    def present(self, present: Present) -> None:
        self._databases.present = present

    # -- reading

    @alone
    def databases(self) -> list[str]:
        """See `Store.databases`; a checkpoint whose log is missing counts."""
        try:
            files = self._disk.listed(self.folder)
        except OSError:
            return sorted(self._databases.open) if self._place.known else []
        return sorted(databases_among(files))

    @alone
    def stamps(self) -> dict[str, str]:
        """See `Store.stamps`: the number, bytes and time of each log."""
        states = self._databases.states() if self._place.is_there() else {}
        return {
            name: f"{states[name][0]} {states[name][1]} {states[name][2]}" if name in states else ""
            for name in self.databases()
        }

    @alone
    def tables(self, database: str) -> list[str]:
        """See `Store.tables`."""
        return sorted(set(self._databases.of(database).log.tables.rows) - {META})

    @alone
    def get(self, database: str, table: str, id_: str) -> tuple[Record | None, int]:
        """See `Store.get`."""
        row = self._databases.of(database).log.tables.rows.get(table, {}).get(id_)
        return (copied(row.record), row.revision) if row else (None, 0)

    @alone
    def records(self, database: str, table: str) -> dict[str, Record]:
        """See `Store.records`."""
        live = self._databases.of(database).log.tables.live(table)
        return {id_: copied(record) for id_, record in live.items()}

    @alone
    def rivals(self, database: str, table: str, id_: str) -> list[Record | None]:
        """See `Store.rivals`."""
        row = self._databases.of(database).log.tables.rows.get(table, {}).get(id_)
        return [copied(record) for _, record in sorted(row.rivals, key=lambda one: one[0], reverse=True)] if row else []

    @alone
    def contested(self, database: str, table: str) -> list[str]:
        """See `Store.contested`."""
        return sorted(id_ for known, id_ in self._databases.of(database).log.tables.contested if known == table)

    # -- writing

    @alone
    def put(self, puts: Sequence[Put]) -> None:
        """See `Store.put`. Changes in several databases count once `_library` holds the commit line."""
        self._place.refuse_if_read_only()
        # Always in one order, the library last: two writers never wait for each other.
        names = sorted({put.database for put in puts}, key=library_last)
        if len(names) > 1 and LIBRARY not in names:
            names.append(LIBRARY)
        self._place.make()
        if len(names) > FEW:
            self._disk.allow(len(names))
        changed: list[Changed] = []
        try:
            held: list[Database] = []
            try:
                for name in names:
                    database = self._databases.of(name)
                    database.take()
                    held.append(database)
                    changed += self._databases.catch_up(database)
                self._others.update([one.database for one in changed])
                self._place.refuse_if_read_only()
                self._write(puts, names, changed)
                self._databases.tell(names)
            finally:
                for database in reversed(held):
                    database.give_back()
        except OSError as error:
            raise unsaved(self._place.name, error) from error
        finally:
            self._let_go(names)
            self._tell(changed)
        self._checkpoints.full(names)
        self._backups.mind(self._clock())

    def _write(self, puts: Sequence[Put], names: list[str], changed: list[Changed]) -> None:
        """Append ``puts`` (the caller holds the locks) and add to ``changed`` what then counts."""
        for put in puts:
            if is_stale(put, self):
                raise Stale(put)
        transaction = self._next_transaction() if len(names) > 1 else None
        made: list[tuple[str, Change]] = []
        for name in names:
            mine = [put for put in puts if put.database == name]
            made += [(name, change) for change in self._append(self._databases.open[name], mine, transaction)]
            if len(names) > FEW:
                self._databases.open[name].log.close()
                self._databases.open[name].recent.close()
        for name in names:
            self._databases.open[name].log.settle()
        if self._listeners:
            changed += [one for name, change in made if self._shows(name, change) for one in told(name, [change])]

    def _shows(self, name: str, change: Change) -> bool:
        row = self._databases.open[name].log.tables.rows.get(change.table, {}).get(change.id)
        return row is not None and row.record == change.record

    def _let_go(self, names: list[str]) -> None:
        """Keep open only the logs that were written last, if they are few: Textual's `select` knows the first 1,024 files."""
        kept = {name for name in names if name in self._databases.open} if len(names) <= FEW else set()
        for name in self._writing.union(names).difference(kept):
            if database := self._databases.open.get(name):
                database.let_go()
        self._writing = kept

    def _append(self, database: Database, puts: list[Put], transaction: str | None) -> list[Change]:
        changes = database.collect(puts)
        if not changes and not (transaction and database.name == LIBRARY) and not database.log.suspect:
            return []
        try:
            database.append(Line(changes, self._clock(), self._writer, transaction))
        except OSError as error:
            raise unsaved(database.log.name, error) from error
        return list(changes)

    def _next_transaction(self) -> str:
        self._transactions += 1
        return f"{self._writer}-{self._clock()}-{self._transactions}"

    # -- others' changes

    @alone
    def refresh(self, database: str | None = None) -> list[Changed]:
        """See `Store.refresh`."""
        changed: list[Changed] = []
        if self._place.is_there():
            changed = self._databases.news() if database is None else self._databases.news_of(database)
        self._take_in(changed)
        return changed

    @alone
    def glance(self, databases: Collection[str] = ()) -> set[str]:
        """See `Store.glance`."""
        if self._place.is_there():
            self._take_in(self._databases.glance(databases))
        found, self._others = self._others, set()
        return found

    def _take_in(self, changed: list[Changed]) -> None:
        self._others.update(one.database for one in changed)
        self._tell(changed)

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
        digest = self._texts.digest(text)
        if not self._texts.holds(digest):
            self._place.refuse_if_read_only()
            self._place.make()
            try:
                self._texts.keep(text, digest)
            except OSError as error:
                raise unsaved(".texts", error) from error
        return digest

    @alone
    def text(self, digest: str) -> str | None:
        """See `Store.text`; a text whose bytes no longer give its name counts as missing."""
        return self._texts.get(digest)

    # -- upkeep

    @alone
    def findings(self) -> list[Finding]:
        """See `Store.findings`; opens every database."""
        found = [finding for name in self.databases() for finding in self._wrong_with(name)]
        mend = "`scolie check --mend` brings it back if a backup has it; so does annotating the same text again."
        wrong = self._texts.wrong(self._backups.texts())
        found += [Finding(f".texts/{name}", "The kept text is damaged or missing.", mend) for name in wrong]
        found += findings_of_others(self.folder, self._disk)
        return list(dict.fromkeys([*self._quarantine.findings(), *found]))

    @alone
    def unusable(self) -> list[Finding]:
        """See `Store.unusable`."""
        if self._place.read_only == LINKED:
            return [Finding(self._place.name, LINKED, "Put a folder there, or see the settings.")]
        return logs_among(self._databases.unusable, self._place.name)

    def _wrong_with(self, name: str) -> list[Finding]:
        try:
            return list(wrong_with(self._databases.of(name)))
        except (OSError, Problem) as error:
            return [Finding(name, f"It could not be read: {why(error)}.", "Check the disk.")]

    @alone
    def mend(self) -> list[Finding]:
        """See `Store.mend`."""
        done: list[Finding] = []

        def mend() -> None:
            self._take_in(self._databases.catch_up(database))
            # What was healed on opening is said again here; what could not be healed then is tried again.
            self._take_in(told(database.name, self._databases.heal(database)))
            done.extend(mended(database, self._databases.present))

        self._place.refuse_if_read_only()
        try:
            done += set_aside(self.folder, self._disk, self._quarantine)
        except OSError as error:
            raise unsaved(self._place.name, error) from error
        for name in self.databases():
            try:
                database = self._databases.of(name)
            except Problem:
                continue  # `findings` names it
            self._place.refuse_if_read_only()
            self._databases.mend(database, mend)
        for name in self._texts.wrong(self._backups.texts()):
            if self._texts.bring_back(name, self._backups.text(name)):
                done += [Finding(f".texts/{name}", "The kept text was brought back from the backup.", "")]
        return done

    @alone
    def backups(self) -> list[date]:
        """See `Store.backups`."""
        return self._backups.days()

    @alone
    def backup(self, day: date) -> dict[tuple[str, str], dict[str, Record]]:
        """See `Store.backup`."""
        return records_of(self._backups.checked(day))

    @property
    def is_due(self) -> bool:
        """See `Store.is_due`; no lock is waited for, so nothing is touched that another thread may be using."""
        return bool(self._checkpoints.due(self._clock())) or self._backups.under_way

    def tick(self) -> None:
        """See `Store.tick`: rewrite the checkpoints whose last change is two seconds old."""
        with self.threads:
            if not self._place.is_there():
                return
        for database in self._checkpoints.due(self._clock()):
            self._checkpoints.rewrite_by_and_by(database)
        for _ in range(BACKUP_STEPS):
            self._go_on_with_backup(1)

    @alone
    def _go_on_with_backup(self, steps: int | None) -> None:
        try:
            self._backups.go_on(steps)
        except OSError as error:
            what = f"Today's backup could not be made: {error.strerror or error}."
            self._quarantine.say(".backup", what, "Free some space, or check the disk.")

    @alone
    def close(self) -> None:
        """See `Store.close`."""
        there = self._place.is_there()
        for database in self._databases.open.values():
            if there and database.changed_at is not None:
                self._checkpoints.rewrite(database)
        if there:
            self._go_on_with_backup(None)
        self._databases.let_go()
        self._disk.let_go()
