"""Migrations: records of an older schema are upgraded when they are read. The lines in the log stay as they are.

    0   one ``span`` for each annotation
    1   ``spans``, since a passage may be split into several

A step is a pure function from a table and a record of one schema to the record of the next. Unknown fields stay.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import is_

from reader.store.interface import Record
from reader.store.log_line import LoggedChange, LogLine

SCHEMA = 1
Step = Callable[[str, Record], Record]


def _spans(table: str, record: Record) -> Record:
    """Schema 0 to 1. A record that already has schema 1 is returned as it is."""
    if table == "history":
        listed = record.get("changes")
        if not isinstance(listed, list):
            return record  # another program wrote it
        changes = [_deleted_spans(change) for change in listed]
        return record if all(map(is_, changes, listed)) else {**record, "changes": changes}
    if table != "annotations" or "span" not in record or "spans" in record:
        return record
    return {
        ("spans" if name == "span" else name): [value] if name == "span" else value for name, value in record.items()
    }


def _deleted_spans(change: object) -> object:
    """Upgrade a deleted record, which a history entry keeps whole so that it can come back."""
    if isinstance(change, list) and change[3:4] == ["deleted"] and change[4:] and isinstance(change[4], dict):
        record = _spans(str(change[1]), change[4])
        return change if record is change[4] else [*change[:4], record]
    return change


STEPS: dict[int, Step] = {0: _spans}
_FROM = {first: [STEPS[schema] for schema in range(first, SCHEMA)] for first in range(SCHEMA)}


def upgrade(line: LogLine) -> LogLine:
    """Return ``line`` with its records upgraded to this schema. A line of a newer schema is returned as it is."""
    steps = _FROM.get(line.schema)
    if not steps:
        return line
    changes = tuple([_upgraded(change, steps) for change in line.changes])
    return line if all(map(is_, changes, line.changes)) else line._replace(changes=changes)


def _upgraded(change: LoggedChange, steps: list[Step]) -> LoggedChange:
    record = change.record
    for step in steps if record is not None else ():
        record = step(change.table, record or {})
    return change if record is change.record else change._replace(record=record)
