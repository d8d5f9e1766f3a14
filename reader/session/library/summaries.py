"""What the list, the counts of tags and undo need of every article at once: numbers of annotations, tags, newest edits.

Five thousand annotated articles are five thousand logs, which take seconds to read. So a summary of each is kept in a
derived file (`session.cache`) with the state of its database. A database that has changed is read again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from itertools import chain
from typing import TYPE_CHECKING

from reader.annotation.history import History
from reader.annotation.model import State, tags_of
from reader.session.cache.derived_file import Derived, DerivedFile
from reader.session.cache.own_name import LIBRARIES
from reader.session.library.records import digest_of_ids
from reader.store.interface import ChangeEvent, Record, Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


MANY = 50
"""Summaries that are worth saving at once; fewer are made again in no time."""
_FORM = 4

EntryKey = tuple[int, str, bool]
"""The time and id of an entry of the history, and whether it is an undo, which redo can take back."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary of one database.

    ``texts``: the digests of the texts in which its annotations were made, orphans left out. ``tagged``: how many
    annotations have exactly these tag ids. ``structure``: what changes with the corrections of its structure.
    ``last``: the time of the newest edit. ``undo``: by coder, the newest edit that was not undone. ``redo``: by coder, the
    newest entry that decides about redo.
    """

    annotations: int = 0
    texts: tuple[str, ...] = ()
    tagged: dict[tuple[str, ...], int] = field(default_factory=dict)
    structure: str = ""
    last: int = 0
    undo: dict[str, EntryKey] = field(default_factory=dict)
    redo: dict[str, EntryKey] = field(default_factory=dict)


class Summaries:
    """The summaries of a store's databases, kept in ``file``; None: in memory only."""

    def __init__(self, store: Store, file: str | None) -> None:
        self._store = store
        self._file = DerivedFile(file, _FORM, most_files=LIBRARIES) if file else None
        self._summaries: dict[str, tuple[str, Summary]] | None = None
        self._saved: set[tuple[str, str]] = set()
        self._follows = False
        self._stamps: dict[str, str] = {}
        self._stale: set[str] = set()
        """The databases that have changed since they were summarized."""
        self.newest = 0
        """The time of the newest edit, as far as summaries are made, in microseconds."""

    def all(self, patience: int | None = None) -> dict[str, Summary]:
        """Return the summary of every database. At most ``patience`` missing ones are made (None: all of them).

        The first call looks at the state of every log; from then on the store reports which have changed.
        """
        summaries = self._follow()
        stale = sorted(self._stale)[:patience]
        for name in stale:
            self._renew(name)
        if len(stale) > MANY:
            self.save()
        return {name: summaries[name][1] for name in sorted(self._stamps) if name in summaries}

    def of(self, name: str) -> Summary | None:
        """Return the summary of one database; None if there is no such database."""
        summaries = self._follow()
        if name in self._stale:
            self._renew(name)
        return summaries[name][1] if name in summaries else None

    def using(self, tags: frozenset[str]) -> list[str]:
        """Return the databases that have annotations with any of these tag ids."""
        summaries = self._follow()
        for name in list(self._stale):
            self._renew(name)
        return [
            name for name, (_, summary) in summaries.items() if not tags.isdisjoint(chain.from_iterable(summary.tagged))
        ]

    def missing(self) -> Iterator[int]:
        """Make the missing summaries one at a time and yield how many are left."""
        self._follow()
        names = sorted(self._stale)
        for done, name in enumerate(names, 1):
            if name in self._stale:
                self._renew(name)
            yield len(names) - done

    def _follow(self) -> dict[str, tuple[str, Summary]]:
        """Look at the state of every log, once, and return the summaries; `_stale` says which are outdated."""
        summaries = self._read()
        if not self._follows:
            self._follows = True
            self._store.subscribe(self._on_change)
            self._sweep()
        return summaries

    def _sweep(self) -> None:
        summaries = self._read()
        self._stamps = self._store.stamps()
        self._stale |= {
            name for name, stamp in self._stamps.items() if not stamp or summaries.get(name, ("",))[0] != stamp
        }
        if self._stale:
            # A summary may be newer than its stamp, never older; in that case it is made once more.
            self._store.refresh()
        for name in summaries.keys() - self._stamps.keys():
            del summaries[name]

    def _on_change(self, changes: Sequence[ChangeEvent]) -> None:
        for name in {change.database for change in changes}:
            self._stale.add(name)
            self._stamps[name] = ""  # the new one is looked up when the summary is saved

    def _renew(self, name: str) -> None:
        self._stale.discard(name)  # first: what changes while it is read must be read again
        summary = summary_of(self._store, name)
        self.newest = max(self.newest, summary.last)
        self._read()[name] = (self._stamps.get(name, ""), summary)

    def _read(self) -> dict[str, tuple[str, Summary]]:
        if self._summaries is None:
            self._summaries = (self._file.load(_restored) if self._file else None) or {}
            self._saved = self._states()
            self.newest = max((summary.last for _, summary in self._summaries.values()), default=0)
        return self._summaries

    def _states(self) -> set[tuple[str, str]]:
        return {(name, stamp) for name, (stamp, _) in (self._summaries or {}).items()}

    def save(self) -> None:
        """Save the summaries for the next start, if any is new."""
        if self._file is None or self._summaries is None:
            return
        if self._follows and any(not stamp for stamp, _ in self._summaries.values()):
            self._sweep()
            for name in [name for name in self._stale if name in self._summaries]:
                self._renew(name)
        if self._states() == self._saved:
            return
        payload = {
            name: (stamp, _to_json(summary)) for name, (stamp, summary) in list(self._summaries.items()) if stamp
        }
        if self._file.save(payload):
            self._saved = self._states()


