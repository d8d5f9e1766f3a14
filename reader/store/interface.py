"""What a store is: a small interface that more than one engine can meet.

A store keeps records (JSON objects with an ``id``) in tables of databases: one database an article, and
``_library`` for what belongs to no single article. Every record has a revision that counts its changes from 1;
a deletion is a change, too. What `Store.put` has returned from is durable. Several threads may ask at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from reader.text.problem import Problem

if TYPE_CHECKING:
    from datetime import date

Record = dict[str, "Any"]
LIBRARY = "_library"
"""The database of what belongs to no single article."""

_PLAIN = frozenset((str, int, float, bool, type(None)))
_NO_NAME = re.compile(r"[/\\\x00-\x1f\x7f-\x9f\ud800-\udfff]|^\.|^$")
"""Half characters among them, which stand for the bytes of a file name that is no UTF-8: no archive takes them."""


def is_name(database: str) -> bool:
    """Whether a database may be called so: what a log, a backup or a rescue file says must not lead out of the folder."""
    return _NO_NAME.search(database) is None


@dataclass(frozen=True, slots=True)
class Put:
    """One change asked for: the record as it shall be, or None to delete it.

    ``base`` is the revision that the writer saw (0: there was none); None does not check. ``beside`` overwrites
    nothing: the record becomes another version of the revision that is there, and the newest version shows.
    Versions stay beside a record through its changes until one ``settles`` which of them holds.
    """

    database: str
    table: str
    id: str
    record: Record | None
    base: int | None = None
    beside: bool = False
    settles: bool = False

    def is_stale(self, revision: int) -> bool:
        """Whether the record, which has this revision now, has changed since the writer saw it."""
        return self.base is not None and not self.beside and revision != self.base


@dataclass(frozen=True, slots=True)
class Changed:
    """One change that has happened, by this process or another."""

    database: str
    table: str
    id: str
    record: Record | None
    revision: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in the store: where, what, and how to mend it."""

    where: str
    what: str
    mend: str


class Stale(Exception):
    """A record has changed since the writer saw it; nothing was written."""

    def __init__(self, put: Put) -> None:
        super().__init__(f"{put.database}/{put.table}/{put.id}")
        self.put = put


class Unsaved(Problem):
    """The disk refused a change; the store is as it was before."""


class ReadOnly(Problem):
    """The store cannot be written."""


class Refused(Unsaved):
    """A change that can never be saved, whatever becomes of the disk: nobody keeps it to try again."""


Listener = Callable[[list[Changed]], None]


class Store(Protocol):
    """Records on disk, or wherever an engine keeps them."""

    @property
    def read_only(self) -> str | None:
        """Why nothing can be written, or None."""

    @property
    def unsaved(self) -> int:
        """How many changes the disk has refused so far that are kept, in view, to be tried again."""

    def databases(self) -> list[str]:
        """Return the names of the databases that exist, sorted."""

    def stamps(self) -> dict[str, str]:
        """Return what tells one state of each database from another, by name, without reading any.

        Empty: the state cannot be told. A stamp may be newer than what `records` returns before the next `refresh`.
        """

    def tables(self, database: str) -> list[str]:
        """Return the names of the tables that the database has or had records in, sorted."""

    def get(self, database: str, table: str, id_: str) -> tuple[Record | None, int]:
        """Return a copy of the record and its revision; (None, revision) if deleted, (None, 0) if never there."""

    def records(self, database: str, table: str) -> dict[str, Record]:
        """Return copies of the live records by id, in the order of their making."""

    def rivals(self, database: str, table: str, id_: str) -> list[Record | None]:
        """Return copies of the versions of a record that are not shown, newest first; None is a deletion."""

    def contested(self, database: str, table: str) -> list[str]:
        """Return the ids of the records that have `rivals`, sorted."""

    def put(self, puts: Sequence[Put]) -> None:
        """Make all changes or none, durable on return; raises Stale, Unsaved or ReadOnly.

        Of several for one record the last counts; one that changes nothing makes no revision. ``id`` is set.
        """

    def refresh(self, database: str | None = None) -> list[Changed]:
        """Take in what other processes have written since, everywhere or to one database, and tell the subscribers."""

    def glance(self, databases: Collection[str] = ()) -> set[str]:
        """Take in part of the same at little cost, for whoever asks several times a second, and tell the subscribers.

        What programs of ours have written, and what was written to ``databases``, is taken in at once; what others have
        done to the files, in the end. Return where others have changed anything, as far as anybody in this process has
        had it taken in since the last glance.
        """

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have ``listener`` told of every change, own or others'; return what ends it."""

    def keep_text(self, text: str) -> str:
        """Keep a canonical text once, durably, and return its sha256."""

    def text(self, digest: str) -> str | None:
        """Return a kept text, or None."""

    def findings(self) -> list[Finding]:
        """Return every problem known of."""

    def unusable(self) -> list[Finding]:
        """Return which databases count as empty because they cannot be used; nothing is opened."""

    def mend(self) -> list[Finding]:
        """Mend what can be mended without destroying a byte, and return what was done."""

    def backups(self) -> list[date]:
        """Return the days (UTC) that there is a backup of, newest first."""

    def backup(self, day: date) -> dict[tuple[str, str], dict[str, Record]]:
        """Return the live records of a backup, by database and table; Problem if any of it is damaged."""

    @property
    def is_due(self) -> bool:
        """Whether `tick` has anything to do."""

    def tick(self) -> None:
        """Do what is due by now, such as rewriting a checkpoint; what takes long lets others come in meanwhile."""

    def close(self) -> None:
        """Finish what is due and let go of the files."""


def is_stale(put: Put, store: Store) -> bool:
    """Whether the record has changed in ``store`` since the writer of ``put`` saw it."""
    return put.base is not None and put.is_stale(store.get(put.database, put.table, put.id)[1])


def databases_of(puts: Iterable[Put]) -> set[str]:
    """Return the databases that a change writes to: one of several also writes to `LIBRARY`, that it counts."""
    names = {put.database for put in puts}
    return names | {LIBRARY} if len(names) > 1 else names


def reconciled(puts: Sequence[Put], store: Store) -> list[Put]:
    """Return ``puts`` with the stale ones beside what is there, so that no version is lost."""
    return [replace(put, beside=put.beside or is_stale(put, store)) for put in puts]


def copied(value: Any) -> Any:
    """Return a deep copy of a JSON value."""
    # Most of what a record has is plain: no call for each of it.
    if isinstance(value, dict):
        return {key: item if type(item) in _PLAIN else copied(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [item if type(item) in _PLAIN else copied(item) for item in value]
    return value
