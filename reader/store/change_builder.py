"""Puts become changes with their revisions, by way of the TinyDB tables of a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from reader.store.interface import Put, Record, Refused
from reader.store.log_line import HIGHEST, LoggedChange, Parent, checksum_of
from reader.store.tables import Tables
from reader.translation import _

if TYPE_CHECKING:
    from reader.store.tinydb_adapter import LogDatabase

Direct = Callable[[list[Put]], None]
"""The store's own `put`, for what somebody writes through the TinyDB of a database."""


class ChangeBuilder:
    """Builds the changes of ``database``. ``tables`` returns its records as they are now; nothing is written here."""

    def __init__(self, database: str, tables: Callable[[], Tables], direct: Direct) -> None:
        self._database = database
        self._tables = tables
        self._direct = direct
        self._batch: list[tuple[str, str, Record | None]] | None = None
        """What the TinyDB tables write while `changes_of` runs."""

    @cached_property
    def tiny(self) -> LogDatabase:
        """The database as a TinyDB; what is written through it is durable on return."""
        from reader.store.tinydb_adapter import LogDatabase, LogStorage  # readers do without TinyDB

        return LogDatabase(self._tables, self._write, storage=LogStorage)

    def changes_of(self, puts: Sequence[Put]) -> tuple[LoggedChange, ...]:
        """Return the changes that ``puts`` make; Refused if a record has been changed too often.

        A record gets one new revision: of several puts of it the last counts.
        """
        last = {(put.table, put.id): put for put in puts}
        changes = list(self._numbered(self._written([put for put in last.values() if not put.beside])))
        if self._tables().contested:
            changes += [rival for change in changes for rival in self._carried(change)]
        changes += [change for put in last.values() if put.beside for change in self._beside(put)]
        return tuple(changes)

    def parents_of(self, changes: Sequence[LoggedChange]) -> tuple[tuple[Parent, ...], ...]:
        """Return what each of these changes replaces: all versions, since their author saw what they add up to.

        What stands beside a version replaces nothing.
        """
        parents = []
        for change in changes:
            row = self._tables().rows.get(change.table, {}).get(change.id)
            versions = row.versions() if row and row.revision < change.revision else ()
            parents.append(tuple(Parent(revision, *rank, checksum_of(record)) for revision, rank, record in versions))
        return tuple(parents)

    def _written(self, puts: Sequence[Put]) -> list[tuple[str, str, Record | None]]:
        """Return the records that differ once ``puts`` have gone through the TinyDB tables."""
        batch: list[tuple[str, str, Record | None]] = []
        self._batch = batch
        try:
            for put in puts:
                self.tiny.table(put.table).keep(put.id, put.record)  # type: ignore[attr-defined]  # a `LogTable`
        finally:
            self._batch = None
        return batch

    def _write(self, changes: Sequence[tuple[str, str, Record | None]]) -> None:
        if self._batch is not None:
            self._batch += changes
        else:
            # TinyDB computed it from the revisions it saw: another's change since then makes it stale.
            seen = self._tables().revision
            self._direct([Put(self._database, table, id_, record, seen(table, id_)) for table, id_, record in changes])

    def _numbered(self, changes: Sequence[tuple[str, str, Record | None]]) -> Iterator[LoggedChange]:
        for table, id_, record in changes:
            revision = self._tables().revision(table, id_) + 1
            if revision > HIGHEST:
                # Only a program that counts differently gets there.
                what = _("{record} has been changed too often.").format(record=f"{self._database}: {table}/{id_}")
                raise Refused(_("The change cannot be saved."), what, _("Look at its line in the log."), status=1)
            yield LoggedChange(table, id_, revision, record)

    def _carried(self, change: LoggedChange) -> Iterator[LoggedChange]:
        """Yield the versions beside a record at its new revision, if the change has not decided all they differ in."""
        row = self._tables().rows.get(change.table, {}).get(change.id)
        if change.record is None or row is None or row.merged is None:
            return
        for version in row.merged.beside(change.record):
            yield change._replace(record=version)

    def _beside(self, put: Put) -> Iterator[LoggedChange]:
        """Yield a version for the revision that is there; the newest of them shows."""
        record = None if put.record is None else {**put.record, "id": put.id}
        tables = self._tables()
        change = LoggedChange(put.table, put.id, max(1, tables.revision(put.table, put.id)), record)
        if not tables.has(change):
            yield change
