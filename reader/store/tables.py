"""The records that the lines of a log add up to: the highest revision wins, in whatever order the lines come.

A line that is replayed twice changes nothing, so git may merge logs line by line. If two writers changed the same version
of a record, their versions are rivals, however often each was then changed: one shows, the other is kept beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING

from reader.store.interface import Record
from reader.store.log_line import LoggedChange, LogLine, Parent, checksum_of
from reader.store.migration import SCHEMA

if TYPE_CHECKING:
    from reader.store.merged import Merged

META = "_meta"
Rank = tuple[int, str]


Version = tuple[int, Rank, Record | None]
"""A version of a record: its revision, its rank, its content."""


class VersionedRecord:
    """A record. The version with the highest ``rank`` (time, writer) shows; ``beside`` are the others of its revision.

    ``past`` is what its lines say of earlier revisions; None if no line has a second one. ``merged`` is what the versions
    add up to; None if there is only one, or they are not merged.
    """

    __slots__ = ("beside", "merged", "number", "past", "rank", "record", "revision")

    def __init__(self, number: int, revision: int, record: Record | None, rank: Rank) -> None:
        self.number = number
        self.revision = revision
        self.record = record
        self.rank = rank
        self.beside: list[tuple[Rank, Record | None]] = []
        self.past: Past | None = None
        self.merged: Merged | None = None

    @property
    def shown(self) -> Record | None:
        """The record as readers see it."""
        return self.merged.record if self.merged else self.record

    @property
    def rivals(self) -> list[tuple[Rank, Record | None]]:
        """The versions that do not show and that no other has replaced."""
        left = self.past.left if self.past else ()
        return [*self.beside, *((rank, record) for _revision, rank, record in left)]

    def versions(self) -> Iterator[Version]:
        """Yield the version that shows, then its rivals."""
        yield self.revision, self.rank, self.record
        for rank, record in self.beside:
            yield self.revision, rank, record
        if self.past:
            yield from self.past.left


class Past:
    """What is known of the earlier revisions of a record. ``left`` are versions of them that nothing has replaced."""

    __slots__ = ("_floor", "_replaced", "left")

    def __init__(self) -> None:
        self.left: list[Version] = []
        self._floor = 0
        """The highest revision of a line that does not name what it replaces: nothing below it is left."""
        self._replaced: dict[int, tuple[int, ...]] = {}
        """By revision, the checksums of what was replaced: the same content that another writer made was, too."""

    def replace(self, revision: int, parents: Sequence[Parent] | None) -> None:
        """Take in what a change of this revision has replaced; None: all that is below it."""
        if parents is None:
            self._floor = max(self._floor, revision)
        for parent in parents or ():
            known = self._replaced.get(parent.revision, ())
            if parent.checksum not in known:
                self._replaced[parent.revision] = (*known, parent.checksum)
        if self.left:
            self.left = [version for version in self.left if not self._has_replaced(version)]

    def leave(self, version: Version) -> None:
        """Keep a version of an earlier revision, unless it was replaced or is there already."""
        if not self._has_replaced(version) and version[::2] not in [each[::2] for each in self.left]:
            self.left.append(version)

    def _has_replaced(self, version: Version) -> bool:
        revision, _rank, record = version
        replaced = self._replaced.get(revision)
        return revision < self._floor or bool(replaced and checksum_of(record) in replaced)


class Tables:
    """The rows of a database, by table and id; ``numbers`` are the integer doc_ids that TinyDB needs.

    ``contested`` has the (table, id) of every row with rivals, ``unmerged`` those whose versions have changed since they
    were merged. ``taken`` counts the replayed lines.
    """

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, VersionedRecord]] = {}
        self.numbers: dict[str, dict[int, str]] = {}
        self.contested: set[tuple[str, str]] = set()
        self.unmerged: set[tuple[str, str]] = set()
        self.taken = 0

    def revision(self, table: str, id_: str) -> int:
        """Return the revision of a record, 0 if it never existed."""
        row = self.rows.get(table, {}).get(id_)
        return row.revision if row else 0

    def next_number(self, table: str) -> int:
        """Return a doc_id that no record of the table has or had."""
        return len(self.numbers.get(table, ())) + 1

    def replay(self, line: LogLine) -> list[LoggedChange]:
        """Replay a line and return those of its changes that show."""
        self.taken += 1
        rank, parents = (line.time, line.writer), line.parents
        # What an earlier program, or `Database.append`, adds to a line says nothing of parents.
        of_each = repeat(None) if parents is None else [*parents, *[()] * (len(line.changes) - len(parents))]
        return [
            change
            for change, replaced in zip(line.changes, of_each, strict=False)
            if self._take(change, rank, replaced)
        ]

    def _take(self, change: LoggedChange, rank: Rank, parents: Sequence[Parent] | None) -> bool:
        rows = self.rows.setdefault(change.table, {})
        row = rows.get(change.id)
        if row is None:
            number = self.next_number(change.table)
            row = rows[change.id] = VersionedRecord(number, change.revision, change.record, rank)
            self.numbers.setdefault(change.table, {})[number] = change.id
            if change.revision > 1:
                row.past = Past()
                row.past.replace(change.revision, parents)
            return True
        shows = (
            _meet(row, change.record, rank) if change.revision == row.revision else _pass(row, change, rank, parents)
        )
        if change.revision == row.revision and row.past and change.revision > 1:
            row.past.replace(change.revision, parents)
        row.merged = None
        if row.beside or (row.past and row.past.left):
            self.contested.add((change.table, change.id))
            self.unmerged.add((change.table, change.id))
        else:
            self.contested.discard((change.table, change.id))
            self.unmerged.discard((change.table, change.id))
        return shows

    @property
    def schema(self) -> int:
        """The schema that the database was begun with."""
        row = self.rows.get(META, {}).get("schema")
        version = (row.record or {}).get("version") if row else None
        return version if type(version) is int else SCHEMA

    def has(self, change: LoggedChange) -> bool:
        """Whether the change shows here, is a rival, or was replaced by a later one."""
        row = self.rows.get(change.table, {}).get(change.id)
        if row is None or row.revision < change.revision:
            return False
        return row.revision > change.revision or change.record in [record for _, _, record in row.versions()]

    def live(self, table: str) -> dict[str, Record]:
        """Return the records that are not deleted (not copies), oldest first."""
        shown = ((id_, row.shown) for id_, row in self.rows.get(table, {}).items())
        return {id_: record for id_, record in shown if record is not None}


def _pass(row: VersionedRecord, change: LoggedChange, rank: Rank, parents: Sequence[Parent] | None) -> bool:
    """Add a version of another revision than the row's; return whether it shows now."""
    past = row.past = row.past or Past()
    if change.revision > 1:
        past.replace(change.revision, parents)
    if change.revision < row.revision:
        past.leave((change.revision, rank, change.record))
        return False
    named = {each[:3] for each in parents or ()}
    for version in [(row.revision, row.rank, row.record), *((row.revision, *each) for each in row.beside)]:
        # What the line names needs no checksum, unless several versions may have the name.
        if row.beside or not version[1][0] or (version[0], *version[1]) not in named:
            past.leave(version)
    row.revision, row.record, row.rank, row.beside = change.revision, change.record, rank, []
    return True


def _meet(row: VersionedRecord, record: Record | None, rank: Rank) -> bool:
    """Add another writer's version of the row's revision; return whether it shows now."""
    if record == row.record:
        row.rank = max(row.rank, rank)
        return False
    # Equal content counts once, with its highest rank, so the result is the same in any order.
    ranks = [rival_rank for rival_rank, content in row.beside if content == record]
    row.beside = [rival for rival in row.beside if rival[1] != record]
    rank = max([rank, *ranks])
    if rank > row.rank:
        row.beside.append((row.rank, row.record))
        row.record, row.rank = record, rank
        return True
    row.beside.append((rank, record))
    return False
