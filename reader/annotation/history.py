"""The history: every edit that was made, and which of them undo and redo would touch next.

An entry that undoes another is an edit, too; what was undone can be redone until its coder makes a new edit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Record = dict[str, Any]


class History:
    """The entries of a library, in any order; ``time`` and ``id`` order them."""

    def __init__(self, entries: Iterable[Record]) -> None:
        self.entries = sorted(entries, key=lambda entry: (entry["time"], entry["id"]))
        by_id = {entry["id"]: entry for entry in self.entries}
        self._undone: set[str] = set()
        # Later entries first: an undo that was itself undone (a redo) undoes nothing.
        for entry in reversed(self.entries):
            if entry.get("undoes") in by_id and entry["id"] not in self._undone:
                self._undone.add(entry["undoes"])

    def is_undone(self, entry: Record) -> bool:
        """Whether the entry's changes do not stand any more."""
        return entry["id"] in self._undone

    def next_undo(self, coder: str) -> Record | None:
        """Return the newest edit of ``coder`` that stands and is not itself an undo."""
        return next(
            (entry for entry in self._own(coder) if not self._is_undo(entry) and not self.is_undone(entry)), None
        )

    def next_redo(self, coder: str) -> Record | None:
        """Return the newest undo of ``coder`` that stands and after which nothing new was done."""
        for entry in self._own(coder):
            if self._is_undo(entry):
                if not self.is_undone(entry):
                    return entry
            elif not entry.get("undoes") and not self.is_undone(entry):
                return None
        return None

    def _own(self, coder: str) -> Iterable[Record]:
        return (entry for entry in reversed(self.entries) if entry["coder"] == coder)

    @staticmethod
    def _is_undo(entry: Record) -> bool:
        return bool(entry["what"] == "undo")
