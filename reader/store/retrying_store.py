"""Keep what the disk refuses: a store over a store that holds refused changes, shows them and tries them again.

A refused change still raises `Unsaved`, since it is not acknowledged; but it stays in view, and `tick` and every
later change try it again. The order of changes is kept within a database, and among changes of several databases; a
database that refuses holds up no change of another. If somebody has changed the same record in between, both versions
are kept. Only a library that was known to be read-only refuses for good.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from reader.store.interface import (
    ChangeEvent,
    Finding,
    Listener,
    Put,
    Record,
    Refused,
    Stale,
    Store,
    Unsaved,
    copied,
    databases_of,
    is_stale,
    reconciled,
)
from reader.store.subscribers import Subscribers
from reader.store.synchronized import synchronized
from reader.text.canonical import sha256
from reader.text.problem import Problem
from reader.translation import N_, _

TICKS = 5
"""Ticks after which what waits is tried again: while another program holds a lock, a try takes a moment."""
KEPT = N_("It is kept and tried again; the status line counts what is not saved yet.")
RESCUED = N_("Nothing now: it goes to a file of its own when the program ends, and is tried again at the next start.")

Batch = list[Put]
"""The puts of one change."""


class RetryingStore:
    """Meets `reader.store.interface.Store` over ``inner``."""

    def __init__(self, inner: Store) -> None:
        self.inner = inner
        # One lock with the store below, which asks this one in its turn for what it adds to a checkpoint.
        self.threads: threading.RLock = getattr(inner, "threads", None) or threading.RLock()
        self._waiting: list[Batch] = []
        self._given_up: list[tuple[Batch, Refused]] = []
        """Changes that waited and then were refused for good. They are no longer in view, but not lost either."""
        self._texts: dict[str, str] = {}
        self._subscribers = Subscribers()
        self._ticks = 0

    @property
    def unsaved(self) -> int:
        """How many changes are not saved: a person's edits, without what the program notes along with them."""
        batches = [*self._waiting, *(batch for batch, _ in list(self._given_up))]
        edits = sum(any(put.table == "history" for put in batch) for batch in batches)
        return edits or len(batches)

    @synchronized
    def waiting(self) -> tuple[list[Put], list[str]]:
        """Return the changes that are not saved, in order, and the texts that are not kept."""
        batches = [*(batch for batch, _ in self._given_up), *self._waiting]
        return [put for batch in batches for put in batch], list(self._texts.values())

    @property
    def read_only(self) -> str | None:
        """See `Store.read_only`."""
        return self.inner.read_only

    # -- reading

    @synchronized
    def databases(self) -> list[str]:
        """See `Store.databases`."""
        return sorted({*self.inner.databases(), *(put.database for batch in self._waiting for put in batch)})

    @synchronized
    def stamps(self) -> dict[str, str]:
        """See `Store.stamps`; what waits counts."""
        stamps = self.inner.stamps()
        for number, batch in enumerate(self._waiting):
            for name in {put.database for put in batch}:
                stamps[name] = f"{stamps.get(name, '')} +{number}"
        return stamps

    @synchronized
    def tables(self, database: str) -> list[str]:
        """See `Store.tables`."""
        waiting = {put.table for batch in self._waiting for put in batch if put.database == database}
        return sorted(waiting.union(self.inner.tables(database)))

    @synchronized
    def get(self, database: str, table: str, id_: str) -> tuple[Record | None, int]:
        """See `Store.get`; every waiting change counts as a revision."""
        record, revision = self.inner.get(database, table, id_)
        for put in self._waiting_in(database, table):
            if put.id == id_:
                record, revision = _record_of(put), revision + 1
        return copied(record), revision

    @synchronized
    def records(self, database: str, table: str) -> dict[str, Record]:
        """See `Store.records`."""
        records = self.inner.records(database, table)
        for put in self._waiting_in(database, table):
            record = _record_of(put)
            if record is None:
                records.pop(put.id, None)
            else:
                records[put.id] = record
        return records

    def _waiting_in(self, database: str, table: str) -> list[Put]:
        return [put for batch in self._waiting for put in batch if (put.database, put.table) == (database, table)]

    @synchronized
    def rivals(self, database: str, table: str, id_: str) -> list[Record | None]:
        """See `Store.rivals`."""
        return self.inner.rivals(database, table, id_)

    # -- writing

    @synchronized
    def put(self, puts: Sequence[Put]) -> None:
        """See `Store.put`; raises Unsaved for a change that is kept, in view, but not on disk."""
        refusals = self._retry()
        refusal = next((refusals[name] for name in sorted(databases_of(puts)) if name in refusals), None)
        if refusal is None:
            try:
                self.inner.put(puts)
            except (Stale, Refused):
                raise
            except Problem as problem:
                if self.read_only:
                    raise
                refusal = problem
            else:
                return
        for put in puts:
            if is_stale(put, self):
                raise Stale(put)
        self._waiting.append([replace(put, record=copied(put.record)) for put in puts])
        self._publish(puts)
        raise Unsaved(refusal.title, refusal.message, _(KEPT), status=1)

    def _retry(self) -> dict[str, Problem]:
        """Save what waits, oldest first; return why the databases that could not be written refuse."""
        with contextlib.suppress(Problem):  # a text that is not kept holds up no change
            for digest, text in list(self._texts.items()):
                self.inner.keep_text(text)
                del self._texts[digest]
        refusals: dict[str, Problem] = {}
        for batch in list(self._waiting):
            names = databases_of(batch)
            # What waits for an earlier change of one of its databases holds up the others of them in its turn.
            refusal = next((refusals[name] for name in sorted(names) if name in refusals), None) or self._save(batch)
            if refusal:
                refusals |= {name: refusals.get(name, refusal) for name in names}
        return refusals

    def _save(self, batch: Batch) -> Problem | None:
        """Save a change that waits; return why it could not be, if it goes on waiting."""
        is_saved = False
        while not is_saved:
            try:
                self.inner.put(reconciled(batch, self.inner))
                is_saved = True
            except Stale:
                continue  # somebody was quicker: the change is reconciled with theirs
            except Refused as refusal:
                # Kept in view, it would hold up its databases for good.
                self._given_up.append((batch, refusal))
                break
            except Problem as refusal:
                return refusal
        self._waiting.remove(batch)
        # While it was saved it was still counted as waiting. From here on another's version may show.
        self._publish(batch)
        return None

    def _publish(self, puts: Sequence[Put]) -> None:
        self._subscribers.publish(
            [ChangeEvent(put.database, put.table, put.id, *self.get(put.database, put.table, put.id)) for put in puts]
        )

    # -- others' changes

    @synchronized
    def refresh(self, database: str | None = None) -> list[ChangeEvent]:
        """See `Store.refresh`."""
        return self.inner.refresh(database)

    @synchronized
    def glance(self, databases: Collection[str] = ()) -> set[str]:
        """See `Store.glance`."""
        return self.inner.glance(databases)

    @synchronized
    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """See `Store.subscribe`; the listener is told about a refused change when it is kept, and again when it is saved."""
        leave_here, leave_inner = self._subscribers.subscribe(listener), self.inner.subscribe(listener)

        def leave() -> None:
            leave_here()
            leave_inner()

        return leave

    # -- kept texts

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

    # -- upkeep

    @synchronized
    def findings(self) -> list[Finding]:
        """See `Store.findings`."""
        given_up = [
            Finding(name, _("A change can never be saved: {message}").format(message=refusal.message), _(RESCUED))
            for batch, refusal in self._given_up
            for name in sorted({put.database for put in batch})
        ]
        return [*self.inner.findings(), *dict.fromkeys(given_up)]

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
        return bool(self._waiting or self._texts) or self.inner.is_due

    def tick(self) -> None:
        """See `Store.tick`; tries again what waits."""
        self._retry_now_and_then()
        self.inner.tick()

    @synchronized
    def _retry_now_and_then(self) -> None:
        if self._waiting or self._texts:
            self._ticks += 1
            if not self._ticks % TICKS:
                self._retry()

    @synchronized
    def close(self) -> None:
        """See `Store.close`; `waiting` returns afterwards what could not be saved."""
        try:
            self._retry()
        finally:
            self.inner.close()


def _record_of(put: Put) -> Record | None:
    return None if put.record is None else {**copied(put.record), "id": put.id}
