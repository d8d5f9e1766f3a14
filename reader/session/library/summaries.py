"""What must be known of every article at once: how many annotations, with which tags, whose change was the newest.

A library of five thousand annotated articles is five thousand logs, and reading them takes seconds. So what the list, the
counts of tags and undo ask of each is kept in a derived file (`session.cache`) under the state of its database; a
database that has changed is read anew.
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
from reader.store.interface import Changed, Record, Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


MANY = 50
"""Summaries that are worth keeping at once; fewer are made again as soon."""
_FORM = 3

EntryKey = tuple[int, str, bool]
"""The time and id of an entry of the history, and whether it is an undo that can be taken back in its turn."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One database in short.

    ``texts``: the digests of the texts that placed annotations refer to. ``tagged``: how many annotations have
    just these tag ids. ``last``: the time of the newest edit. ``undo``: by coder, the newest edit that stands.
    ``redo``: by coder, the newest entry that decides about redo.
    """

    annotations: int = 0
    texts: tuple[str, ...] = ()
    tagged: dict[tuple[str, ...], int] = field(default_factory=dict)
    last: int = 0
    undo: dict[str, EntryKey] = field(default_factory=dict)
    redo: dict[str, EntryKey] = field(default_factory=dict)


class Summaries:
    """The summaries of a store's databases; ``file`` is where they are kept, None for nowhere."""

    def __init__(self, store: Store, file: str | None) -> None:
        self._store = store
        self._file = DerivedFile(file, _FORM, kept=LIBRARIES) if file else None
        self._known: dict[str, tuple[str, Summary]] | None = None
        self._kept: set[tuple[str, str]] = set()
        self._follows = False
        self._stamps: dict[str, str] = {}
        self._stale: set[str] = set()
        """The databases that have changed since they were summed up."""
        self.newest = 0
        """The time of the newest edit known of, in microseconds."""

    def all(self, patience: int | None = None) -> dict[str, Summary]:
        """Return the summary of every database; at most ``patience`` are made, the others left out. None: all.

        The first time every log is looked at; from then on the store tells which have changed.
        """
        known = self._follow()
        stale = sorted(self._stale)[:patience]
        for name in stale:
            self._renew(name)
        if len(stale) > MANY:
            self.save()
        return {name: known[name][1] for name in sorted(self._stamps) if name in known}

    def of(self, name: str) -> Summary | None:
        """Return the summary of one database, None if there is none."""
        known = self._follow()
        if name in self._stale:
            self._renew(name)
        return known[name][1] if name in known else None

    def using(self, tags: frozenset[str]) -> list[str]:
        """Return the databases that have annotations with any of these tag ids."""
        known = self._follow()
        for name in list(self._stale):
            self._renew(name)
        return [
            name for name, (_, summary) in known.items() if not tags.isdisjoint(chain.from_iterable(summary.tagged))
        ]

    def missing(self) -> Iterator[int]:
        """Make what is missing, one at a time, yielding how many are left."""
        self._follow()
        names = sorted(self._stale)
        for done, name in enumerate(names, 1):
            if name in self._stale:
                self._renew(name)
            yield len(names) - done

    def _follow(self) -> dict[str, tuple[str, Summary]]:
        """Look at every log if that was not done yet, and return what is known; what is stale is known to be."""
        known = self._read()
        if not self._follows:
            self._follows = True
            self._store.subscribe(self._heed)
            self._sweep()
        return known

    def _sweep(self) -> None:
        known = self._read()
        self._stamps = self._store.stamps()
        self._stale |= {name for name, stamp in self._stamps.items() if not stamp or known.get(name, ("",))[0] != stamp}
        if self._stale:
            # What is summed up may be newer than the stamp, never older: then it is read once more.
            self._store.refresh()
        for name in known.keys() - self._stamps.keys():
            del known[name]

    def _heed(self, changed: Sequence[Changed]) -> None:
        for name in {one.database for one in changed}:
            self._stale.add(name)
            self._stamps[name] = ""  # what it is now is looked up when it is kept

    def _renew(self, name: str) -> None:
        self._stale.discard(name)  # before it is read: what changes meanwhile is read once more
        summary = summary_of(self._store, name)
        self.newest = max(self.newest, summary.last)
        self._read()[name] = (self._stamps.get(name, ""), summary)

    def _read(self) -> dict[str, tuple[str, Summary]]:
        if self._known is None:
            self._known = (self._file.load(_restored) if self._file else None) or {}
            self._kept = self._states()
            self.newest = max((summary.last for _, summary in self._known.values()), default=0)
        return self._known

    def _states(self) -> set[tuple[str, str]]:
        return {(name, stamp) for name, (stamp, _) in (self._known or {}).items()}

    def save(self) -> None:
        """Keep them for the next start, if anything is new."""
        if self._file is None or self._known is None:
            return
        if self._follows and any(not stamp for stamp, _ in self._known.values()):
            self._sweep()
            for name in [name for name in self._stale if name in self._known]:
                self._renew(name)
        if self._states() == self._kept:
            return
        said = {name: (stamp, _said(summary)) for name, (stamp, summary) in list(self._known.items()) if stamp}
        if self._file.save(said):
            self._kept = self._states()


def summary_of(store: Store, name: str) -> Summary:
    """Read a database and sum it up."""
    annotations = store.records(name, "annotations").values()
    history = History(store.records(name, "history").values())
    placed = {str(one.get("sha256")) for one in annotations if one.get("state") != State.ORPHAN}
    return Summary(
        annotations=len(annotations),
        texts=tuple(sorted(placed)),
        tagged=dict(Counter(map(tags_of, annotations))),
        last=history.entries[-1]["time"] if history.entries else 0,
        undo=undo_of(history),
        redo=redo_of(history),
    )


def undo_of(history: History) -> dict[str, EntryKey]:
    """Return, by coder, the newest edit that stands."""
    return _keys({coder: history.next_undo(coder) for coder in history.coders})


def redo_of(history: History) -> dict[str, EntryKey]:
    """Return, by coder, the newest entry that decides about redo."""
    return _keys({coder: history.deciding_redo(coder) for coder in history.coders})


def _keys(entries: dict[str, Record | None]) -> dict[str, EntryKey]:
    return {coder: (one["time"], one["id"], History.is_undo(one)) for coder, one in entries.items() if one}


def _said(summary: Summary) -> Record:
    return {**{one.name: getattr(summary, one.name) for one in fields(summary)}, "tagged": list(summary.tagged.items())}


def _restored(derived: Derived) -> dict[str, tuple[str, Summary]]:
    return {name: (str(stamp), _summary(said)) for name, (stamp, said) in derived.payload.items()}


def _summary(said: Record) -> Summary:
    undo, redo = (
        {coder: (int(time), str(id_), bool(is_undo)) for coder, (time, id_, is_undo) in said[verb].items()}
        for verb in ("undo", "redo")
    )
    tagged = {tuple(map(str, tags)): int(count) for tags, count in said["tagged"]}
    return Summary(int(said["annotations"]), tuple(map(str, said["texts"])), tagged, int(said["last"]), undo, redo)
