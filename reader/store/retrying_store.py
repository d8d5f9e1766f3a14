"""Keep what the disk refuses: a store over a store that holds refused changes, shows them and tries them again.

A refused change is still raised as `Unsaved`, for it is not acknowledged; but it stays in view, and `tick` and every
later change try it anew, in order. If somebody has changed the same record in between, both versions are kept. Only a
library that was known as one that can only be read refuses for good.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from reader.store.interface import (
    Changed,
    Finding,
    Listener,
    Put,
    Record,
    Refused,
    Stale,
    Store,
    Unsaved,
    copied,
    is_stale,
    reconciled,
)
from reader.store.synchronized import synchronized
from reader.text.canonical import sha256
from reader.text.problem import Problem

TICKS = 5
"""Ticks after which what waits is tried again: while another program holds a lock, a try takes a moment."""
KEPT = "It is kept and tried again; the status line counts what is not saved yet."


class RetryingStore:
    """Meets `reader.store.interface.Store` over ``inner``."""

    def __init__(self, inner: Store) -> None:
        self.inner = inner
        # One lock with the store below, which asks this one in its turn for what it adds to a checkpoint.
        self.threads: threading.RLock = getattr(inner, "threads", None) or threading.RLock()
        self._batches: list[list[Put]] = []
        self._texts: dict[str, str] = {}
        self._listeners: list[Listener] = []
        self._ticks = 0

    @property
    def unsaved(self) -> int:
        """How many changes wait to be saved: a person's edits, without what the program notes along with them."""
        edits = sum(any(put.table == "history" for put in batch) for batch in list(self._batches))
        return edits or len(self._batches)

    @synchronized
    def waiting(self) -> tuple[list[Put], list[str]]:
        """Return the changes that are not saved, in order, and the texts that are not kept."""
        return [put for batch in self._batches for put in batch], list(self._texts.values())

    @property
    def read_only(self) -> str | None:
        """See `Store.read_only`."""
        return self.inner.read_only

    @synchronized
    def databases(self) -> list[str]:
        """See `Store.databases`."""
        return sorted({*self.inner.databases(), *(put.database for batch in self._batches for put in batch)})

    @synchronized
    def stamps(self) -> dict[str, str]:
        """See `Store.stamps`; what waits counts."""
        stamps = self.inner.stamps()
        for number, batch in enumerate(self._batches):
            for name in {put.database for put in batch}:
                stamps[name] = f"{stamps.get(name, '')} +{number}"
        return stamps

    @synchronized
    def tables(self, database: str) -> list[str]:
        """See `Store.tables`."""
        waiting = {put.table for batch in self._batches for put in batch if put.database == database}
        return sorted(waiting.union(self.inner.tables(database)))

    @synchronized
    def get(self, database: str, table: str, id_: str) -> tuple[Record | None, int]:
        """See `Store.get`; every waiting change counts as a revision."""
        record, revision = self.inner.get(database, table, id_)
        for put in self._of(database, table):
            if put.id == id_:
                record, revision = _as_put(put), revision + 1
        return copied(record), revision

    @synchronized
    def records(self, database: str, table: str) -> dict[str, Record]:
        """See `Store.records`."""
        records = self.inner.records(database, table)
        for put in self._of(database, table):
            record = _as_put(put)
            if record is None:
                records.pop(put.id, None)
            else:
                records[put.id] = record
        return records

    def _of(self, database: str, table: str) -> list[Put]:
        return [put for batch in self._batches for put in batch if (put.database, put.table) == (database, table)]

    @synchronized
    def rivals(self, database: str, table: str, id_: str) -> list[Record | None]:
        """See `Store.rivals`."""
        return self.inner.rivals(database, table, id_)

    @synchronized
    def contested(self, database: str, table: str) -> list[str]:
        """See `Store.contested`."""
        return self.inner.contested(database, table)

    @synchronized
    def put(self, puts: Sequence[Put]) -> None:
        """See `Store.put`; raises Unsaved for a change that is kept, in view, but not on disk."""
        refusal = self._try_again()
        if refusal is None:
            try:
                self.inner.put(puts)
            except (Stale, Refused):
                raise
            except Problem as error:
                if self.read_only:
                    raise
                refusal = error
            else:
                return
        for put in puts:
            if is_stale(put, self):
                raise Stale(put)
        self._batches.append([replace(put, record=copied(put.record)) for put in puts])
        self._tell(puts)
        raise Unsaved(refusal.title, refusal.message, KEPT, status=1)

    def _try_again(self) -> Problem | None:
        """Save what waits, oldest first; return why a change could not be."""
        with contextlib.suppress(Problem):  # a text that is not kept holds up no change
            for digest, text in list(self._texts.items()):
                self.inner.keep_text(text)
                del self._texts[digest]
        try:
            while self._batches:
                with contextlib.suppress(Stale):  # somebody was quicker: looked at once more
                    self.inner.put(reconciled(self._batches[0], self.inner))
                    # What was told by then still had this batch over it; another's version may show from here on.
                    self._tell(self._batches.pop(0))
        except Problem as refusal:
            return refusal
        return None

    def _tell(self, puts: Sequence[Put]) -> None:
        changed = [Changed(put.database, put.table, put.id, *self.get(put.database, put.table, put.id)) for put in puts]
        for listener in list(self._listeners):
            listener(changed)

    @synchronized
    def refresh(self, database: str | None = None) -> list[Changed]:
        """See `Store.refresh`."""
        return self.inner.refresh(database)

    @synchronized
    def glance(self, databases: Collection[str] = ()) -> set[str]:
        """See `Store.glance`."""
        return self.inner.glance(databases)

    @synchronized
    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """See `Store.subscribe`; what waits is told when it is kept, and again when it is saved."""
        self._listeners.append(listener)
        leave = self.inner.subscribe(listener)

        def end() -> None:
            self._listeners.remove(listener)
            leave()

        return end

    @synchronized
    def keep_text(self, text: str) -> str:
        """See `Store.keep_text`; one that cannot be kept waits with the changes."""
        try:
            return self.inner.keep_text(text)
        except Problem:
            if self.read_only:
                raise
            digest = sha256(text)
            self._texts[digest] = text
            return digest

    @synchronized
    def text(self, digest: str) -> str | None:
        """See `Store.text`."""
        return self._texts.get(digest) or self.inner.text(digest)

    @synchronized
    def findings(self) -> list[Finding]:
        """See `Store.findings`."""
        return self.inner.findings()

    @synchronized
    def unusable(self) -> list[Finding]:
        """See `Store.unusable`."""
        return self.inner.unusable()

    @synchronized
    def mend(self) -> list[Finding]:
        """See `Store.mend`."""
        return self.inner.mend()

    @synchronized
    def backups(self) -> list[date]:
        """See `Store.backups`."""
        return self.inner.backups()

    @synchronized
    def backup(self, day: date) -> dict[tuple[str, str], dict[str, Record]]:
        """See `Store.backup`."""
        return self.inner.backup(day)

    @property
    def is_due(self) -> bool:
        """See `Store.is_due`."""
        return bool(self._batches or self._texts) or self.inner.is_due

    def tick(self) -> None:
        """See `Store.tick`; tries again what waits."""
        self._try_now_and_then()
        self.inner.tick()

    @synchronized
    def _try_now_and_then(self) -> None:
        if self._batches or self._texts:
            self._ticks += 1
            if not self._ticks % TICKS:
                self._try_again()

    @synchronized
    def close(self) -> None:
        """See `Store.close`; whoever closes asks `waiting` afterwards for what could not be saved."""
        try:
            self._try_again()
        finally:
            self.inner.close()


def _as_put(put: Put) -> Record | None:
    return None if put.record is None else {**copied(put.record), "id": put.id}
