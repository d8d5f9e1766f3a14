"""The store of a library folder: many databases, transactions over them, kept texts, quarantine.

    annotations/<article-id>.jsonl   the truth            annotations/.texts/<sha256>.txt   annotated texts
    annotations/<article-id>.json    checkpoint           annotations/quarantine/           damaged bytes
    annotations/_library.jsonl       the library's own    annotations/.locks/               a lock for each database

The folder is made at the first change. Nothing here knows the time: the clock is an argument. There are no
threads: `tick` does what is due.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.store.change_writer import ChangeWriter
from reader.store.checkpoint import Present
from reader.store.checkpoints import Checkpoints
from reader.store.database_lock import LOCK_SECONDS
from reader.store.databases import Databases, changed_in
from reader.store.disk import Disk
from reader.store.git_state import put_there_by_git
from reader.store.interface import LIBRARY, ChangeEvent, Finding, Listener, Put, Record, copied, databases_of
from reader.store.maintenance import Maintenance
from reader.store.others import logs_among
from reader.store.quarantine import Quarantine
from reader.store.store_folder import LINKED, unsaved
from reader.store.subscribers import Subscribers
from reader.store.synchronized import synchronized
from reader.store.tables import META
from reader.store.texts import Texts
from reader.translation import _

if TYPE_CHECKING:
    from datetime import date

    from _typeshed import StrPath

    from reader.store.backup import Backups
    from reader.store.merged import Rules

NO_RULES: Rules = MappingProxyType({})
BACKUP_STEPS = 4
"""Steps of a backup that one `tick` does, each of a quarter of a megabyte."""


def _unchanged(_table: str, record: Record) -> Record:
    return record


class FolderStore:
    """Meets `reader.store.interface.Store` on the folder ``annotations``.

    ``clock`` returns microseconds; ``writer`` names this process in the lines it writes (random, not reused).
    ``present`` adds fields to a checkpoint's records for other readers. ``patience``: seconds to wait for another
    program's lock. ``is_put_by_git`` says whether version control put a log where it is. ``rules`` say how versions of a
    record are merged. One thread at a time is let in; the others wait.
    """

    unsaved = 0

    def __init__(
        self,
        folder: StrPath,
        clock: Callable[[], int],
        writer: str,
        disk: Disk | None = None,
        present: Present = _unchanged,
        patience: float = LOCK_SECONDS,
        is_put_by_git: Callable[[Path], bool] = put_there_by_git,
        rules: Rules = NO_RULES,
    ) -> None:
        self.threads = threading.RLock()
        self.folder = folder = Path(folder)
        self._clock = clock
        self._disk = disk or Disk()
        self._disk.keep_to(folder)
        self._quarantine = Quarantine(folder, self._disk)
        self._texts = Texts(folder / ".texts", self._disk, self._quarantine.set_aside)
        self._databases = Databases(
            folder,
            self._disk,
            self._quarantine,
            clock,
            writer,
            present,
            patience,
            is_put_by_git,
            self.put,
            rules,
            self._take_in,
        )
        self._store_folder = self._databases.store_folder
        self._checkpoints = Checkpoints(self._databases, self.threads, self._take_in)
        self._change_writer = ChangeWriter(self._databases, self._disk, clock, writer, self._take_in)
        self._maintenance = Maintenance(self._databases, self._texts, self._quarantine, self._disk, self._take_in)
        self._subscribers = Subscribers()
        self._changed_by_others: set[str] = set()
        """The databases in which changes of others were taken in since the last glance."""
        if self._store_folder.is_there():
            self._databases.of(LIBRARY)

    @cached_property
    def _backups(self) -> Backups:
        from reader.store.backup import Backups  # readers do without it

        return Backups(self.folder, self._disk)

    @property
    def read_only(self) -> str | None:
        """See `Store.read_only`."""
        return self._store_folder.read_only

    @property
    def present(self) -> Present:
        """What adds fields to a checkpoint's records for other readers."""
        return self._databases.present

    @present.setter
    def present(self, present: Present) -> None:
        self._databases.present = present

    # -- reading

    @synchronized
    def databases(self) -> list[str]:
        """See `Store.databases`; a checkpoint whose log is missing counts."""
        return self._databases.names()

    @synchronized
    def stamps(self) -> dict[str, str]:
        """See `Store.stamps`: inode, size and time of each log."""
        states = self._databases.watch.states() if self._store_folder.is_there() else {}
        return {
            name: f"{states[name][0]} {states[name][1]} {states[name][2]}" if name in states else ""
            for name in self._databases.names()
        }

    @synchronized
    def tables(self, database: str) -> list[str]:
        """See `Store.tables`."""
        return sorted(set(self._databases.of(database).log.tables.rows) - {META})

    @synchronized
    def get(self, database: str, table: str, id_: str) -> tuple[Record | None, int]:
        """See `Store.get`."""
        row = self._databases.of(database).log.tables.rows.get(table, {}).get(id_)
        return (copied(row.shown), row.revision) if row else (None, 0)

    @synchronized
    def records(self, database: str, table: str) -> dict[str, Record]:
        """See `Store.records`."""
        live = self._databases.of(database).log.tables.live(table)
        return {id_: copied(record) for id_, record in live.items()}

    @synchronized
    def rivals(self, database: str, table: str, id_: str) -> list[Record | None]:
        """See `Store.rivals`."""
        row = self._databases.of(database).log.tables.rows.get(table, {}).get(id_)
        newest_first = sorted(row.versions() if row else (), key=itemgetter(1), reverse=True)
        return [copied(record) for _revision, _rank, record in newest_first if row and record != row.shown]

    # -- writing

    @synchronized
    def put(self, puts: Sequence[Put]) -> None:
        """See `Store.put`. Changes in several databases count once `_library` has the commit line."""
        self._store_folder.refuse_if_read_only()
        self._store_folder.make()
        changes = self._change_writer.write(puts)
        if self._subscribers:
            self._subscribers.publish([changed for name, change in changes for changed in changed_in(name, [change])])
        self._checkpoints.rewrite_full(databases_of(puts))
        self._backups.begin_if_due(self._clock())

    # -- others' changes

    @synchronized
    def refresh(self, database: str | None = None) -> list[ChangeEvent]:
        """See `Store.refresh`."""
        changed: list[ChangeEvent] = []
        if self._store_folder.is_there():
            changed = self._databases.news() if database is None else self._databases.news_of(database)
        self._take_in(changed)
        return changed

    @synchronized
    def glance(self, databases: Collection[str] = ()) -> set[str]:
        """See `Store.glance`."""
        if self._store_folder.is_there():
            self._take_in(self._databases.glance(databases))
        changed_by_others, self._changed_by_others = self._changed_by_others, set()
        return changed_by_others

    def _take_in(self, changed: list[ChangeEvent]) -> None:
        self._changed_by_others.update(change.database for change in changed)
        self._subscribers.publish(changed)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """See `Store.subscribe`."""
        return self._subscribers.subscribe(listener)

    # -- kept texts

    @synchronized
    def keep_text(self, text: str) -> str:
        """See `Store.keep_text`."""
        digest = self._texts.digest(text)
        if not self._texts.holds(digest):
            self._store_folder.refuse_if_read_only()
            self._store_folder.make()
            try:
                self._texts.keep(text, digest)
            except OSError as error:
                raise unsaved(".texts", error) from error
        return digest

    @synchronized
    def text(self, digest: str) -> str | None:
        """See `Store.text`; a text whose bytes no longer have this digest counts as missing."""
        return self._texts.get(digest)

    # -- upkeep

    @synchronized
    def findings(self) -> list[Finding]:
        """See `Store.findings`; opens every database."""
        return self._maintenance.findings(self._backups)

    @synchronized
    def unusable(self) -> list[Finding]:
        """See `Store.unusable`."""
        if self._store_folder.read_only == _(LINKED):
            return [Finding(self._store_folder.name, _(LINKED), _("Put a folder there, or see the settings."))]
        return logs_among(self._databases.watch.unusable, self._store_folder.name)

    @synchronized
    def mend(self) -> list[Finding]:
        """See `Store.mend`."""
        return list(self._maintenance.mend(self._backups))

    @synchronized
    def backups(self) -> list[date]:
        """See `Store.backups`."""
        return self._backups.days()

    @synchronized
    def backup(self, day: date) -> dict[tuple[str, str], dict[str, Record]]:
        """See `Store.backup`."""
        return self._backups.records(day)

    @property
    def is_due(self) -> bool:
        """See `Store.is_due`; no lock is waited for, so nothing is touched that another thread may be using."""
        return bool(self._checkpoints.due(self._clock())) or self._backups.is_under_way

    def tick(self) -> None:
        """See `Store.tick`: rewrite the checkpoints whose last change is two seconds old, and make some of a backup."""
        with self.threads:
            if not self._store_folder.is_there():
                return
        for database in self._checkpoints.due(self._clock()):
            self._checkpoints.rewrite_in_pieces(database)
        for _step in range(BACKUP_STEPS):
            self._advance_backup(1)

    @synchronized
    def _advance_backup(self, steps: int | None) -> None:
        try:
            self._backups.advance(steps)
        except OSError as error:
            what = _("Today's backup could not be made: {reason}.").format(reason=error.strerror or error)
            self._quarantine.report(".backup", what, _("Free some space, or check the disk."))

    @synchronized
    def close(self) -> None:
        """See `Store.close`."""
        if self._store_folder.is_there():
            for database in self._databases.open.values():
                if database.changed_at is not None:
                    self._checkpoints.rewrite(database)
            self._advance_backup(None)
        self._databases.close_files()
        self._disk.close_folders()
