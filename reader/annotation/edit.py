"""Edits: what a person did, as data that knows its inverse.

An edit is one or more changes of records, each with the record before and after. The history keeps it in short:
made records by name, deleted ones whole, changed ones by the fields that differ. Undoing is an edit like any other, and
so is redoing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reader.text.problem import Problem

Record = dict[str, "Any"]
Lookup = Callable[[str, str, str], Record | None]
"""(database, table, id) to the record as it is now."""

_MISSING = "\x00missing"
_UNCHECKED = frozenset({"modified"})


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; None where it is not there."""

    database: str
    table: str
    id: str
    before: Record | None
    after: Record | None


@dataclass(frozen=True, slots=True)
class Edit:
    """What ``coder`` did at ``time`` (microseconds). ``undoes`` is the id of the edit that this one takes back.

    ``about`` says for a person what it was done to, such as ``mer → eau``.
    """

    id: str
    what: str
    coder: str
    time: int
    changes: tuple[Change, ...]
    article: str | None = None
    undoes: str | None = None
    about: str = ""

    def to_record(self) -> Record:
        """Return the entry of the history."""
        record: Record = {"id": self.id, "what": self.what, "coder": self.coder, "time": self.time}
        record["changes"] = [_short(change) for change in self.changes]
        if self.article:
            record["article"] = self.article
        if self.undoes:
            record["undoes"] = self.undoes
        if self.about:
            record["about"] = self.about
        return record


def _short(change: Change) -> list[Any]:
    place = [change.database, change.table, change.id]
    if change.before is None:
        return [*place, "made"]
    if change.after is None:
        return [*place, "deleted", change.before]
    names = [*change.before, *(name for name in change.after if name not in change.before)]
    pairs = {
        name: [change.before.get(name, _MISSING), change.after.get(name, _MISSING)]
        for name in names
        if change.before.get(name, _MISSING) != change.after.get(name, _MISSING)
    }
    return [*place, "changed", pairs]


def inverse(entry: Record, lookup: Lookup) -> tuple[Change, ...]:
    """Return the changes that take the history's ``entry`` back from how things are now.

    A field that somebody has changed since is left to them: Problem, and nothing is taken back.
    """
    return tuple(_inverse(place, lookup) for place in reversed(entry["changes"]))


def _inverse(short: list[Any], lookup: Lookup) -> Change:
    database, table, id_, how, *rest = short
    now = lookup(database, table, id_)
    if how == "made":
        if now is None:
            raise _overtaken(id_)
        return Change(database, table, id_, now, None)
    if how == "deleted":
        if now is not None:
            raise _overtaken(id_)
        return Change(database, table, id_, None, rest[0])
    if now is None:
        raise _overtaken(id_)
    back = dict(now)
    for name, (old, new) in rest[0].items():
        if name not in _UNCHECKED and now.get(name, _MISSING) != new:
            raise _overtaken(id_)
        if old == _MISSING:
            back.pop(name, None)
        else:
            back[name] = old
    return Change(database, table, id_, now, back)


def _overtaken(id_: str) -> Problem:
    return Problem(
        "That change cannot be taken back.", f"{id_} has been changed since.", "Look at `scolie history`.", status=1
    )
