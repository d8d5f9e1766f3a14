"""What a store is: a small interface that more than one engine can meet.

A store keeps records (JSON objects with an ``id``) in tables of databases: one database for each article, and
``_library`` for what belongs to no single article. The revision of a record counts its changes from 1, its deletion
included. A change is durable once `Store.put` has returned. Several threads may use a store at once.
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
"""Surrogates are among them: they stand for the bytes of a file name that is not UTF-8, and no archive takes them."""


def is_name(database: str) -> bool:
    """Whether a database may have this name. A name in a log, backup or rescue file must not lead out of the folder."""
    return _NO_NAME.search(database) is None


@dataclass(frozen=True, slots=True)
class Put:
    """A change to make: the new record, or None to delete it.

    ``base`` is the revision that the writer saw (0: there was no record); with None it is not checked. ``beside``
    overwrites nothing: the record becomes a rival, another version of the revision that is there, and both are merged.
    """

    database: str
    table: str
    id: str
    record: Record | None
    base: int | None = None
    beside: bool = False

    def is_stale(self, revision: int) -> bool:
        """Whether a record that has this revision now has changed since the writer saw it."""
        return self.base is not None and not self.beside and revision != self.base


@dataclass(frozen=True, slots=True)
class ChangeEvent:
    """A change that this process or another has made."""

    database: str
    table: str
    id: str
    record: Record | None
    revision: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in the store: where, what, and how to mend it."""

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
    """A change that can never be saved, so it is not kept to be tried again."""


Listener = Callable[[list[ChangeEvent]], None]


class Store(Protocol):
    """Records on disk, or wherever else an engine keeps them."""

    @property
    def read_only(self) -> str | None:
        """Why nothing can be written, or None."""

    @property
    def unsaved(self) -> int:
        """How many changes were refused and are not on disk yet; they are kept and tried again."""

    def databases(self) -> list[str]:
        """Return the names of the databases that exist, sorted."""

    def stamps(self) -> dict[str, str]:
        """Return, by database, a text that differs whenever the database has changed; none is read.

        An empty text means that the state is unknown. A stamp may be newer than what `records` returns until the next
        `refresh`.
        """

    def tables(self, database: str) -> list[str]:
        """Return the names of the tables that have or had records, sorted."""

    def get(self, database: str, table: str, id_: str) -> tuple[Record | None, int]:
        """Return a copy of the record and its revision; (None, revision) if deleted, (None, 0) if never there."""

    def records(self, database: str, table: str) -> dict[str, Record]:
        """Return copies of the records that are not deleted, by id, oldest first."""

    def rivals(self, database: str, table: str, id_: str) -> list[Record | None]:
        """Return copies of the versions of a record that others than it shows, newest first; None is a deletion.

        What shows is merged from all versions, so it may be none of them.
        """

    def put(self, puts: Sequence[Put]) -> None:
        """Make all changes or none, durable on return; Stale, Unsaved or ReadOnly if none was made.

        Of several puts of one record the last counts. A put that changes nothing makes no revision. ``id`` is set in
        the records.
        """

    def refresh(self, database: str | None = None) -> list[ChangeEvent]:
        """Read what other processes have written, everywhere or to one database; return and publish these changes."""

    def glance(self, databases: Collection[str] = ()) -> set[str]:
        """Do a part of `refresh` that is cheap enough for several times a second.

        Changes by this program in other processes, and any to ``databases``, are found at once; other changes of the
        files, after some glances. Return the databases in which changes of others were found since the last glance,
        by whatever method.
        """

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every change, own or others'; return a function that ends this."""

    def keep_text(self, text: str) -> str:
        """Keep a canonical text, durably and only once, and return its sha256."""

    def text(self, digest: str) -> str | None:
        """Return a kept text, or None."""

    def findings(self) -> list[Finding]:
        """Return every known problem."""

    def unusable(self) -> list[Finding]:
        """Return the databases that count as empty because their logs cannot be used; nothing is opened."""

    def mend(self) -> list[Finding]:
        """Mend what can be mended without destroying a byte, and return what was done."""

    def backups(self) -> list[date]:
        """Return the days (UTC) that have a backup, newest first."""

    def backup(self, day: date) -> dict[tuple[str, str], dict[str, Record]]:
        """Return the records of a backup, by database and table; Problem if it is damaged or missing."""

    @property
    def is_due(self) -> bool:
        """Whether `tick` has anything to do."""

    def tick(self) -> None:
        """Do what is due, such as rewriting a checkpoint; long work lets other threads in."""

    def close(self) -> None:
        """Finish what is due and close the files."""


def is_stale(put: Put, store: Store) -> bool:
    """Whether the record has changed in ``store`` since the writer of ``put`` saw it."""
    return put.base is not None and put.is_stale(store.get(put.database, put.table, put.id)[1])


def databases_of(puts: Iterable[Put]) -> set[str]:
    """Return the databases that a change writes to. One of several also writes its commit line to `LIBRARY`."""
    names = {put.database for put in puts}
    return names | {LIBRARY} if len(names) > 1 else names


def reconciled(puts: Sequence[Put], store: Store) -> list[Put]:
    """Return ``puts`` with the stale ones marked ``beside``, so that no version is lost."""
    return [replace(put, beside=put.beside or is_stale(put, store)) for put in puts]


def copied(value: Any) -> Any:
    """Return a deep copy of a JSON value."""
    # Most values in a record are plain; they need no call each.
    if isinstance(value, dict):
        return {key: item if type(item) in _PLAIN else copied(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [item if type(item) in _PLAIN else copied(item) for item in value]
    return value
