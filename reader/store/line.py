"""One line of a log: a change, or several made at once, guarded by a checksum.

    {"c":[[table,id,revision,record-or-null],...],"t":microseconds,"w":writer,"x":transaction,"~":"crc32"}

``x`` is absent outside transactions. From schema 2 on a line says its schema in ``s``, since git may bring lines of
several versions together; without it the line is of schema 0 or 1. The checksum is the CRC-32 (zlib) of the bytes before ``,"~"``, as eight
hexadecimal digits. A line ends with LF.
"""

from __future__ import annotations

import json
import zlib
from functools import cache
from json import loads
from typing import TYPE_CHECKING, NamedTuple

from reader.store.interface import Record
from reader.text.depth import LEVELS, is_shallow

SEAL = len(',"~":"01234567"}')
"""Bytes of the checksum at a line's end, as this program writes it."""


if TYPE_CHECKING:
    from collections.abc import Callable


class Change(NamedTuple):
    """A record's new state; ``record`` is None for a deletion."""

    table: str
    id: str
    revision: int
    record: Record | None


class Line(NamedTuple):
    """A line's content."""

    changes: tuple[Change, ...]
    time: int
    writer: str
    transaction: str | None = None
    schema: int = 0


def encode(line: Line) -> bytes:
    """Return the bytes of ``line``, LF included."""
    content: Record = {"c": line.changes, "t": line.time, "w": line.writer}
    if line.transaction:
        content["x"] = line.transaction
    if line.schema:
        content["s"] = line.schema
    data = _encoder()(content)[:-1].encode("utf-8", "surrogatepass")
    return data + _seal(data) + b"\n"


@cache
def _encoder() -> Callable[[Record], str]:

    return json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def _seal(data: bytes) -> bytes:
    """Return what closes a line that begins with ``data``."""
    return b',"~":"%08x"}' % zlib.crc32(data)


def is_sealed(data: bytes) -> bool:
    """Whether ``data`` ends with the checksum of what comes before; much quicker than `decode`."""
    data = data.rstrip()
    return data[-SEAL:] == _seal(data[:-SEAL])


def decode(data: bytes) -> Line:
    """Return the line that ``data`` holds; ValueError for anything damaged or foreign."""
    if not is_sealed(data):
        raise ValueError("the checksum does not match")
    try:
        content = loads(data.decode("utf-8", "surrogatepass"))
        if data.count(b"[") + data.count(b"{") > LEVELS and not is_shallow(content):
            raise ValueError("it is nested too deeply")  # some Pythons read thousands of levels, but cannot copy them
        changes = tuple([Change(table, id_, revision, record) for table, id_, revision, record in content["c"]])
        return Line(changes, content["t"], content["w"], content.get("x"), content.get("s", 0))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError("not a line of a log") from error
