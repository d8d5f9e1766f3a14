"""When checkpoints are rewritten: at once after many changes, else a while after the last, in pieces that let others in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import sleep
from typing import TYPE_CHECKING

from reader.store.checkpoint import CheckpointDraft
from reader.store.database import Database
from reader.store.databases import Databases, changed_in, reason_of
from reader.store.interface import ChangeEvent, Finding, ReadOnly, Unsaved
from reader.translation import _

if TYPE_CHECKING:
    from _thread import RLock

CHECKPOINT_AFTER = 2_000_000
"""Microseconds after the last change at which a checkpoint is due."""

CHECKPOINT_CHANGES = 400
"""Changes after which one is due at once; more in a large database, so that its cost stays in proportion."""

GIVE_WAY = 0.0005
"""Seconds between two pieces: a lock that is asked for again at once goes to the thread that has just had it."""


class Checkpoints:
    """The checkpoints of ``databases``. ``threads`` is the store's lock; the caller holds it except where noted.

    ``take_in`` is given what others have changed.
    """

    def __init__(self, databases: Databases, threads: RLock, take_in: Callable[[list[ChangeEvent]], None]) -> None:
        self._databases = databases
        self._threads = threads
        self._take_in = take_in

    def rewrite_full(self, names: Iterable[str]) -> None:
        """Rewrite those of the databases that have had many changes."""
        for database in [self._databases.open[name] for name in names]:
            if database.since_checkpoint >= CHECKPOINT_CHANGES:
                rows = sum(len(rows) for rows in database.log.tables.rows.values())
                if database.since_checkpoint >= max(CHECKPOINT_CHANGES, rows):
                    self.rewrite(database)

    def due(self, now: int) -> list[Database]:
        """Return the databases whose last change is old enough; the lock need not be held."""
        return [
            database
            for database in list(self._databases.open.values())
            if (changed := database.changed_at) is not None and now - changed >= CHECKPOINT_AFTER
        ]

    def rewrite_in_pieces(self, database: Database) -> None:
        """Rewrite one, taking the lock for each piece; a change in between puts it off until it is due again."""
        with self._threads:
            draft = database.draft(self._databases.present)
        has_more = True
        while has_more:
            with self._threads:
                if database.changed_at is None or not database.is_current(draft):
                    return
                has_more = draft.make_piece()
                if not has_more:
                    self.rewrite(database, draft)
            sleep(GIVE_WAY)

    def rewrite(self, database: Database, draft: CheckpointDraft | None = None) -> None:
        """Rewrite one; ``draft`` is used if it is still current."""
        database.changed_at = None
        if database.is_newer:
            return
        try:
            with database.lock:
                self._take_in(self._databases.catch_up(database))
                # What could not be healed on opening is healed before anything is overwritten.
                self._take_in(changed_in(database.name, self._databases.heal(database)))
                if self._databases.lacks(database):
                    return  # healing was refused, which is said: these files are all that has what the log lacks
                database.write_checkpoint(self._databases.present, draft)
        except (OSError, Unsaved, ReadOnly) as error:
            # The log has everything: a checkpoint that cannot be written costs nothing, but it is reported.
            what = _("It could not be rewritten: {reason}.").format(reason=reason_of(error))
            database.findings.append(Finding(database.checkpoint.name, what, _("Free some space.")))
