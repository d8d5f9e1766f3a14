"""One line of a log: one or several changes made at once, guarded by a checksum.

    {"c":[[table,id,revision,record-or-null],...],"t":microseconds,"w":writer,"p":parents,"x":transaction,"~":"crc32"}

``p`` has, for each change, the versions that its writer replaced: ``[[revision,microseconds,writer,crc32],...]``. A line
without it (a first version, or a line of an earlier program) replaces all that has a lower revision. ``x`` is absent outside transactions. From schema 2 on a line has its schema in ``s``, since git may mix lines of
several versions; without it the schema is 0 or 1. The checksum is the CRC-32 (zlib) of the bytes before ``,"~"``, as
eight hexadecimal digits. A line ends with LF.
"""

from __future__ import annotations

import json
import zlib
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from reader.store.interface import Record
from reader.text.depth import LEVELS, is_shallow

SEAL = len(',"~":"01234567"}')
"""Bytes of the checksum at the end of a line."""
HIGHEST = 2**62
"""The highest revision and the latest time that are accepted; more would soon not fit into 64 bits."""


if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn


class LoggedChange(NamedTuple):
    """A record's new state; ``record`` is None for a deletion."""

    table: str
    id: str
    revision: int
    record: Record | None


class Parent(NamedTuple):
    """A version that a change replaces: its revision, the time and writer of its line, the checksum of its record."""

    revision: int
    time: int
    writer: str
    checksum: int


class LogLine(NamedTuple):
    """A line's content. ``parents`` are those of each change; None if the line does not say what it replaces."""

    changes: tuple[LoggedChange, ...]
    time: int
    writer: str
    transaction: str | None = None
    schema: int = 0
    parents: tuple[tuple[Parent, ...], ...] | None = None


def checksum_of(record: Record | None) -> int:
    """Return the checksum by which a parent names a record: the same for equal records."""
    data = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return zlib.crc32(data.encode("utf-8", "surrogatepass"))


def encode(line: LogLine) -> bytes:
    """Return the bytes of ``line``, LF included."""
    content: Record = {"c": line.changes, "t": line.time, "w": line.writer}
    if line.parents is not None:
        content["p"] = line.parents
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
    """Return the end of a line that begins with ``data``."""
    return b',"~":"%08x"}' % zlib.crc32(data)


def is_sealed(data: bytes) -> bool:
    """Whether ``data`` ends with the checksum of the bytes before it; much faster than `decode`."""
    data = data.rstrip()
    return data[-SEAL:] == _seal(data[:-SEAL])


def decode(data: bytes) -> LogLine:
    """Return the line that ``data`` holds; ValueError for anything damaged or foreign."""
    if not is_sealed(data):
        raise ValueError("the checksum does not match")
    try:
        content = read_json(data)
        if data.count(b"[") + data.count(b"{") > LEVELS and not is_shallow(content):
            raise ValueError("it is nested too deeply")  # some Pythons read thousands of levels, but cannot copy them
        changes = tuple([LoggedChange(table, id_, revision, record) for table, id_, revision, record in content["c"]])
        parents = _parents(content["p"]) if "p" in content else None
        line = LogLine(changes, content["t"], content["w"], content.get("x"), content.get("s", 0), parents)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError("not a line of a log") from error
    if not (all(map(is_valid, changes)) and _is_head_valid(line)):
        raise ValueError("a value of the line has the wrong type")
    return line


def _parents(value: Any) -> tuple[tuple[Parent, ...], ...]:
    """Return the parents of each change; TypeError or ValueError if a value has the wrong type."""
    parents = tuple([tuple([Parent(*each) for each in of_one]) for of_one in value])
    for each in (each for of_one in parents for each in of_one):
        numbers = (each.revision, each.time, each.checksum)
        if not (all(type(number) is int for number in numbers) and type(each.writer) is str):
            raise ValueError("a parent has a value of the wrong type")
    return parents


def read_json(data: bytes) -> Any:
    """Return the value of the JSON in ``data``; ValueError or RecursionError if it is not JSON.

    NaN and infinity are refused: they could be read, but not written again.
    """
    return _decoder()(data.decode("utf-8", "surrogatepass"))


@cache
def _decoder() -> Callable[[str], Any]:
    return json.JSONDecoder(parse_constant=_refuse, parse_float=_finite).decode


def _refuse(number: str) -> NoReturn:
    raise ValueError(f"{number} is not a number of JSON")


def _finite(number: str) -> float:
    value = float(number)
    return value if isfinite(value) else _refuse(number)


def is_valid(change: LoggedChange) -> bool:
    """Whether each part of a change has its type. The checksum does not prove it: anybody can make one."""
    table, id_, revision, record = change
    return (
        type(table) is str
        and type(id_) is str
        and type(revision) is int
        and 0 < revision <= HIGHEST
        and (record is None or type(record) is dict)
    )


def is_time(value: object) -> bool:
    """Whether a value can be the time of a line."""
    return type(value) is int and -HIGHEST <= value <= HIGHEST


def _is_head_valid(line: LogLine) -> bool:
    return (
        is_time(line.time)
        and type(line.writer) is str
        and (line.transaction is None or type(line.transaction) is str)
        and type(line.schema) is int
        and 0 <= line.schema <= HIGHEST
    )
