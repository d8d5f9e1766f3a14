"""The library's tags as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.store.interface import LIBRARY, ChangeEvent, Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.annotation.codebook import Codebook


class CurrentCodebook:
    """Makes the codebook of ``store`` again only when the store reports a change to a tag."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._follows = False
        self._changes = 0
        """How often tags have changed since `get` was first called."""
        self._made: tuple[int, Codebook] | None = None
        """The codebook, and what `_changes` was before it was read."""

    def get(self) -> Codebook:
        """Return the codebook, the same object until a tag changes."""
        if not self._follows:
            self._follows = True
            self._store.subscribe(self._on_change)
        made, changes = self._made, self._changes
        if made is not None and made[0] == changes:
            return made[1]
        from reader.annotation.codebook import Codebook, Tag

        codebook = Codebook(Tag.from_record(record) for record in self._store.records(LIBRARY, "tags").values())
        self._made = (changes, codebook)
        return codebook

    def _on_change(self, changes: Sequence[ChangeEvent]) -> None:
        if any((change.database, change.table) == (LIBRARY, "tags") for change in changes):
            self._changes += 1
