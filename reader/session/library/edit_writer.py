"""Writes a person's edits to the store. Nothing else does."""

from __future__ import annotations

from _thread import allocate_lock
from typing import TYPE_CHECKING

from reader.annotation.edit import is_entry
from reader.session.library.catalogue import PATIENCE
from reader.store.interface import LIBRARY, ChangeEvent, Put, Stale, Store
from reader.text.problem import Problem
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.annotation.edit import Change, Edit
    from reader.session.library.summaries import Summaries

TRIES = 8
"""How often a change is tried when other programs change the same records meanwhile."""


class EditWriter:
    """Writes edits to ``store``. ``clock`` returns microseconds, ``new_id`` a random id."""

    def __init__(self, store: Store, summaries: Summaries, clock: Callable[[], int], new_id: Callable[[], str]) -> None:
        self._store = store
        self._summaries = summaries
        self._clock = clock
        self._new_id = new_id
        self._last = 0
        """The latest time that this process has given or seen in the history."""
        self._follows_history = False
        self._lock = allocate_lock()

    def now(self) -> int:
        """Return the time in microseconds, later than any this process has given before."""
        self._last = max(self._last + 1, self._clock())
        return self._last

    def write(
        self,
        what: str,
        coder: str,
        make: Callable[[], Sequence[Change]],
        article: str | None = None,
        undoes: str | None = None,
        about: str = "",
        beside: str = "",
    ) -> Edit:
        """See `Workspace.apply`."""
        from reader.annotation.edit import Edit, differs

        for _attempt in range(TRIES):
            changes = tuple(filter(differs, make()))
            edit = Edit(self._new_id(), what, coder, self._time(), changes, article, undoes, about)
            if not changes:
                return edit
            databases = {change.database for change in changes}
            home = beside or (databases.pop() if len(databases) == 1 else LIBRARY)
            try:
                puts = [self._put(change) for change in changes]
                self._store.put([*puts, Put(home, "history", edit.id, edit.to_record(), 0)])
            except Stale:
                self._store.refresh()
                continue
            return edit
        from reader.annotation.edit_names import edit_name

        raise Problem(_("Another program keeps changing this."), edit_name(what), _("Try again."), status=1)

    def _put(self, change: Change) -> Put:
        record, revision = self._store.get(change.database, change.table, change.id)
        if record != change.before:
            raise Stale(Put(change.database, change.table, change.id, change.after, revision))
        return Put(change.database, change.table, change.id, change.after, revision)

    def _time(self) -> int:
        """Return a time after that of every edit in the library, even if the machine's clock was set back."""
        self.follow_history()
        self._last = max(self._last, self._summaries.newest)
        return self.now()

    def follow_history(self) -> None:
        """Look up the time of the newest edit, once; from then on the store reports new ones."""
        with self._lock:
            if not self._follows_history:
                self._store.subscribe(self._on_change)
                self._summaries.all(PATIENCE)
                self._follows_history = True

    def _on_change(self, changes: Sequence[ChangeEvent]) -> None:
        entries = (change.record for change in changes if change.table == "history" and change.record)
        self._last = max([self._last, *(entry["time"] for entry in filter(is_entry, entries))])
