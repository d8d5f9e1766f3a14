"""A log without what later changes have replaced: it adds up to the same, in fewer lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING

from reader.store.log_line import LoggedChange, LogLine

if TYPE_CHECKING:
    from reader.store.log import Log
    from reader.store.replay import Replay
    from reader.store.tables import Rank, Tables

AT_ONCE = 100
"""Changes that one line has at most."""


def compacted(log: Log | Replay, *, with_commits: bool) -> Iterator[LogLine]:
    """Yield lines that add up to what the lines of ``log`` do: records, deletions, rivals, parts that wait.

    ``with_commits``: other logs need its commit lines.
    """
    for rank, ranked in groupby(_changes(log.tables), key=lambda pair: pair[0]):
        changes = (change for _, change in ranked)
        while some := tuple(islice(changes, AT_ONCE)):
            yield LogLine(some, *rank)
    for lines in log.waiting.values():
        yield from lines
    for transaction in sorted(log.transactions - log.waiting.keys()) if with_commits else ():
        yield LogLine((), 0, "", transaction)


def _changes(tables: Tables) -> Iterator[tuple[Rank, LoggedChange]]:
    """Yield every version of every record, with the time and writer of its line, in the order of their making."""
    for table, rows in tables.rows.items():
        for id_, row in rows.items():
            yield row.rank, LoggedChange(table, id_, row.revision, row.record)
            for rank, record in row.rivals:
                yield rank, LoggedChange(table, id_, row.revision, record)
