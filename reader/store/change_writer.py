"""Changes are written: to one database or to several, all or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack

from reader.store.database import Database
from reader.store.databases import Databases, library_last
from reader.store.disk import Disk
from reader.store.interface import LIBRARY, ChangeEvent, Put, Stale, databases_of
from reader.store.log_line import LoggedChange, LogLine
from reader.store.store_folder import unsaved

FEW = 32
"""A change over more databases than this opens their logs one at a time."""


class ChangeWriter:
    """Writes to ``databases`` as ``writer``, with times from ``clock``.

    ``take_in`` is given what others have written to the same databases, also if the change then fails.
    """

    def __init__(
        self,
        databases: Databases,
        disk: Disk,
        clock: Callable[[], int],
        writer: str,
        take_in: Callable[[list[ChangeEvent]], None],
    ) -> None:
        self._databases = databases
        self._disk = disk
        self._clock = clock
        self._writer = writer
        self._take_in = take_in
        self._transactions = 0
        self._left_open: set[str] = set()
        """The databases whose files are open, because they were written last."""

    def write(self, puts: Sequence[Put]) -> list[tuple[str, LoggedChange]]:
        """Make all changes or none, durable on return, and return those that show, with their database.

        Stale, Unsaved or ReadOnly: nothing was written.
        """
        # Always in one order, the library last: two writers never wait for each other.
        names = sorted(databases_of(puts), key=library_last)
        if len(names) > FEW:
            self._disk.allow(len(names))
        by_others: list[ChangeEvent] = []
        try:
            with ExitStack() as locks:
                for name in names:
                    database = self._databases.of(name)
                    locks.enter_context(database.lock)
                    by_others += self._databases.catch_up(database)
                self._databases.store_folder.refuse_if_read_only()
                self._refuse_stale(puts, by_others)
                changes = self._append(puts, names)
                self._databases.watch.publish(names)
        except OSError as error:
            raise unsaved(self._databases.store_folder.name, error) from error
        finally:
            self._close_files(names)
            self._take_in(by_others)
        return changes

    def _refuse_stale(self, puts: Sequence[Put], by_others: Iterable[ChangeEvent]) -> None:
        """Raise Stale if a record has changed since its writer saw it. A version that git brought has no higher revision."""
        changed = {(event.database, event.table, event.id) for event in by_others}
        for put in puts:
            revision = self._databases.open[put.database].log.tables.revision(put.table, put.id)
            is_merged = put.base is not None and not put.beside and (put.database, put.table, put.id) in changed
            if is_merged or put.is_stale(revision):
                raise Stale(put)

    def _append(self, puts: Sequence[Put], names: Sequence[str]) -> list[tuple[str, LoggedChange]]:
        """Append ``puts`` to the logs, whose locks are held; return the changes that show."""
        open_databases = self._databases.open
        # The parts in several logs count once the library's log, the last to be written, has the same transaction.
        transaction = self._next_transaction() if len(names) > 1 else None
        changes: list[tuple[str, LoggedChange]] = []
        for name in names:
            database = open_databases[name]
            own = [put for put in puts if put.database == name]
            changes += [(name, change) for change in self._append_to(database, own, transaction)]
            if len(names) > FEW:
                database.log.close()
                database.recent.close()
        for name in names:
            open_databases[name].log.settle()
        shown = ((name, _shown(open_databases[name], change)) for name, change in changes)
        return [(name, change) for name, change in shown if change]

    def _append_to(self, database: Database, puts: list[Put], transaction: str | None) -> Sequence[LoggedChange]:
        changes = database.changes_of(puts)
        is_commit = transaction is not None and database.name == LIBRARY
        if not changes and not is_commit and not database.log.is_suspect:
            return []
        try:
            line = LogLine(changes, self._clock(), self._writer, transaction, parents=database.parents_of(changes))
            database.append(line)
        except OSError as error:
            raise unsaved(database.log.name, error) from error
        return changes

    def _next_transaction(self) -> str:
        self._transactions += 1
        return f"{self._writer}-{self._clock()}-{self._transactions}"

    def _close_files(self, names: Iterable[str]) -> None:
        """Leave open only the files of ``names``, if they are few: `select`, which Textual waits with, takes 1,024 at most."""
        open_databases = self._databases.open
        written = {name for name in names if name in open_databases}
        leave_open = written if len(written) <= FEW else set()
        for name in self._left_open.union(written) - leave_open:
            if database := open_databases.get(name):
                database.close()
        self._left_open = leave_open


def _shown(database: Database, change: LoggedChange) -> LoggedChange | None:
    """Return a change as it shows, which may be merged with other versions; None if another version shows instead."""
    row = database.log.tables.rows.get(change.table, {}).get(change.id)
    if row is None or (row.merged is None and row.record != change.record):
        return None
    return change._replace(record=row.shown)