def summary_of(store: Store, name: str) -> Summary:
    """Read a database and return its summary."""
    annotations = store.records(name, "annotations").values()
    history = History(store.records(name, "history").values())
    texts = {str(record.get("sha256")) for record in annotations if record.get("state") != State.ORPHAN}
    return Summary(
        annotations=len(annotations),
        texts=tuple(sorted(texts)),
        tagged=dict(Counter(map(tags_of, annotations))),
        structure=digest_of_ids(store.records(name, "structure")),
        last=history.entries[-1]["time"] if history.entries else 0,
        undo=undo_of(history),
        redo=redo_of(history),
    )


def undo_of(history: History) -> dict[str, EntryKey]:
    """Return, by coder, the newest edit that was not undone."""
    return _keys({coder: history.next_undo(coder) for coder in history.coders})


def redo_of(history: History) -> dict[str, EntryKey]:
    """Return, by coder, the newest entry that decides about redo."""
    return _keys({coder: history.deciding_redo(coder) for coder in history.coders})


def _keys(entries: dict[str, Record | None]) -> dict[str, EntryKey]:
    return {coder: (entry["time"], entry["id"], History.is_undo(entry)) for coder, entry in entries.items() if entry}


def _to_json(summary: Summary) -> Record:
    values = {field.name: getattr(summary, field.name) for field in fields(summary)}
    return {**values, "tagged": list(summary.tagged.items())}


def _restored(derived: Derived) -> dict[str, tuple[str, Summary]]:
    return {name: (str(stamp), _from_json(value)) for name, (stamp, value) in derived.payload.items()}


def _from_json(value: Record) -> Summary:
    undo, redo = (
        {coder: (int(time), str(id_), bool(is_undo)) for coder, (time, id_, is_undo) in value[verb].items()}
        for verb in ("undo", "redo")
    )
    tagged = {tuple(map(str, tags)): int(count) for tags, count in value["tagged"]}
    numbers, texts = (int(value["annotations"]), int(value["last"])), tuple(map(str, value["texts"]))
    return Summary(numbers[0], texts, tagged, str(value["structure"]), numbers[1], undo, redo)
