"""Checkpoints: a database as one JSON file that stock TinyDB reads, rewritten atomically from time to time.

    {"_scolie": {"1": {"schema": 1, "size": bytes of the log, "seal": crc32 of what follows},
                 "2": {"deleted": [[table, id, rev], ...], "transactions": [...],
                       "rivals": [[table, id, rev, record, time, writer], ...]}},
     "annotations": {"1": {"id": ..., "rev": 3, ...}, ...}, ...}

The log stays the truth. A checkpoint heals a log that was damaged, so it has all that the log comes to: deletions,
versions that stand beside each other, and which transactions count. It is never merged in silence when somebody else
wrote it. Earlier ones have no "2".
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from reader.store.line import Change
from reader.store.migration import SCHEMA
from reader.store.port import Record, copied
from reader.store.tables import META, Tables

OWN = "_scolie"
REVISION = "rev"
AT_ONCE = 100
"""Records of a piece of a checkpoint in the making: a millisecond or less."""
HEAD = 256
"""Bytes that are enough to tell what a checkpoint says of itself."""
Present = Callable[[str, Record], Record]
_HEAD = re.compile(r'(?a)\{"_scolie": \{"1": \{"schema": (\d+), "size": (\d+), "seal": "([0-9a-f]{8})"\}')


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint says of itself: schema, bytes of the log it stands for, checksum of its tables."""

    schema: int
    size: int
    seal: int


@dataclass(frozen=True, slots=True)
class Content:
    """What a checkpoint can bring back."""

    changes: list[Change]
    rivals: list[tuple[Change, int, str]]
    transactions: list[str]


class Making:
    """A checkpoint of ``tables`` in the making, piece by piece; ``size`` is that of the log.

    ``present(table, record)`` may add fields for other readers. It is of use only as long as it `holds`.
    """

    def __init__(self, tables: Tables, transactions: Iterable[str], size: int, present: Present) -> None:
        self._tables, self._taken, self._size = tables, tables.taken, size
        self._transactions = sorted(transactions)
        self._present = present
        self._begin(ascii_only=False)

    def _begin(self, *, ascii_only: bool) -> None:
        self._left = self._pieces(ascii_only)
        self._made: list[bytes] = []
        self._seal = 0

    def holds(self, tables: Tables, size: int) -> bool:
        """Whether nothing has been taken in since it was begun."""
        return tables is self._tables and tables.taken == self._taken and size == self._size

    def go_on(self) -> bool:
        """Make one more piece; return whether more is to be made."""
        piece = next(self._left, None)
        if piece is None:
            return False
        try:
            self._made.append(piece.encode())
        except UnicodeEncodeError:
            # A file name that is no UTF-8, say: escaped, stock TinyDB reads it all the same.
            self._begin(ascii_only=True)
            return True
        self._seal = zlib.crc32(self._made[-1], self._seal)
        return True

    def content(self) -> bytes:
        """Return the whole, with what is left made now."""
        while self.go_on():
            pass
        start = f'{{"{OWN}": {{"1": {{"schema": {SCHEMA}, "size": {self._size}, "seal": "{self._seal:08x}"}}'
        return b"".join([start.encode(), *self._made])

    def _pieces(self, ascii_only: bool) -> Iterator[str]:
        import json  # whoever only reads does without it

        beside = {"2": _beside(self._tables, self._transactions)}
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


def encode(tables: Tables, transactions: Iterable[str], size: int, present: Present) -> bytes:
    """Return the checkpoint of ``tables``, made at once."""
    return Making(tables, transactions, size, present).content()


def _beside(tables: Tables, transactions: list[str]) -> Record:
    """Return what no record of a table can say."""
    rows = [(name, id_, row) for name, some in tables.rows.items() for id_, row in some.items() if name != META]
    return {
        "deleted": [[name, id_, row.revision] for name, id_, row in rows if row.record is None],
        "rivals": [[name, id_, row.revision, record, *rank] for name, id_, row in rows for rank, record in row.rivals],
        "transactions": transactions,
    }


def _head_of(data: bytes) -> re.Match[str] | None:
    return _HEAD.match(data[:HEAD].decode("latin-1"))  # a character a byte


def head(data: bytes) -> Head | None:
    """Return what the first bytes of a checkpoint say, or None if this program did not write it."""
    match = _head_of(data)
    return Head(int(match[1]), int(match[2]), int(match[3], 16)) if match else None


def is_whole(data: bytes) -> bool:
    """Whether the checkpoint is as this program wrote it."""
    match = _head_of(data)
    if match is None:
        return False
    rest = data[match.end() :]
    # Before there was a "2", the seal did not cover what closes the first table.
    return int(match[3], 16) in (zlib.crc32(rest), zlib.crc32(rest.removeprefix(b"}").removeprefix(b", ")))


def decode(data: bytes, added: frozenset[str]) -> Content:
    """Return what a checkpoint has, without the fields ``added`` for other readers; ValueError if unreadable."""
    try:
        content = json.loads(data.decode("utf-8", "surrogatepass"))
        changes = []
        for name, documents in content.items():
            for document in documents.values() if name != OWN else ():
                record = {key: value for key, value in document.items() if key not in added and key != REVISION}
                changes.append(Change(name, str(record["id"]), int(document.get(REVISION, 1)), record))
        beside = content.get(OWN, {}).get("2", {})
        changes += [Change(table, id_, revision, None) for table, id_, revision in beside.get("deleted", ())]
        rivals = [(Change(*change), int(time), str(writer)) for *change, time, writer in beside.get("rivals", ())]
        if not all(map(_is_sound, [*changes, *(change for change, *_ in rivals)])):
            raise ValueError("there are values of another kind")
        return Content(changes, rivals, [str(one) for one in beside.get("transactions", ())])
    except (AttributeError, KeyError, TypeError, OverflowError, RecursionError, UnicodeDecodeError) as error:
        raise ValueError("not a checkpoint") from error


def _is_sound(change: Change) -> bool:
    names = isinstance(change.table, str) and isinstance(change.id, str)
    return names and type(change.revision) is int and isinstance(change.record, dict | None)
