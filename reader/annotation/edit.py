"""Edits: what a person did, as data that can be inverted.

An edit is one or more changes of records, each with the record before and after. A history entry has them in short form:
for a new record its name and digest, for a deleted one the whole record, for a changed one the fields that differ. Undo
and redo are edits like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reader.annotation.codec import Codec, FieldCodec, Record
from reader.text.canonical import digest
from reader.text.problem import Problem
from reader.text.quotation import nested
from reader.text.title import clipped
from reader.translation import _

Lookup = Callable[[str, str, str], Record | None]
"""Returns the present record for (database, table, id)."""

_MISSING = "\x00missing"
_UNCHECKED = frozenset({"modified"})
_NOTHING: frozenset[str] = frozenset()
NOTED = {"articles": frozenset({"path", "sha256", "bytes"})}
"""By table, the fields that the program notes about a file. No edit changes them or takes them back."""

SETS = {"annotations": frozenset({"tags"}), "passes": frozenset({"tags", "articles"})}
"""By table, the fields that hold a set of ids as a list. What was added to it can be taken back beside other additions."""

_NAMING = ("quote", "path", "name", "text")
"""The fields by which a person knows a record: an annotation, a tag, a tagging pass, a memo."""
NAMED = 40
"""The most code points of them in a message."""

_SHARED = frozenset({"tags"})
"""Tables whose new records are soon used by others: undo leaves a record alone that was changed since."""


class Overtaken(Problem):
    """A change that cannot be undone because of later changes."""


@dataclass(frozen=True, slots=True)
class Change:
    """A record before and after; None if it does not exist."""

    database: str
    table: str
    id: str
    before: Record | None
    after: Record | None


@dataclass(frozen=True, slots=True)
class Edit:
    """What ``coder`` did at ``time`` (microseconds). ``undoes`` is the id of the edit that this one undoes.

    ``about`` tells a person what it concerns, such as ``mer → eau``.
    """

    id: str
    what: str
    coder: str
    time: int
    changes: tuple[Change, ...] = ()
    article: str | None = None
    undoes: str | None = None
    about: str = ""

    def to_record(self) -> Record:
        """Return the record of the history entry."""
        return _CODEC.to_record(self)


def differs(change: Change) -> bool:
    """Whether a change concerns more than the time of the change and what the program notes about a file."""
    if change.before == change.after:
        return False
    # A record of file notes may exist without an edit.
    nothing = {"id": change.id} if change.table in NOTED else None
    before, after = (
        nothing if record is None else _content(change.table, record) for record in (change.before, change.after)
    )
    return before != after


def noted(table: str, record: Record | None) -> Record:
    """Return the fields of ``record`` that the program has noted about a file."""
    names = NOTED.get(table, _NOTHING)
    return {name: value for name, value in (record or {}).items() if name in names}


def _content(table: str, record: Record) -> Record:
    left_out = _UNCHECKED | NOTED.get(table, _NOTHING)
    return {name: value for name, value in record.items() if name not in left_out}


def _digest(table: str, record: Record) -> str:
    import json  # commands that only read do without it

    return digest(json.dumps(_content(table, record), sort_keys=True).encode("ascii"))[:16]


def _short(change: Change) -> list[Any]:
    place = [change.database, change.table, change.id]
    if change.before is None:
        return [*place, "made", _digest(change.table, change.after or {})]
    if change.after is None:
        return [*place, "deleted", change.before]
    names = [*change.before, *(name for name in change.after if name not in change.before)]
    left_out = NOTED.get(change.table, _NOTHING)
    pairs = {
        name: [change.before.get(name, _MISSING), change.after.get(name, _MISSING)]
        for name in names
        if name not in left_out and change.before.get(name, _MISSING) != change.after.get(name, _MISSING)
    }
    return [*place, "changed", pairs]


_CODEC = Codec(
    Edit,
    sparse=("article", "undoes", "about"),
    kinds={"changes": FieldCodec(lambda given: given, lambda changes: [_short(change) for change in changes])},
)


def is_entry(record: Record) -> bool:
    """Whether a record is a history entry; `shorts` tells whether its changes can be read."""
    return _CODEC.accepts(record)


def shorts(entry: Record) -> list[list[Any]] | None:
    """Return the changes of a history ``entry`` in short form; None if they are not valid."""
    changes = entry.get("changes")
    return changes if isinstance(changes, list) and all(map(_is_short, changes)) else None


def inverse(entry: Record, lookup: Lookup) -> tuple[Change, ...]:
    """Return the changes that undo a history ``entry`` in the present state.

    Overtaken if somebody has changed one of its records or fields since; then nothing is undone.
    """
    changes = shorts(entry)
    if changes is None:
        raise _overtaken(_("it was written by another program."))
    inverses = [_inverse(place, lookup) for place in reversed(changes)]
    return tuple(change for change in inverses if change is not None)


def _is_short(short: object) -> bool:
    """Whether a value has the form that `_short` returns."""
    if not isinstance(short, list) or len(short) < 4 or not all(isinstance(name, str) for name in short[:4]):
        return False
    how, rest = short[3], short[4:]
    if how == "made":
        return len(rest) <= 1  # entries by earlier versions have no digest
    if how not in ("deleted", "changed") or len(rest) != 1 or not isinstance(rest[0], dict):
        return False
    return how == "deleted" or all(isinstance(pair, list) and len(pair) == 2 for pair in rest[0].values())


def _inverse(short: list[Any], lookup: Lookup) -> Change | None:
    """Return the change that undoes one in short form; None for a tag that was changed since and stays."""
    database, table, id_, how, *rest = short
    now = lookup(database, table, id_)
    if how == "deleted":
        if now is not None and _content(table, now).keys() > {"id"}:
            raise _changed_since(now)
        return Change(database, table, id_, now, {**rest[0], **noted(table, now)})
    if now is None:
        raise _changed_since({})
    if how == "made":
        # Entries by earlier versions have no digest.
        if rest and rest[0] != _digest(table, now):
            if table in _SHARED:
                return None
            raise _changed_since(now)
        noted_fields = noted(table, now)
        return Change(database, table, id_, now, {"id": id_, **noted_fields} if noted_fields else None)
    return Change(database, table, id_, now, _changed_back(table, now, rest[0]))


def _changed_back(table: str, now: Record, pairs: Record) -> Record:
    back = dict(now)
    for name, (old, new) in pairs.items():
        if name in NOTED.get(table, _NOTHING):
            continue  # entries by earlier versions also have these fields
        if name in SETS.get(table, _NOTHING) and (items := _items_back(now.get(name), old, new)) is not None:
            back[name] = items
            continue
        if name not in _UNCHECKED and now.get(name, _MISSING) != new:
            raise _changed_since(now)
        if old == _MISSING:
            back.pop(name, None)
        else:
            back[name] = old
    return back


def _items_back(now: object, old: object, new: object) -> list[object] | None:
    """Return the set ``now`` without what the change from ``old`` to ``new`` added to it, and with what it removed.

    None if that is not in force any more, or one of the values is not a list.
    """
    if not (isinstance(now, list) and isinstance(old, list) and isinstance(new, list)) or now == new:
        return None
    added, removed = ([item for item in a if item not in b] for a, b in ((new, old), (old, new)))
    if not all(item in now for item in added) or any(item in now for item in removed):
        return None
    return [*(item for item in now if item not in added), *removed]


def _changed_since(now: Record) -> Overtaken:
    """Return the problem that a record has been changed, named by what a person knows it by; empty: it is gone."""
    if not now:
        return _overtaken(_("it has been deleted since."))
    words = next((str(now[name]) for name in _NAMING if now.get(name)), "")
    if not words:
        return _overtaken(_("it has been changed since."))
    return _overtaken(_("“{words}” has been changed since.").format(words=nested(clipped(words, NAMED))))


def _overtaken(why: str) -> Overtaken:
    return Overtaken(_("That change cannot be taken back."), why, _("Look at `scolie history`."), status=1)
