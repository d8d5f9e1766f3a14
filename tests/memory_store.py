"""A store in memory, for tests."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from reader.store.interface import ChangeEvent, Finding, Listener, Put, Record, Stale, copied, is_stale
from reader.store.synchronized import synchronized
from reader.text.canonical import sha256
from reader.text.problem import Problem

_numbers = itertools.count()


class MemoryStore:
    """Keeps everything until the process ends; meets `reader.store.interface.Store`."""

    read_only: str | None = None
    unsaved: int = 0

    def __init__(self) -> None:
        self.threads = threading.RLock()
        self._tables: dict[tuple[str, str], dict[str, tuple[Record | None, int]]] = {}
        self._rivals: dict[tuple[str, str, str], list[Record | None]] = {}
        self._texts: dict[str, str] = {}
        self._listeners: list[Listener] = []
        self._number = next(_numbers)

    @synchronized
    def databases(self) -> list[str]:
        """See `Store.databases`."""
        return sorted({database for (database, _), rows in self._tables.items() if rows})

    @synchronized
    def stamps(self) -> dict[str, str]:
        """See `Store.stamps`."""
        revisions: dict[str, int] = {}
        for (database, _), rows in self._tables.items():
            revisions[database] = revisions.get(database, 0) + sum(revision for _, revision in rows.values())
        return {database: f"{self._number} {sum_}" for database, sum_ in sorted(revisions.items())}

    @synchronized
    def tables(self, database: str) -> list[str]:
        """See `Store.tables`."""
        return sorted(table for (name, table), rows in self._tables.items() if name == database and rows)

    @synchronized
    def get(self, database: str, table: str, id_: str) -> tuple[Record | None, int]:
        """See `Store.get`."""
        record, revision = self._tables.get((database, table), {}).get(id_, (None, 0))
        return copied(record), revision

    @synchronized
    def records(self, database: str, table: str) -> dict[str, Record]:
        """See `Store.records`."""
        rows = self._tables.get((database, table), {})
        return {id_: copied(record) for id_, (record, _) in rows.items() if record is not None}

    @synchronized
    def rivals(self, database: str, table: str, id_: str) -> list[Record | None]:
        """See `Store.rivals`."""
        return [copied(record) for record in self._rivals.get((database, table, id_), [])]

    @synchronized
    def put(self, puts: Sequence[Put]) -> None:
        """See `Store.put`."""
        for put in puts:
            if is_stale(put, self):
                raise Stale(put)
        done = [
            changed
            for put in {(put.database, put.table, put.id): put for put in puts}.values()
            for changed in self._keep(put)
        ]
        for listener in list(self._listeners) if done else ():
            listener(done)

    def _keep(self, put: Put) -> Iterator[ChangeEvent]:
        place = (put.database, put.table, put.id)
        rows = self._tables.setdefault(place[:2], {})
        current, revision = rows.get(put.id, (None, 0))
        record = None if put.record is None else {**copied(put.record), "id": put.id}
        if record == current:
            return
        rivals = self._rivals.pop(place, [])
        rivals = [current, *rivals] if put.beside and revision else []
        rivals = [rival for rival in rivals if rival != record]
        if rivals:
            self._rivals[place] = rivals
        revision = max(1, revision) if put.beside else revision + 1
        rows[put.id] = (record, revision)
        yield ChangeEvent(*place, copied(record), revision)

    def refresh(self, database: str | None = None) -> list[ChangeEvent]:
        """See `Store.refresh`: nobody else can write here."""
        return []

    def glance(self, databases: Collection[str] = ()) -> set[str]:
        """See `Store.glance`: nobody else can write here."""
        return set()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """See `Store.subscribe`."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @synchronized
    def keep_text(self, text: str) -> str:
        """See `Store.keep_text`."""
        self._texts[sha256(text)] = text
        return sha256(text)

    @synchronized
    def text(self, digest: str) -> str | None:
        """See `Store.text`."""
        return self._texts.get(digest)

    def findings(self) -> list[Finding]:
        """See `Store.findings`."""
        return []

    def unusable(self) -> list[Finding]:
        """See `Store.unusable`."""
        return []

    def mend(self) -> list[Finding]:
        """See `Store.mend`: there is nothing to mend."""
        return []

    def backups(self) -> list[date]:
        """See `Store.backups`: there are none."""
        return []

    def backup(self, day: date) -> dict[tuple[str, str], dict[str, Record]]:
        """See `Store.backup`."""
        raise Problem("There is no such backup.", str(day), "A store in memory has none.")

    @property
    def is_due(self) -> bool:
        """See `Store.is_due`."""
        return False

    def tick(self) -> None:
        """See `Store.tick`."""

    def close(self) -> None:
        """See `Store.close`."""
