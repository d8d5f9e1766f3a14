"""A store in memory that copies: for tests, and for looking at a library that cannot be written."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from reader.store.alone import alone
from reader.store.port import Changed, Finding, Listener, Put, Record, Stale, copied
from reader.text.canonical import sha256


class MemoryStore:
    """Keeps everything until the process ends; meets `reader.store.port.Store`."""

    read_only: str | None = None

    def __init__(self) -> None:
        self.threads = threading.RLock()
        self._tables: dict[tuple[str, str], dict[str, tuple[Record | None, int]]] = {}
        self._texts: dict[str, str] = {}
        self._listeners: list[Listener] = []

    @alone
    def databases(self) -> list[str]:
        """See `Store.databases`."""
        return sorted({database for (database, _), rows in self._tables.items() if rows})

    @alone
    def get(self, database: str, table: str, id_: str) -> tuple[Record | None, int]:
        """See `Store.get`."""
        record, revision = self._tables.get((database, table), {}).get(id_, (None, 0))
        return copied(record), revision

    @alone
    def records(self, database: str, table: str) -> dict[str, Record]:
        """See `Store.records`."""
        rows = self._tables.get((database, table), {})
        return {id_: copied(record) for id_, (record, _) in rows.items() if record is not None}

    @alone
    def put(self, puts: Sequence[Put]) -> None:
        """See `Store.put`."""
        for put in puts:
            if put.base is not None and self.get(put.database, put.table, put.id)[1] != put.base:
                raise Stale(put)
        done = []
        for put in {(put.database, put.table, put.id): put for put in puts}.values():
            rows = self._tables.setdefault((put.database, put.table), {})
            known, revision = rows.get(put.id, (None, 0))
            record = None if put.record is None else {**copied(put.record), "id": put.id}
            if record != known:
                rows[put.id] = (record, revision + 1)
                done.append(Changed(put.database, put.table, put.id, copied(record), revision + 1))
        for listener in list(self._listeners) if done else ():
            listener(done)

    def refresh(self) -> list[Changed]:
        """See `Store.refresh`: nobody else can write here."""
        return []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """See `Store.subscribe`."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @alone
    def keep_text(self, text: str) -> str:
        """See `Store.keep_text`."""
        self._texts[sha256(text)] = text
        return sha256(text)

    @alone
    def text(self, digest: str) -> str | None:
        """See `Store.text`."""
        return self._texts.get(digest)

    def findings(self) -> list[Finding]:
        """See `Store.findings`."""
        return []

    def tick(self) -> None:
        """See `Store.tick`."""

    def close(self) -> None:
        """See `Store.close`."""
