"""Versions of a record that were made at the same time become one, field by field.

Git knows a common parent of two versions. Here the log knows all earlier versions and what each has replaced, so every
field is followed back to the version that wrote it. A value counts unless another branch knew it and wrote a new one. The
result depends only on what was written, so it is the same in whatever order branches are merged, and however often. It is
what a multi-value register and an observed-remove set do: Shapiro et al., "A comprehensive study of Convergent and
Commutative Replicated Data Types" (INRIA RR-7506, 2011).
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from reader.store.interface import Record
from reader.store.log_line import LogLine, checksum_of
from reader.store.merged import PLAIN, Merged, MergeRules, Rules

if TYPE_CHECKING:
    from reader.store.tables import Rank, Tables, VersionedRecord

RecordKey = tuple[str, str]
"""Table and id of a record."""
_Name = tuple[int, int]
"""How a line names a version: its revision, and the checksum of its record."""
_NONE = "null"
"""A field that a record does not have, as JSON."""


@dataclass(slots=True)
class _Version:
    """An earlier or a last version of a record. ``parents`` are those that its lines name; None: all of lower revisions.

    ``at_once`` are the numbers, as bits, of the versions that its line wrote: several if it left a conflict as it was.
    ``known`` are those and what its writer had seen.
    """

    record: Record | None
    rank: Rank
    parents: set[_Name] | None
    number: int = 0
    at_once: int = 0
    known: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    """The values of the fields as JSON."""

    def value(self, unit: Iterable[str]) -> tuple[str, ...]:
        """Return the value of some fields, in a form that can be compared."""
        return tuple(self.fields.get(name, _NONE) for name in unit)

    def has(self, name: str, item: str) -> bool:
        """Whether the set in a field has ``item``."""
        return item in (self.record or {}).get(name, ())


class Lineage:
    """All versions of a record that a log has."""

    def __init__(self) -> None:
        self._versions: dict[_Name, _Version] = {}
        self._ordered: list[_Version] = []

    def add(self, revision: int, record: Record | None, rank: Rank, parents: Iterable[_Name] | None) -> _Name:
        """Take in a version and the earlier ones that it has replaced; return its name."""
        name = (revision, checksum_of(record))
        version = self._versions.setdefault(name, _Version(record, rank, set()))
        version.rank = max(version.rank, rank)
        if parents is None:
            version.parents = None
        elif version.parents is not None:
            version.parents.update(parent for parent in parents if parent[0] < revision)
        return name

    def merged(self, row: VersionedRecord, rules: MergeRules) -> Merged:
        """Return what the versions of ``row`` add up to; all earlier ones have been added."""
        names = [self.add(revision, record, rank, ()) for revision, rank, record in row.versions()]
        self._connect()
        newest, *others = (self._versions[name] for name in names)
        others.sort(key=lambda version: (version.rank, version.number), reverse=True)
        heads = [newest, *others]
        if newest.record is None:
            # A record that was deleted on one branch and changed on another stays. Of versions without a common
            # one before them, the newest shows.
            heads = [other for other in others if other.known & newest.known]
        heads = [head for head in heads if head.record is not None]
        return self._of_fields(heads, rules) if heads else Merged(None)

    def _connect(self) -> None:
        """Find out what each version knew."""
        names = sorted(self._versions)
        self._ordered = [self._versions[name] for name in names]
        lines: dict[tuple[int, Rank], int] = {}
        for number, (name, version) in enumerate(zip(names, self._ordered, strict=True)):
            line = (name[0], version.rank)
            lines[line] = lines.get(line, 0) | 1 << number
        for number, (name, version) in enumerate(zip(names, self._ordered, strict=True)):
            if version.parents is None:
                end = bisect_left(names, (name[0], 0))
                begin = bisect_left(names, (names[end - 1][0], 0)) if end else 0
                version.parents = set(names[begin:end])
            version.parents &= self._versions.keys()
            version.number = number
            version.at_once = lines[name[0], version.rank]
            version.known = reduce(or_, (parent.known for parent in self._parents_of(version)), version.at_once)
            version.fields = {key: _json(value) for key, value in (version.record or {}).items()}

    def _parents_of(self, version: _Version) -> list[_Version]:
        return [self._versions[name] for name in version.parents or ()]

    def _of_fields(self, heads: Sequence[_Version], rules: MergeRules) -> Merged:
        record: Record = {}
        conflicts: list[str] = []
        left: dict[frozenset[str], Sequence[Record]] = {}
        for name in dict.fromkeys(name for head in heads for name in head.fields):
            if name in rules.newest:
                record[name] = max(
                    (head.record[name] for head in heads if head.record and name in head.record), key=_time
                )
                continue
            if name in rules.sets and (merged := self._of_set(heads, name)) is not None:
                record[name] = merged
                continue
            unit = next((unit for unit in rules.together if name in unit), frozenset((name,)))
            values = self._of_unit(heads, unit)
            if name in rules.texts:
                written = [str(value[name]) for value in values if value.get(name)]
                record[name] = reduce(rules.join, written) if written else ""
            elif name in values[0]:
                record[name] = values[0][name]
            if len(values) > 1 and name not in rules.noted:
                conflicts.append(name)
                left |= {} if name in rules.texts else {unit: values[1:]}
        return Merged(record, tuple(conflicts), left)

    def _of_unit(self, heads: Sequence[_Version], unit: frozenset[str]) -> list[Record]:
        """Return the values of some fields that count, as records; that of the first of the heads comes first."""
        names = sorted(unit)
        writers = self._writers(heads, lambda version: version.value(names))
        writers.sort(key=lambda version: (version.rank, version.number), reverse=True)
        shown = [writer for head in heads for writer in writers if writer.value(names) == head.value(names)]
        values = {writer.value(names): writer.record or {} for writer in (*shown, *writers)}
        return [{name: value for name, value in record.items() if name in unit} for record in values.values()]

    def _of_set(self, heads: Sequence[_Version], name: str) -> list[str] | None:
        """Return what a set has in the end; None if some version has another value there."""
        values = [version.record.get(name, []) for version in self._ordered if version.record]
        if not all(isinstance(value, list) and all(isinstance(item, str) for item in value) for value in values):
            return None
        items = dict.fromkeys(item for head in heads for item in (head.record or {}).get(name, ()))
        return [item for item in items if self._is_in(heads, name, item)]

    def _is_in(self, heads: Sequence[_Version], name: str, item: str) -> bool:
        return any(writer.has(name, item) for writer in self._writers(heads, lambda version: version.has(name, item)))

    def _writers(self, heads: Sequence[_Version], value_of: Callable[[_Version], object]) -> list[_Version]:
        """Return the versions that wrote the values which count: no head has seen one of them and has another's."""
        writers: dict[int, int] = {}
        """By the versions of a line, as bits, those that wrote their values."""

        def counting(versions: Sequence[_Version]) -> int:
            written = reduce(or_, (writers[version.at_once] for version in versions), 0)
            return reduce(and_, (~version.known | writers[version.at_once] for version in versions), written)

        for version in self._ordered:
            before = counting(self._parents_of(version))
            same = sum(1 << each.number for each in self._numbered(before) if value_of(each) == value_of(version))
            is_alone = version.at_once == 1 << version.number
            if version.record is None and before:
                own = before  # it writes no field, so a record that is brought back has written none either
            elif same and (same == before or not is_alone):
                own = same
            else:
                own = 1 << version.number  # of several values before it, a version that is alone has chosen one
            writers[version.at_once] = writers.get(version.at_once, 0) | own
        return list(self._numbered(counting(heads)))

    def _numbered(self, numbers: int) -> Iterator[_Version]:
        while numbers:
            lowest = numbers & -numbers
            yield self._ordered[lowest.bit_length() - 1]
            numbers ^= lowest


def merge_versions(tables: Tables, lines: Iterable[LogLine], rules: Rules) -> set[RecordKey]:
    """Merge the versions of the records that have several, and return those that were not merged yet.

    ``lines`` are all that the tables add up to.
    """
    keys = set(tables.unmerged)
    for (table, id_), lineage in _lineages(lines, keys).items():
        row = tables.rows[table][id_]
        row.merged = lineage.merged(row, rules.get(table, PLAIN))
    tables.unmerged.clear()
    return keys


def _lineages(lines: Iterable[LogLine], keys: Collection[RecordKey]) -> dict[RecordKey, Lineage]:
    """Return all versions of the records with these ``keys``; ``lines`` are all of their log."""
    found = {key: Lineage() for key in keys}
    for line in lines:
        for number, change in enumerate(line.changes):
            if lineage := found.get(change[:2]):
                parents = None
                if line.parents is not None:
                    named = line.parents[number] if number < len(line.parents) else ()
                    parents = [(parent.revision, parent.checksum) for parent in named]
                lineage.add(change.revision, change.record, (line.time, line.writer), parents)
    return found


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _time(value: object) -> float:
    return value if isinstance(value, int | float) else 0
