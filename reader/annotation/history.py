"""The history: every edit that was made, and which of them undo and redo would take next.

An undo is an edit too. What was undone can be redone until its coder makes a new edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.annotation.codec import Record
from reader.annotation.edit import is_entry


class History:
    """The entries of a library, in any order; ``time`` and ``id`` order them."""

    def __init__(self, entries: Iterable[Record]) -> None:
        self.entries = sorted(filter(is_entry, entries), key=_order)
        self._by_id = {entry["id"]: entry for entry in self.entries}
        self._look()

    def _look(self) -> None:
        # By coder, so that the newest edit of each is found quickly.
        self._by_coder: dict[str, list[Record]] = {}
        for entry in self.entries:
            self._by_coder.setdefault(entry["coder"], []).append(entry)
        self._undone: set[str] = set()
        # Newest first: an undo that was undone itself, by a redo, has no effect.
        for entry in reversed(self.entries):
            if entry.get("undoes") in self._by_id and entry["id"] not in self._undone:
                self._undone.add(entry["undoes"])

    def add(self, entries: Iterable[Record]) -> bool:
        """Take in more entries; return False, and change nothing, if one of them has the id of another one."""
        added: dict[str, Record] = {}
        for entry in filter(is_entry, entries):
            existing = self._by_id.get(entry["id"]) or added.setdefault(entry["id"], entry)
            if existing != entry:
                return False
        if new := [entry for id_, entry in added.items() if id_ not in self._by_id]:
            self.entries = sorted([*self.entries, *new], key=_order)
            self._by_id |= added
            self._look()
        return True

    def is_undone(self, entry: Record) -> bool:
        """Whether the entry is undone now."""
        return entry["id"] in self._undone

    def undos(self, coder: str) -> Iterator[Record]:
        """Yield the edits of ``coder`` that are neither undone nor an undo, newest first."""
        return (entry for entry in self._own(coder) if not self.is_undo(entry) and not self.is_undone(entry))

    def deciding_redos(self, coder: str) -> Iterator[Record]:
        """Yield the entries of ``coder`` that decide about redo, newest first: undos that are not undone, and new edits."""
        return (
            entry
            for entry in self._own(coder)
            if not self.is_undone(entry) and (self.is_undo(entry) or not entry.get("undoes"))
        )

    def next_undo(self, coder: str) -> Record | None:
        """Return the first of `undos`."""
        return next(self.undos(coder), None)

    def deciding_redo(self, coder: str) -> Record | None:
        """Return the first of `deciding_redos`."""
        return next(self.deciding_redos(coder), None)

    @property
    def coders(self) -> set[str]:
        """The coders of the entries."""
        return set(self._by_coder)

    def _own(self, coder: str) -> Iterable[Record]:
        return reversed(self._by_coder.get(coder, ()))

    @staticmethod
    def is_undo(entry: Record) -> bool:
        """Whether an entry undoes another."""
        return bool(entry["what"] == "undo")


def _order(entry: Record) -> tuple[int, str]:
    return entry["time"], entry["id"]
