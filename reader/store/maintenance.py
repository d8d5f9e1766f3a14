"""Maintenance of a store: report problems, and mend what can be mended without destroying a byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.store import copy_merge, others
from reader.store.copy_merge import CopyMerge
from reader.store.database import Database
from reader.store.databases import Databases, changed_in, reason_of
from reader.store.disk import Disk
from reader.store.interface import LIBRARY, ChangeEvent, Finding
from reader.store.quarantine import CLEARS, Quarantine
from reader.store.store_folder import unsaved
from reader.store.texts import Texts
from reader.text.problem import Problem
from reader.translation import N_, _, ngettext

if TYPE_CHECKING:
    from reader.store.backup import Backups
    from reader.store.tables import VersionedRecord

MEND = N_("`scolie check --mend` sets the damaged bytes aside and rewrites the rest.")
MEND_FULL = N_("`scolie check --mend` takes out what later changes have replaced.")
MEND_TEXT = N_("`scolie check --mend` brings it back if a backup has it; so does annotating the same text again.")


class Maintenance:
    """Looks after all databases and kept texts of a store. ``take_in`` is given what others have changed."""

    def __init__(
        self,
        databases: Databases,
        texts: Texts,
        quarantine: Quarantine,
        disk: Disk,
        take_in: Callable[[list[ChangeEvent]], None],
    ) -> None:
        self._databases = databases
        self._texts = texts
        self._quarantine = quarantine
        self._disk = disk
        self._take_in = take_in

    @property
    def _folder(self) -> Path:
        return self._databases.folder

    def findings(self, backups: Backups) -> list[Finding]:
        """Return all that is wrong; every database is opened."""
        of_databases = [finding for name in self._databases.names() for finding in self._wrong_with(name)]
        of_texts = [
            Finding(f".texts/{name}", _("The kept text is damaged or missing."), _(MEND_TEXT))
            for name in self._texts.wrong(backups.texts())
        ]
        of_others = others.findings(self._folder, self._disk)
        of_copies = copy_merge.findings(self._databases.copies, self._disk, self._folder)
        # Looking may quarantine something, so the quarantine is asked last.
        return list(dict.fromkeys([*self._quarantine.findings(), *of_databases, *of_texts, *of_others, *of_copies]))

    def _wrong_with(self, name: str) -> list[Finding]:
        try:
            return list(wrong_with(self._databases.of(name)))
        except (OSError, Problem) as error:
            return [
                Finding(
                    name, _("It could not be read: {reason}.").format(reason=reason_of(error)), _("Check the disk.")
                )
            ]

    def mend(self, backups: Backups) -> Iterator[Finding]:
        """Mend, and yield what was done; Unsaved or ReadOnly if nothing can be written."""
        self._databases.store_folder.refuse_if_read_only()
        try:
            yield from others.set_aside(self._folder, self._disk, self._quarantine)
        except OSError as error:
            raise unsaved(self._databases.store_folder.name, error) from error
        for finding, changed in CopyMerge(self._databases, self._disk, self._quarantine).mend():
            self._take_in(changed)
            yield finding
        for name in self._databases.names():
            try:
                database = self._databases.of(name)
            except Problem:
                continue  # `findings` names it
            self._databases.store_folder.refuse_if_read_only()
            yield from self._mend(database)
        for name in self._texts.wrong(backups.texts()):
            if self._texts.bring_back(name, backups.text(name)):
                yield Finding(f".texts/{name}", _("The kept text was brought back from the backup."), "")

    def _mend(self, database: Database) -> list[Finding]:
        done: list[Finding] = []

        def mend() -> None:
            self._take_in(self._databases.catch_up(database))
            # What was healed on opening is reported again here; what could not be healed then is tried again.
            self._take_in(changed_in(database.name, self._databases.heal(database)))
            done.extend(mended(database, self._databases))

        self._databases.mend(database, mend)
        return done


def wrong_with(database: Database) -> Iterator[Finding]:
    """Yield what is wrong with a database."""
    yield from database.findings
    log = database.log
    if not log.offset and not log.torn and Path(log.path).exists():
        yield Finding(log.name, _("It is empty."), _("Restore a backup if something is missing: see `scolie backup`."))
    if log.damaged:
        yield Finding(log.name, _("Damaged lines do not count ({damaged}).").format(damaged=log.damaged), _(MEND))
    if log.torn:
        what = ngettext(
            "Its last line is unfinished ({count} byte) and does not count.",
            "Its last line is unfinished ({count} bytes) and does not count.",
            log.torn,
        )
        yield Finding(log.name, what.format(count=log.torn), _(MEND))
    if log.is_full:
        yield Finding(log.name, _("It is nearly as large as a log may be; no change can be saved then."), _(MEND_FULL))
    if log.waiting:
        what = _("Changes to several files that were never finished do not count ({count}).").format(
            count=len(log.waiting)
        )
        yield Finding(
            log.name,
            what,
            _("Nothing; but if git brought this file, let it bring {library}.jsonl too.").format(library=LIBRARY),
        )
    if foreign := database.checkpoint.foreign():
        yield foreign
    for table, rows in log.tables.rows.items():
        for id_, row in rows.items():
            if row.shown is not None and row.shown.get("id") != id_:
                what = _("{record} says that its id is {id}.").format(
                    record=f"{table}/{id_}", id=repr(row.shown.get("id"))
                )
                yield Finding(log.name, what, _("Edit it once: that sets the id."))
            if row.rivals and (what := _conflict(row, f"{table}/{id_}")):
                yield Finding(log.name, what, _("Look at it: what you write there next counts."))


def _conflict(row: VersionedRecord, record: str) -> str:
    """Return what two branches have decided differently about a record; empty if all could be merged."""
    merged, count = row.merged, len(row.rivals) + 1
    if merged and merged.conflicts:
        what = _("{count} versions of {record} were made at the same time; they differ in: {fields}.")
        return what.format(count=count, record=record, fields=", ".join(merged.conflicts))
    if merged and all(version is not None for _revision, _rank, version in row.versions()):
        return ""
    if row.shown is None:
        return _("{record} was deleted, and changed elsewhere at the same time.").format(record=record)
    what = _("{record} was changed, and deleted elsewhere at the same time; it was kept.")
    return what.format(record=record)


def mended(database: Database, databases: Databases) -> Iterator[Finding]:
    """Set aside what is damaged, rewrite the rest, and yield what was done (the caller holds the lock)."""
    log = database.log
    for finding in database.findings:
        yield Finding(finding.where, f"{finding.what} {finding.mend.removesuffix(_(CLEARS))}".rstrip(), "")
    database.findings.clear()
    was_hurt = log.is_hurt
    if was_hurt:
        database.keep_both()
        log.drop_damaged()
        what = _(
            "The log and its checkpoint were kept as they were in quarantine; then the damaged bytes were taken out. "
            "Every other line is as it was."
        )
        yield Finding(log.name, what, "")
    if log.is_full and database.compact(databases.present):
        what = _(
            "It was full: what later changes have replaced was taken out. The log as it was is kept in quarantine."
        )
        yield Finding(log.name, what, "")
    is_missing = log.tables.rows and not database.checkpoint.has_content()
    if was_hurt or is_missing or database.checkpoint.foreign():
        database.write_checkpoint(databases.present)
        yield Finding(database.checkpoint.name, _("It was made anew from the log."), "")
        yield from database.findings
        database.findings.clear()
