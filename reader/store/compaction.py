"""A log without what later changes have replaced: it adds up to the same, in fewer lines."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from reader.store.log_line import LoggedChange, LogLine

if TYPE_CHECKING:
    from reader.store.log import Log
    from reader.store.replay import Replay
    from reader.store.tables import Rank, Tables

AT_ONCE = 100
"""Changes that one line has at most."""


def compacted(log: Log | Replay, *, with_commits: bool, lines: Iterable[LogLine] = ()) -> Iterator[LogLine]:
    """Yield lines that add up to what the lines of ``log`` do: records, deletions, rivals, parts that wait.

    ``lines`` are those of the log: versions are merged by what each has replaced, so all of a record with rivals stay.
    ``with_commits``: other logs need its commit lines.
    """
    versions = _versions(log, lines)
    for rank, ranked in groupby(_changes(log.tables, versions), key=itemgetter(0)):
        changes = map(itemgetter(1), ranked)
        if rank is None:
            for change in changes:
                yield from versions[change[:2]]
            continue
        while some := tuple(islice(changes, AT_ONCE)):
            yield LogLine(some, *rank)
    for waiting in log.waiting.values():
        yield from waiting
    for transaction in sorted(log.transactions - log.waiting.keys()) if with_commits else ():
        yield LogLine((), 0, "", transaction)


def _versions(log: Log | Replay, lines: Iterable[LogLine]) -> dict[tuple[str, str], list[LogLine]]:
    """Return the lines of the records that have rivals, one change in each."""
    found: dict[tuple[str, str], list[LogLine]] = {}
    for line in lines:
        for number, change in enumerate(line.changes):
            if change[:2] in log.tables.contested and line.transaction not in log.waiting:
                parents = None if line.parents is None else line.parents[number : number + 1]
                found.setdefault(change[:2], []).append(LogLine((change,), line.time, line.writer, parents=parents))
    return found


def _changes(tables: Tables, apart: Container[tuple[str, str]]) -> Iterator[tuple[Rank | None, LoggedChange]]:
    """Yield every version of every record, with the time and writer of its line, in the order of their making.

    Of a record that is ``apart``, only one is yielded, without them.
    """
    for table, rows in tables.rows.items():
        for id_, row in rows.items():
            if (table, id_) in apart:
                yield None, LoggedChange(table, id_, row.revision, row.record)
                continue
            yield row.rank, LoggedChange(table, id_, row.revision, row.record)
            for rank, record in row.rivals:
                yield rank, LoggedChange(table, id_, row.revision, record)
