"""Checkpoints: a database as one JSON file that stock TinyDB reads, rewritten atomically from time to time.

    {"_scolie": {"1": {"schema": 1, "size": bytes of the log, "seal": crc32 of what follows}},
     "annotations": {"1": {"id": ..., "rev": 3, ...}, ...}, ...}

The log stays the truth. A checkpoint heals a log that was damaged, and is never merged in silence when somebody
else wrote it.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from typing import NamedTuple

from reader.store.line import Change
from reader.store.port import Record, copied
from reader.store.tables import META, SCHEMA, Tables

OWN = "_scolie"
REVISION = "rev"
Present = Callable[[str, Record], Record]
_HEAD = re.compile(rb'\{"_scolie": \{"1": \{"schema": (\d+), "size": (\d+), "seal": "([0-9a-f]{8})"\}\}')


class Head(NamedTuple):
    """What a checkpoint says of itself: schema, bytes of the log it stands for, checksum of its tables."""

    schema: int
    size: int
    seal: int


def encode(tables: Tables, size: int, present: Present) -> bytes:
    """Return the checkpoint of ``tables``; ``present(table, record)`` may add fields for other readers."""
    body: dict[str, dict[str, Record]] = {}
    for name, rows in tables.rows.items():
        if name != META:
            body[name] = {
                str(row.number): present(name, {**copied(row.record), REVISION: row.revision})
                for row in rows.values()
                if row.record is not None
            }
    try:
        rest = json.dumps(body, ensure_ascii=False)[1:].encode()
    except UnicodeEncodeError:
        # A file name that is no UTF-8, say: escaped, stock TinyDB reads it all the same.
        rest = json.dumps(body)[1:].encode()
    own = f'{{"{OWN}": {{"1": {{"schema": {SCHEMA}, "size": {size}, "seal": "{zlib.crc32(rest):08x}"}}}}'
    return own.encode() + (b", " if body else b"") + rest


def head(data: bytes) -> Head | None:
    """Return what the first bytes of a checkpoint say, or None if this program did not write it."""
    match = _HEAD.match(data)
    return Head(int(match[1]), int(match[2]), int(match[3], 16)) if match else None


def is_whole(data: bytes) -> bool:
    """Whether the checkpoint is as this program wrote it."""
    match = _HEAD.match(data)
    return match is not None and zlib.crc32(data[match.end() :].removeprefix(b", ")) == int(match[3], 16)


def decode(data: bytes, added: frozenset[str]) -> list[Change]:
    """Return the records of a checkpoint without the fields ``added`` for other readers; ValueError if unreadable."""
    try:
        content = json.loads(data.decode("utf-8", "surrogatepass"))
        changes = []
        for name, documents in content.items():
            for document in documents.values() if name != OWN else ():
                record = {key: value for key, value in document.items() if key not in added and key != REVISION}
                changes.append(Change(name, str(record["id"]), int(document.get(REVISION, 1)), record))
    except (AttributeError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise ValueError("not a checkpoint") from error
    return changes
