"""The records that the lines of a log add up to: the highest revision wins, in whatever order the lines come.

A line that is replayed twice changes nothing, so git may merge logs line by line. If two writers made the same revision
of a record with different content, their versions are rivals: one shows, the other is kept beside it.
"""

from __future__ import annotations

from reader.store.interface import Record
from reader.store.log_line import LoggedChange, LogLine
from reader.store.migration import SCHEMA

META = "_meta"
Rank = tuple[int, str]


class VersionedRecord:
    """A record. The version with the highest ``rank`` (time, writer) shows; ``rivals`` are the others of its revision."""

    __slots__ = ("number", "rank", "record", "revision", "rivals")

    def __init__(self, number: int, revision: int, record: Record | None, rank: Rank) -> None:
        self.number = number
        self.revision = revision
        self.record = record
        self.rank = rank
        self.rivals: list[tuple[Rank, Record | None]] = []


class Tables:
    """The rows of a database, by table and id; ``numbers`` are the integer doc_ids that TinyDB needs.

    ``contested`` has the (table, id) of every row with rivals. ``taken`` counts the replayed lines.
    """

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, VersionedRecord]] = {}
        self.numbers: dict[str, dict[int, str]] = {}
        self.contested: set[tuple[str, str]] = set()
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
        return [change for change in line.changes if self._take(change, (line.time, line.writer))]

    def _take(self, change: LoggedChange, rank: Rank) -> bool:
        rows = self.rows.setdefault(change.table, {})
        row = rows.get(change.id)
        if row is None:
            number = self.next_number(change.table)
            rows[change.id] = VersionedRecord(number, change.revision, change.record, rank)
            self.numbers.setdefault(change.table, {})[number] = change.id
            return True
        if change.revision < row.revision:
            return False
        if change.revision > row.revision:
            row.revision, row.record, row.rank, row.rivals = change.revision, change.record, rank, []
            self.contested.discard((change.table, change.id))
            return True
        shows = _meet(row, change.record, rank)
        if row.rivals:
            self.contested.add((change.table, change.id))
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
        return row.revision > change.revision or change.record in [row.record, *(record for _, record in row.rivals)]

    def live(self, table: str) -> dict[str, Record]:
        """Return the records that are not deleted (not copies), oldest first."""
        return {id_: row.record for id_, row in self.rows.get(table, {}).items() if row.record is not None}


def _meet(row: VersionedRecord, record: Record | None, rank: Rank) -> bool:
    """Add another writer's version of the row's revision; return whether it shows now."""
    if record == row.record:
        row.rank = max(row.rank, rank)
        return False
    # Equal content counts once, with its highest rank, so the result is the same in any order.
    ranks = [rival_rank for rival_rank, content in row.rivals if content == record]
    row.rivals = [rival for rival in row.rivals if rival[1] != record]
    rank = max([rank, *ranks])
    if rank > row.rank:
        row.rivals.append((row.rank, row.record))
        row.record, row.rank = record, rank
        return True
    row.rivals.append((rank, record))
    return False
