"""Checkpoints: a database as one JSON file that stock TinyDB reads, rewritten atomically from time to time.

    {"_scolie": {"1": {"schema": 1, "size": bytes of the log, "seal": crc32 of what follows},
                 "2": {"log": crc32 of those bytes, "first": crc32 of the first line, "of": database,
                       "deleted": [[table, id, rev], ...], "transactions": [...],
                       "rivals": [[table, id, rev, record, time, writer], ...]}},
     "annotations": {"1": {"id": ..., "rev": 3, ...}, ...}, ...}

The log stays the truth. A checkpoint heals a damaged log, so it has all that the log adds up to: records, deletions,
rivals, and the transactions that count. A log that begins with the bytes that the checkpoint was made from has all of
it; else the contents are compared (`healing`). What another program wrote is never merged in silence. Earlier
checkpoints have no "log", "first" and "of", the earliest no "2".
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from reader.store.interface import Record, copied
from reader.store.log_line import LoggedChange, LogLine, is_time, is_valid, read_json
from reader.store.migration import SCHEMA, upgrade
from reader.store.tables import META, Tables
from reader.text.depth import is_shallow

if TYPE_CHECKING:
    import re

OWN = "_scolie"
REVISION = "rev"
ADDED = frozenset({"tag_paths", REVISION})
"""Fields of a record that are only in the checkpoint."""
AT_ONCE = 100
"""Records in one piece of a draft; it takes a millisecond or less."""
HEAD = 512
"""Bytes that are enough to read a `CheckpointHead`."""
Present = Callable[[str, Record], Record]
_HEAD = re.compile(r'(?a)\{"_scolie": \{"1": \{"schema": (\d+), "size": (\d+), "seal": "([0-9a-f]{8})"\}')
_ORIGIN = re.compile(r', "2": \{"log": "([0-9a-f]{8})", "first": (?:"([0-9a-f]{8})"|null), "of": ')


@dataclass(frozen=True, slots=True)
class Origin:
    """The log that a checkpoint is made from: its database, its size, its checksum and that of its first line."""

    database: str
    size: int
    checksum: int
    first_line: int | None


@dataclass(frozen=True, slots=True)
class CheckpointHead:
    """What a checkpoint says about itself. ``seal`` is the checksum of everything after it.

    ``size`` and ``checksum`` are those of the log that it was made from, ``first_line`` is the checksum of its first line.
    Earlier checkpoints have no checksums.
    """

    schema: int
    size: int
    seal: int
    checksum: int | None
    first_line: int | None


@dataclass(frozen=True, slots=True)
class CheckpointContent:
    """What a checkpoint can bring back, and the database that it was made from; None in earlier ones."""

    database: str | None
    changes: list[LoggedChange]
    rivals: list[tuple[LoggedChange, int, str]]
    transactions: list[str]


class CheckpointDraft:
    """A checkpoint of ``tables`` that is made piece by piece, and the log that they come from.

    ``present(table, record)`` may add fields for other readers.
    """

    def __init__(self, tables: Tables, transactions: Iterable[str], origin: Origin, present: Present) -> None:
        self._tables, self._taken, self._origin = tables, tables.taken, origin
        self._transactions = sorted(transactions)
        self._present = present
        self._begin(ascii_only=False)

    def _begin(self, *, ascii_only: bool) -> None:
        self._left = self._pieces(ascii_only)
        self._made: list[bytes] = []
        self._seal = 0

    def is_of(self, tables: Tables, size: int) -> bool:
        """Whether it was begun from these tables, as they are now, and from a log of ``size`` bytes."""
        return tables is self._tables and tables.taken == self._taken and size == self._origin.size

    def make_piece(self) -> bool:
        """Make one more piece; return whether there is more to make."""
        piece = next(self._left, None)
        if piece is None:
            return False
        try:
            self._made.append(piece.encode())
        except UnicodeEncodeError:
            # Such as a file name that is not UTF-8. Stock TinyDB reads it if it is escaped.
            self._begin(ascii_only=True)
            return True
        self._seal = zlib.crc32(self._made[-1], self._seal)
        return True

    def content(self) -> bytes:
        """Make the remaining pieces and return the whole checkpoint."""
        while self.make_piece():
            pass
        start = f'{{"{OWN}": {{"1": {{"schema": {SCHEMA}, "size": {self._origin.size}, "seal": "{self._seal:08x}"}}'
        return b"".join([start.encode(), *self._made])

    def _pieces(self, ascii_only: bool) -> Iterator[str]:

        first = self._origin.first_line
        origin = {
            "log": f"{self._origin.checksum:08x}",
            "first": None if first is None else f"{first:08x}",
            "of": self._origin.database,
        }
        beside = {"2": origin | _beside(self._tables, self._transactions)}
        yield f", {json.dumps(beside, ensure_ascii=ascii_only)[1:]}"
        for name, rows in self._tables.rows.items():
            if name == META:
                continue
            yield f", {json.dumps(name, ensure_ascii=ascii_only)}: {{"
            live = (row for row in rows.values() if row.record is not None)
            between = ""
            while some := list(islice(live, AT_ONCE)):
                documents = {
                    str(row.number): self._present(name, {**copied(row.record), REVISION: row.revision}) for row in some
                }
                yield between + json.dumps(documents, ensure_ascii=ascii_only)[1:-1]
                between = ", "
            yield "}"
        yield "}"


def _beside(tables: Tables, transactions: list[str]) -> Record:
    """Return what the records themselves do not show."""
    rows = [(name, id_, row) for name, some in tables.rows.items() for id_, row in some.items() if name != META]
    return {
        "deleted": [[name, id_, row.revision] for name, id_, row in rows if row.record is None],
        "rivals": [[name, id_, row.revision, record, *rank] for name, id_, row in rows for rank, record in row.rivals],
        "transactions": transactions,
    }


def _head_of(data: bytes) -> re.Match[str] | None:
    return _HEAD.match(data[:HEAD].decode("latin-1"))  # one character for each byte


def head(data: bytes) -> CheckpointHead | None:
    """Return the head from the first bytes of a checkpoint; None if this program did not write them."""
    match = _head_of(data)
    if match is None:
        return None
    origin = _ORIGIN.match(data[match.end() : HEAD].decode("latin-1"))
    checksum = int(origin[1], 16) if origin else None
    first = int(origin[2], 16) if origin and origin[2] else None
    return CheckpointHead(int(match[1]), int(match[2]), int(match[3], 16), checksum, first)


def owner(data: bytes) -> str | None:
    """Return the database that a checkpoint was made from; None in earlier ones."""
    match = _head_of(data)
    origin = match and _ORIGIN.match(data[match.end() : HEAD].decode("latin-1"))
    if not match or not origin:
        return None

    try:
        name, _ = json.JSONDecoder().raw_decode(data[match.end() + origin.end() :].decode("utf-8", "replace")[:HEAD])
    except ValueError:
        return None
    return str(name)


def is_whole(data: bytes) -> bool:
    """Whether the checkpoint is exactly as this program wrote it."""
    match = _head_of(data)
    if match is None:
        return False
    rest = data[match.end() :]
    # In the earliest checkpoints, without "2", the seal left out what closes the first object.
    return int(match[3], 16) in (zlib.crc32(rest), zlib.crc32(rest.removeprefix(b"}").removeprefix(b", ")))


def bare(record: Record) -> Record:
    """Return a record without the fields that only a checkpoint has."""
    return {key: value for key, value in record.items() if key not in ADDED}


def decode(data: bytes) -> CheckpointContent:
    """Return the content of a checkpoint, upgraded to this schema; ValueError if it cannot be read."""
    try:
        content = read_json(data)
        if not is_shallow(content):
            raise ValueError("it is nested too deeply")
        changes = []
        for name, documents in content.items():
            for document in documents.values() if name != OWN else ():
                record = bare(document)
                changes.append(LoggedChange(name, str(record["id"]), int(document.get(REVISION, 1)), record))
        beside = content.get(OWN, {}).get("2", {})
        changes += [LoggedChange(table, id_, revision, None) for table, id_, revision in beside.get("deleted", ())]
        rivals = [(LoggedChange(*change), time, str(writer)) for *change, time, writer in beside.get("rivals", ())]
        timed = [*rivals, *((change, 0, "") for change in changes)]
        if not all(is_valid(change) and is_time(time) for change, time, _ in timed):
            raise ValueError("a value has the wrong type")
        own_head = head(data)
        schema = own_head.schema if own_head else 0
        changes = list(upgrade(LogLine(tuple(changes), 0, "", schema=schema)).changes)
        rivals = [
            (upgrade(LogLine((change,), 0, "", schema=schema)).changes[0], time, writer)
            for change, time, writer in rivals
        ]
        database = beside.get("of")
        transactions = [str(transaction) for transaction in beside.get("transactions", ())]
        return CheckpointContent(database if isinstance(database, str) else None, changes, rivals, transactions)
    except (AttributeError, KeyError, TypeError, OverflowError, RecursionError, UnicodeDecodeError) as error:
        raise ValueError("not a checkpoint") from error
