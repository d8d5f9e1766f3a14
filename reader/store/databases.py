"""The open databases of a folder: found, caught up with what others wrote, and healed of what the disk did."""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from reader.store.checkpoint import Present
from reader.store.database import Database, Direct
from reader.store.disk import Disk
from reader.store.line import Change
from reader.store.port import LIBRARY, Changed, ReadOnly, Unsaved, copied
from reader.store.quarantine import Quarantine
from reader.store.tables import META
from reader.text.problem import Problem

NEWER = "A newer version of this program wrote this library; it is opened for reading only."
GONE = "The folder has gone while the program ran. What was read is still shown; nothing can be saved."


class Databases:
    """``open`` are those of ``folder`` that were asked for so far; ``place`` is the device and number of the folder.

    ``versioned`` says whether a version control put a log where it is; ``direct`` is the store's own `put`.
    """

    def __init__(
        self,
        folder: Path,
        disk: Disk,
        quarantine: Quarantine,
        clock: Callable[[], int],
        writer: str,
        present: Present,
        patience: float,
        versioned: Callable[[Path], bool],
        direct: Direct,
    ) -> None:
        self.folder = folder
        self.present = present
        self.open: dict[str, Database] = {}
        self.place: tuple[int, int] | None = None
        self.read_only: str | None = None
        self._disk = disk
        self._quarantine = quarantine
        self._clock = clock
        self._writer = writer
        self._patience = patience
        self._versioned = versioned
        self._direct = direct

    def is_there(self) -> bool:
        """Whether the folder is where it was; one put in its place is read anew."""
        try:
            state = self.folder.stat()
        except OSError as error:
            if self.place:
                self._quarantine.say(
                    self.folder.name, GONE, "Put it back, or leave the program and open the library again."
                )
            elif not isinstance(error, FileNotFoundError | NotADirectoryError):
                raise _unreadable(self.folder.name, error) from error
            return False
        if not stat.S_ISDIR(state.st_mode):
            return False
        place = (state.st_dev, state.st_ino)
        if self.place and place != self.place:
            what = "It was replaced while the program ran; it was read anew."
            self._quarantine.say(self.folder.name, what, "Nothing, if that was meant.")
            for database in self.open.values():
                database.let_go()
        self.place = place
        return True

    def of(self, name: str) -> Database:
        """Return a database, opened, caught up and healed; Problem if it cannot be read."""
        database = self.open.get(name)
        if database is None:
            if name != LIBRARY:
                # It says which transactions count.
                self.of(LIBRARY)
            database = Database(
                self.folder,
                name,
                self._disk,
                self._quarantine.set_aside,
                self._is_committed,
                self._direct,
                self._patience,
            )
            self.open[name] = database
            try:
                self.catch_up(database)
                self._heal(database)
            except OSError as error:
                # Never pass off as empty what could not be read.
                del self.open[name]
                raise _unreadable(database.log.path.name, error) from error
        return database

    def _is_committed(self, transaction: str) -> bool:
        return transaction in self.open[LIBRARY].log.transactions

    def catch_up(self, database: Database) -> list[Changed]:
        """Read the tail of a log, and of the library's if the commit line of a part may be there."""
        if self.place and not self.folder.is_dir():
            # What was read stays in view: a folder that has gone says nothing of its content.
            return []
        restarts = database.log.restarts
        changed = told(database.name, database.log.refresh())
        if database.log.waiting and database.name != LIBRARY:
            changed += told(LIBRARY, self.open[LIBRARY].log.refresh())
            changed += told(database.name, database.log.refresh())
        if database.is_newer:
            self.read_only = NEWER
        elif database.log.restarts != restarts:
            # Taken away, emptied or damaged under us: healed. Any other log put in its place is somebody's will.
            harmed = database.log.damaged or not database.log.offset
            changed += told(database.name, self._heal(database) if harmed else self._adopt(database))
        return changed

    def _adopt(self, database: Database) -> list[Change]:
        """Have the checkpoint stand for a log that was put in place; what it does not have is set aside."""
        with self.mending(database):
            database.write_checkpoint(self.present)
        return []

    def _heal(self, database: Database) -> list[Change]:
        if database.is_newer or not database.needs_healing():
            return []
        lost: list[Change] = []
        with self.mending(database):
            database.log.refresh()
            reason = database.needs_healing()
            if reason and not database.log.damaged and self._versioned(database.log.path):
                database.accept()
            elif reason:
                lost = database.heal(reason, self._clock(), self._writer)
                database.write_checkpoint(self.present)
        return lost

    @contextlib.contextmanager
    def mending(self, database: Database) -> Iterator[None]:
        """Hold the database's lock; what the disk refuses is a finding, since nothing waits for it."""
        try:
            with database.locked():
                yield
        except (OSError, Unsaved, ReadOnly) as error:
            what = f"It could not be healed: {why(error)}."
            self._quarantine.say(database.name, what, "Make the folder writable, or close the program that holds it.")


def told(name: str, changes: Iterable[Change]) -> list[Changed]:
    """Return the changes of a database as subscribers hear of them."""
    return [
        Changed(name, change.table, change.id, copied(change.record), change.revision)
        for change in changes
        if change.table != META
    ]


def why(error: Exception) -> str:
    """Return what went wrong, for a sentence that goes on."""
    return error.message.rstrip(".") if isinstance(error, Problem) else str(error)


def _unreadable(where: str, error: OSError) -> Problem:
    hint = "Check the disk, then try again; nothing was changed."
    return Problem("The annotations cannot be read.", f"{where}: {error.strerror or error}.", hint, status=1)
