"""When checkpoints are rewritten: after many changes at once, else a while after the last, while others may come in between."""

from __future__ import annotations

import os
from time import sleep
from typing import TYPE_CHECKING

from reader.store.checkpoint import Making
from reader.store.database import Database
from reader.store.databases import Databases, told, why
from reader.store.interface import Changed, Finding, ReadOnly, Unsaved

if TYPE_CHECKING:
    from _thread import RLock
    from collections.abc import Callable, Iterable

CHECKPOINT_AFTER = 2_000_000
"""Microseconds after the last change at which a checkpoint is due."""

CHECKPOINT_CHANGES = 400
"""Changes after which one is due at once; more in a large database, so that its cost stays in proportion."""

GIVE_WAY = 0.0005
"""Seconds between two pieces: a lock that is asked for again at once goes to whoever has just had it."""


class Checkpoints:
    """Those of ``databases``. ``threads`` is the store's lock, held by the caller unless it is said otherwise.

    ``take_in`` is told what others have changed.
    """

    def __init__(self, databases: Databases, threads: RLock, take_in: Callable[[list[Changed]], None]) -> None:
        self._databases = databases
        self._threads = threads
        self._take_in = take_in

    def full(self, names: Iterable[str]) -> None:
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

    def rewrite_by_and_by(self, database: Database) -> None:
        """Rewrite one with the lock free between its pieces; what changes meanwhile leaves it for the next time."""
        with self._threads:
            made = database.making(self._databases.present)
        more = True
        while more:
            with self._threads:
                if database.changed_at is None or not database.still_holds(made):
                    return
                more = made.go_on()
                if not more:
                    self.rewrite(database, made)
            sleep(GIVE_WAY)

    def rewrite(self, database: Database, made: Making | None = None) -> None:
        """Rewrite one; ``made`` is taken if it still holds."""
        database.changed_at = None
        if database.is_newer:
            return
        try:
            with database:
                self._take_in(self._databases.catch_up(database))
                # What could not be healed when it was opened is healed before anything is written over.
                self._take_in(told(database.name, self._databases.heal(database)))
                database.write_checkpoint(self._databases.present, made)
        except (OSError, Unsaved, ReadOnly) as error:
            # The log has everything: a checkpoint that cannot be written costs nothing but is said.
            name, what = os.path.basename(database.checkpoint), f"It could not be rewritten: {why(error)}."
            database.findings.append(Finding(name, what, "Free some space."))
