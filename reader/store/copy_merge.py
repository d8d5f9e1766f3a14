"""Take in what only a copy of a database's files has, and set the copy aside: see `reader.store.copies`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reader.store.copies import LOG, Copies, Copy
from reader.store.database import Database
from reader.store.databases import Databases, changed_in, library_last, reason_of
from reader.store.disk import Disk
from reader.store.interface import ChangeEvent, Finding
from reader.store.log_line import LoggedChange, LogLine, encode
from reader.store.migration import SCHEMA, upgrade
from reader.store.quarantine import NAME, Quarantine
from reader.store.tables import Tables
from reader.text.problem import Problem
from reader.translation import N_, _

MEND = N_("`scolie check --mend` takes in what only it has, and sets it aside.")
NEWER = N_("A newer version of this program wrote it, so it was left where it is.")


def findings(copies: Copies, disk: Disk, folder: Path) -> Iterator[Finding]:
    """Yield the copies in words."""
    for copy in copies.among(disk.names_in(folder)):
        what = _("It is a copy of {file}, made by a synchroniser or an editor; it does not count.").format(
            file=f"{copy.database}{copy.kind or LOG}"
        )
        yield Finding(copy.file, what, _(MEND))


class CopyMerge:
    """Merges copies into ``databases`` and moves them to the ``quarantine``."""

    def __init__(self, databases: Databases, disk: Disk, quarantine: Quarantine) -> None:
        self._databases = databases
        self._disk = disk
        self._quarantine = quarantine

    def mend(self) -> Iterator[tuple[Finding, list[ChangeEvent]]]:
        """Merge every copy and set it aside; yield what was done, and the changes that show."""
        copies = self._databases.copies.among(self._disk.names_in(self._databases.folder))
        # The library first: it says which transactions count.
        for copy in sorted(copies, key=lambda copy: (not library_last(copy.database)[0], copy.file)):
            yield from self._mend(copy)

    def _mend(self, copy: Copy) -> list[tuple[Finding, list[ChangeEvent]]]:
        try:
            database = self._databases.of(copy.database)
        except Problem:
            return []  # `findings` names the database
        try:
            lines = self._databases.copies.lines(copy)
        except ValueError:
            lines = []  # a damaged checkpoint: it is set aside as it is
        except OSError as error:
            self._quarantine.report(
                copy.file, _("It could not be read: {reason}.").format(reason=reason_of(error)), _("Check the disk.")
            )
            return []
        if database.is_newer or any(line.schema > SCHEMA for _, line in lines):
            self._quarantine.report(copy.file, _(NEWER), _("Update the program, then mend."))
            return []
        done: list[tuple[Finding, list[ChangeEvent]]] = []
        self._databases.mend(database, lambda: done.append(self._merge(copy, database, lines)))
        return done

    def _merge(
        self, copy: Copy, database: Database, lines: Sequence[tuple[bytes, LogLine]]
    ) -> tuple[Finding, list[ChangeEvent]]:
        changed = self._databases.catch_up(database)
        own = set(self._disk.bytes_of(database.log.path).splitlines()) if self._disk.exists(database.log.path) else ()
        # A line that says what it replaced is merged with those of the log, also if they have higher revisions.
        lacking = [
            (raw or encode(line), line)
            for raw, line in lines
            if (raw.rstrip() not in own if raw and line.parents is not None else not database.has(line))
        ]
        shown = database.log.append(lacking) if lacking else []
        beside = _overtaken(database, lines)
        if beside:
            shown += database.append(LogLine(tuple(beside), 0, "", parents=()))
        if lacking or beside:
            database.write_checkpoint(self._databases.present)
        name = self._quarantine.move(
            self._databases.folder / copy.file, _("a copy of {file}").format(file=database.log.name)
        )
        count = sum(len(line.changes) for _, line in lacking) + len(beside)
        what = _(
            "It is a copy of {file}. Changes that only it had were taken in: {count}. It was set aside as {place}."
        ).format(file=database.log.name, count=count, place=f"{NAME}/{name}")
        return Finding(copy.file, what, ""), [
            *changed,
            *changed_in(database.name, shown),
        ]


def _overtaken(database: Database, lines: Iterable[tuple[bytes, LogLine]]) -> list[LoggedChange]:
    """Return the records of a copy that the log never had but has at a higher revision, as versions beside those."""
    had: dict[tuple[str, str, int], list[object]] = {}
    for line in database.log.lines():
        for change in line.changes:
            had.setdefault(change[:3], []).append(change.record)
    tables = Tables()
    for _raw, line in lines:
        if not line.transaction or line.transaction in database.log.transactions:
            tables.replay(upgrade(line))
    beside = []
    for table, rows in tables.rows.items():
        for id_, row in rows.items():
            revision = database.log.tables.revision(table, id_)
            is_new = row.record not in had.get((table, id_, row.revision), [])
            if row.record is not None and row.revision < revision and is_new:
                beside.append(LoggedChange(table, id_, revision, row.record))
    return beside
