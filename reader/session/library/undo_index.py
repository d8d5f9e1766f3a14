"""Which edit is a coder's newest, in a library of thousands of databases: what undo and redo would touch.

What stands is known from what the store tells. Whoever asks has it take in first what others have written; while somebody
does that several times a second (``watched``, as the app does), in the one database whose edit it is.
"""

from __future__ import annotations

import threading
from bisect import insort
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from reader.annotation.history import History
from reader.session.library.summaries import EntryKey, Summaries, redo_of, undo_of
from reader.store.interface import Changed, Store


class Head(NamedTuple):
    """An entry of the history: its time and id, whether it is an undo, and the database it is in."""

    time: int
    id: str
    is_undo: bool
    database: str


class Order:
    """The heads of one coder in all databases, the newest at hand without a look at the others."""

    def __init__(self) -> None:
        self._of: dict[str, Head] = {}
        self._sorted: list[Head] = []
        """With some that hold no longer."""

    def put(self, database: str, entry: EntryKey | None) -> None:
        """Say which head a database has now, if any."""
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
    def newest(self) -> Head | None:
        """The newest head of all."""
        while self._sorted and self._of.get(self._sorted[-1].database) != self._sorted[-1]:
            self._sorted.pop()
        return self._sorted[-1] if self._sorted else None


class UndoIndex:
    """The heads of a store's databases."""

    def __init__(self, store: Store, summaries: Summaries) -> None:
        self.watched = False
        """Whether somebody has the store take in what others have written, all the time."""
        self._store = store
        self._summaries = summaries
        self._threads = threading.RLock()
        self._orders: dict[tuple[str, str], Order] | None = None
        """By verb and coder; None: nobody has asked yet."""
        self._histories: dict[str, History] = {}
        """Of the databases that have changed since, and of those that were looked at."""
        self._told: deque[Changed] = deque()

    def undo(self, coder: str) -> Iterator[Head]:
        """Yield the heads that undo takes back, newest first; the next one is for whom that could not be done."""
        return self._one_after_another("undo", coder)

    def redo(self, coder: str) -> Iterator[Head]:
        """Yield the heads that decide about redo, newest first; the next one is for whom that could not be done."""
        return self._one_after_another("redo", coder)

    def begin(self) -> None:
        """Look at every database, if that was not done yet; from then on what has changed is told."""
        with self._threads:
            if self._orders is None:
                self._store.subscribe(self._heed)
                self._orders = self._all()

    def _newest(self, verb: str, coder: str) -> Head | None:
        self.begin()
        if not self.watched:
            self._store.refresh()
        with self._threads:
            looked_at: set[str] = set()
            while (head := self._known(verb, coder)) and head.database not in looked_at:
                # What others have just done to the database that will be changed counts.
                self._store.refresh(head.database)
                self._sum_up(head.database)
                looked_at.add(head.database)
            return head

    def _one_after_another(self, verb: str, coder: str) -> Iterator[Head]:
        head, passed = self._newest(verb, coder), set[str]()
        while head:
            yield head
            passed.add(head.id)
            head = self._newest_without(verb, coder, passed)

    def _newest_without(self, verb: str, coder: str, passed: Collection[str]) -> Head | None:
        """Return the newest head without those that were passed over: in their databases the entry before counts."""
        with self._threads:
            order = (self._orders or {}).get((verb, coder))
            heads = order.heads if order else []
            return max(filter(None, (self._before(verb, coder, head, passed) for head in heads)), default=None)

    def _before(self, verb: str, coder: str, head: Head, passed: Collection[str]) -> Head | None:
        if head.id not in passed:
            return head
        history = self._history(head.database)
        entry = (history.next_undo if verb == "undo" else history.deciding_redo)(coder, passed)
        return Head(entry["time"], entry["id"], History.is_undo(entry), head.database) if entry else None

    def _all(self) -> dict[tuple[str, str], Order]:
        orders: dict[tuple[str, str], Order] = {}
        for name, summary in self._summaries.all().items():
            for verb, heads in (("undo", summary.undo), ("redo", summary.redo)):
                for coder, entry in heads.items():
                    orders.setdefault((verb, coder), Order()).put(name, entry)
        return orders

    def _heed(self, changed: Sequence[Changed]) -> None:
        self._told.extend(one for one in changed if one.table == "history")  # from any thread

    def _known(self, verb: str, coder: str) -> Head | None:
        while self._told:
            told = self._told.popleft()
            history = self._histories.get(told.database)
            if history is None or told.record is None or not history.add(told.record):
                # Something is gone, or is another than it was: all that is there counts.
                self._histories.pop(told.database, None)
            self._sum_up(told.database)
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
            for coder in {*heads, *(known for asked, known in orders if asked == verb)}:
                orders.setdefault((verb, coder), Order()).put(name, heads.get(coder))
