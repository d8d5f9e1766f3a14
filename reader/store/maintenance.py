"""Look after databases: say what is wrong with one, mend what can be mended without destroying a byte, read a backup."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping

from reader.store.checkpoint import Present
from reader.store.database import Database
from reader.store.interface import LIBRARY, Finding, Record
from reader.store.line import Line
from reader.store.migration import upgrade
from reader.store.quarantine import CLEARS
from reader.store.tables import META, Tables

MEND = "`scolie check --mend` sets the damaged bytes aside and rewrites the rest."


def wrong_with(database: Database) -> Iterator[Finding]:
    """Yield what is wrong with a database."""
    yield from database.findings
    log = database.log
    if not log.offset and not log.torn and os.path.exists(log.path):
        yield Finding(log.name, "It is empty.", "Restore a backup if something is missing: see `scolie backup`.")
    if log.damaged:
        yield Finding(log.name, f"Damaged lines do not count ({log.damaged}).", MEND)
    if log.torn:
        yield Finding(log.name, f"Its last line is unfinished ({log.torn} bytes) and does not count.", MEND)
    if log.waiting:
        what = f"Changes to several files that were never finished do not count ({len(log.waiting)})."
        yield Finding(log.name, what, f"Nothing; but if git brought this file, let it bring {LIBRARY}.jsonl too.")
    if foreign := database.foreign_checkpoint():
        yield foreign
    for table, rows in log.tables.rows.items():
        for id_, row in rows.items():
            if row.record is not None and row.record.get("id") != id_:
                what = f"{table}/{id_} says that its id is {row.record.get('id')!r}."
                yield Finding(log.name, what, "Edit it once: that sets the id.")
            if row.rivals:
                what = f"{len(row.rivals) + 1} versions of {table}/{id_} were made at the same time; the newest holds."
                yield Finding(log.name, what, "Look at it: the next change to it settles them.")


def mended(database: Database, present: Present) -> Iterator[Finding]:
    """Set aside what is damaged, rewrite the rest, and yield what was done (the caller holds the lock)."""
    log = database.log
    for finding in database.findings:
        yield Finding(finding.where, f"{finding.what} {finding.mend.removesuffix(CLEARS)}".rstrip(), "")
    database.findings.clear()
    hurt = log.is_hurt
    if hurt:
        database.keep_both()
        log.drop_damaged()
        what = "The log and its checkpoint were kept as they were in quarantine; then the damaged bytes were taken out."
        yield Finding(log.name, f"{what} Every other line is as it was.", "")
    if hurt or database.foreign_checkpoint() or (log.tables.rows and not database.has_checkpoint()):
        database.write_checkpoint(present)
        yield Finding(os.path.basename(database.checkpoint), "It was made anew from the log.", "")
        yield from database.findings
        database.findings.clear()


def records_of(lines: Mapping[str, Iterable[tuple[bytes, Line]]]) -> dict[tuple[str, str], dict[str, Record]]:
    """Return the live records, by database and table, that the lines of a backup come to."""
    committed = {line.transaction for _, line in lines.get(LIBRARY, ()) if line.transaction}
    found: dict[tuple[str, str], dict[str, Record]] = {}
    for name, some in lines.items():
        tables = Tables()
        for _, line in some:
            if line.transaction is None or line.transaction in committed:
                tables.replay(upgrade(line))
        found |= {(name, table): tables.live(table) for table in tables.rows if table != META}
    return found
