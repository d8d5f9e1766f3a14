"""TinyDB by its own extension points: a Storage over a log, and a Table all of whose writes pass one place.

TinyDB rewrites the whole file at each change, and changes its documents in place. Here a change goes through a draft
that copies what is touched: the log gets only the records that differ, and a query never sees half a change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from reader.store.interface import Record, copied
from reader.store.tables import META, Tables

Write = Callable[[list[tuple[str, str, Record | None]]], None]


class LogStorage(Storage):
    """What TinyDB reads from and writes to; ``write`` appends changes (table, id, record or None) to the log."""

    def __init__(self, tables: Callable[[], Tables], write: Write) -> None:
        self.tables = tables
        self._write = write

    def read(self) -> dict[str, dict[Any, Any]]:
        """Return copies of all records that are not deleted, by table and doc_id."""
        tables = self.tables()
        return {name: dict(TableDraft(tables, name)) for name in tables.rows if name != META}

    def write(self, data: dict[str, dict[Any, Any]]) -> None:
        """Replace all records by ``data``: TinyDB calls this where it does not go through a table (`drop_tables`)."""
        changes = []
        for name in {*self.tables().rows, *data} - {META}:
            draft = TableDraft(self.tables(), name)
            wanted = {int(number): record for number, record in data.get(name, {}).items()}
            for number in [number for number in draft if number not in wanted]:
                del draft[number]
            for number, record in wanted.items():
                draft[number] = record
            changes += draft.changes()
        self.save(changes)

    def save(self, changes: list[tuple[str, str, Record | None]]) -> None:
        """Append changed records to the log."""
        if changes:
            self._write(changes)


class TableDraft(MutableMapping[int, Any]):
    """A table as TinyDB sees it during a change: documents by doc_id, copied when touched."""

    def __init__(self, tables: Tables, name: str) -> None:
        self._name = name
        self._rows = tables.rows.get(name, {})
        self._ids = tables.numbers.get(name, {})
        self._touched: dict[int, Any] = {}

    def __getitem__(self, number: int) -> Any:
        if number not in self._touched:
            row = self._rows[self._ids[number]]
            if row.shown is None:
                raise KeyError(number)
            self._touched[number] = copied(row.shown)
        document = self._touched[number]
        if document is None:
            raise KeyError(number)
        return document

    def __setitem__(self, number: int, document: Any) -> None:
        self._touched[number] = copied(document)

    def __delitem__(self, number: int) -> None:
        if number not in self:
            raise KeyError(number)
        self._touched[number] = None

    def __contains__(self, number: object) -> bool:
        try:
            self[number]  # type: ignore[index]  # a KeyError for what is no number
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[int]:
        for number, id_ in list(self._ids.items()):
            document = self._touched[number] if number in self._touched else self._rows[id_].shown
            if document is not None:
                yield number
        made = [number for number, document in self._touched.items() if document is not None]
        yield from [number for number in made if number not in self._ids]

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def next_number(self) -> int:
        """Return a doc_id that no record of the table has or had, in this draft either."""
        return max([len(self._ids), *self._touched]) + 1

    def changes(self) -> list[tuple[str, str, Record | None]]:
        """Return what differs, as (table, id, record or None)."""
        changes: list[tuple[str, str, Record | None]] = []
        for number, document in self._touched.items():
            old = self._ids.get(number)
            before = self._rows[old].shown if old is not None else None
            if document == before:
                continue
            new = str(document.get("id", old or number)) if document is not None else old
            if old is not None and new != old:
                changes.append((self._name, old, None))
            if new is not None:
                named = document is None or document.get("id") == new
                changes.append((self._name, new, document if named else {"id": new, **document}))
        return changes


class LogTable(Table):
    """A TinyDB table all of whose writes go through `_update_table`."""

    _under_way: TableDraft | None = None

    def _draft(self) -> TableDraft:
        storage = self._storage
        assert isinstance(storage, LogStorage)
        return TableDraft(storage.tables(), self.name)

    def _read_table(self) -> Any:
        return self._draft()

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        draft = self._under_way = self._draft()
        try:
            updater(draft)
        finally:
            self._under_way = None
        self.clear_cache()
        storage = self._storage
        assert isinstance(storage, LogStorage)
        storage.save(draft.changes())

    def keep(self, id_: str, document: Record | None) -> None:
        """Make the record ``id_`` be ``document``; None removes it."""
        storage = self._storage
        assert isinstance(storage, LogStorage)
        tables = storage.tables()
        row = tables.rows.get(self.name, {}).get(id_)
        number = row.number if row else tables.next_number(self.name)

        def updater(documents: MutableMapping[int, Any]) -> None:
            if document is not None:
                documents[number] = {**document, "id": id_}
            else:
                documents.pop(number, None)

        self._update_table(updater)

    def _get_next_id(self) -> int:
        # Another process may have added records, so a counter of our own would be wrong.
        return (self._under_way or self._draft()).next_number()

    def search(self, cond: Any) -> list[Any]:
        """See `Table.search`; nothing is cached, since another process may have changed the table."""
        self.clear_cache()
        return super().search(cond)


class LogDatabase(TinyDB):
    """A TinyDB whose tables are `LogTable`."""

    table_class = LogTable
