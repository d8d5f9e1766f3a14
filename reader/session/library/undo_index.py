"""Which edit is a coder's newest, in a library of thousands of databases: what undo and redo act on.

The index follows the store's changes. Before it answers, it takes in what other programs have written: everywhere, or,
while the app has the store do that several times a second anyway (``watched``), in the one database that the answer is
about.
"""

from __future__ import annotations

import threading
from bisect import insort
from collections import deque
from collections.abc import Iterator, Sequence
from heapq import merge
from typing import NamedTuple

from reader.annotation.history import History
from reader.session.library.summaries import EntryKey, Summaries, redo_of, undo_of
from reader.store.interface import ChangeEvent, Record, Store


class Head(NamedTuple):
    """An entry of the history: its time and id, whether it is an undo, and its database."""

    time: int
    id: str
    is_undo: bool
    database: str


class Order:
    """The heads of one coder in all databases, sorted so that the newest is found at once."""

    def __init__(self) -> None:
        self._of: dict[str, Head] = {}
        self._sorted: list[Head] = []
        """Some of these are outdated; `_of` decides."""

    def put(self, database: str, entry: EntryKey | None) -> None:
        """Set the head of a database, or remove it."""
        if entry is None:
            self._of.pop(database, None)
            return
        head = Head(*entry, database)
        if self._of.get(database) != head:
            self._of[database] = head
            insort(self._sorted, head)

    @property
    def heads(self) -> list[Head]:
        """The head of every database that has one."""
        return list(self._of.values())

    @property
    def last(self) -> Head | None:
        """The newest head of all. Outdated ones are not dropped, because another thread may be doing so."""
        return next((head for head in reversed(self._sorted) if self._of.get(head.database) == head), None)

    @property
    def newest(self) -> Head | None:
        """The newest head of all."""
        while self._sorted and self._of.get(self._sorted[-1].database) != self._sorted[-1]:
            self._sorted.pop()
        return self._sorted[-1] if self._sorted else None


class UndoIndex:
    """The heads of a store's databases."""

    def __init__(self, store: Store, summaries: Summaries) -> None:
        self.watched = False
        """Whether the program calls `Store.glance` several times a second."""
        self._store = store
        self._summaries = summaries
        self._threads = threading.RLock()
        self._orders: dict[tuple[str, str], Order] | None = None
        """By verb and coder; None until the first question."""
        self._histories: dict[str, History] = {}
        """Of databases that have changed since the first question, and of those that were looked at."""
        self._changes: deque[ChangeEvent] = deque()
        """Changes of the history that are not taken in yet; any thread adds to it."""

    def undo(self, coder: str) -> Iterator[Head]:
        """Yield the entries that undo tries, newest first."""
        return self._candidates("undo", coder)

    def redo(self, coder: str) -> Iterator[Head]:
        """Yield the entries that decide about redo, newest first."""
        return self._candidates("redo", coder)

    def begin(self) -> None:
        """Look at every database, once; from then on the store reports changes."""
        with self._threads:
            if self._orders is None:
                self._store.subscribe(self._on_change)
                self._orders = self._all()

    @property
    def has_begun(self) -> bool:
        """Whether every database was looked at, so that answers are quick."""
        return self._orders is not None

    def may(self, verb: str, coder: str) -> bool:
        """Whether there seems to be something to undo or redo, for a key that is only offered: nothing is read.

        False before `begin`. A change that is not taken in yet decides, as if it were the coder's.
        """
        change = self._changes[-1].record if self._changes else None
        if change is not None:
            return verb == "undo" or History.is_undo(change)
        order = (self._orders or {}).get((verb, coder))
        newest = order.last if order else None
        return newest is not None and (verb == "undo" or newest.is_undo)

    def _newest(self, verb: str, coder: str) -> Head | None:
        self.begin()
        if not self.watched:
            self._store.refresh()
        with self._threads:
            looked_at: set[str] = set()
            while (head := self._head(verb, coder)) and head.database not in looked_at:
                # Another program may just have changed the database that undo is about to change.
                self._store.refresh(head.database)
                self._sum_up(head.database)
                looked_at.add(head.database)
            return head

    def _candidates(self, verb: str, coder: str) -> Iterator[Head]:
        newest = self._newest(verb, coder)
        if newest is None:
            return
        yield newest
        passed = {newest.id}
        with self._threads:
            order = (self._orders or {}).get((verb, coder))
            heads = order.heads if order else []
        for head in merge(*(self._from(head, verb, coder) for head in heads), reverse=True):
            if head.id not in passed:
                passed.add(head.id)
                yield head

    def _from(self, head: Head, verb: str, coder: str) -> Iterator[Head]:
        """Yield a head and, newest first, what its database has before it; the history is read when that is asked for."""
        yield head
        with self._threads:
            history = self._history(head.database)
        for entry in history.undos(coder) if verb == "undo" else history.deciding_redos(coder):
            before = Head(entry["time"], entry["id"], History.is_undo(entry), head.database)
            if before < head:
                yield before

    def _all(self) -> dict[tuple[str, str], Order]:
        orders: dict[tuple[str, str], Order] = {}
        for name, summary in self._summaries.all().items():
            for verb, heads in (("undo", summary.undo), ("redo", summary.redo)):
                for coder, entry in heads.items():
                    orders.setdefault((verb, coder), Order()).put(name, entry)
        return orders

    def _on_change(self, changes: Sequence[ChangeEvent]) -> None:
        self._changes.extend(change for change in changes if change.table == "history")

    def _head(self, verb: str, coder: str) -> Head | None:
        # All changes together, because a history goes through all its entries whenever some are added.
        changed: dict[str, list[Record | None]] = {}
        while self._changes:
            change = self._changes.popleft()
            changed.setdefault(change.database, []).append(change.record)
        for database, records in changed.items():
            history = self._histories.get(database)
            entries = [record for record in records if record is not None]
            if history is None or len(entries) < len(records) or not history.add(entries):
                # An entry was deleted or altered: the whole history is read again.
                self._histories.pop(database, None)
            self._sum_up(database)
        order = (self._orders or {}).get((verb, coder))
        return order.newest if order else None

    def _history(self, name: str) -> History:
        history = self._histories.get(name)
        if history is None:
            history = self._histories[name] = History(self._store.records(name, "history").values())
        return history

    def _sum_up(self, name: str) -> None:
        history = self._history(name)
        orders = self._orders if self._orders is not None else {}
        for verb, heads in (("undo", undo_of(history)), ("redo", redo_of(history))):
            for coder in {*heads, *(coder for key, coder in orders if key == verb)}:
                orders.setdefault((verb, coder), Order()).put(name, heads.get(coder))
