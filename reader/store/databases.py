"""The open databases of a folder: opened, caught up with what others wrote, and healed."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.store.change_builder import Direct
from reader.store.checkpoint import Present
from reader.store.copies import Copies
from reader.store.database import Database
from reader.store.disk import Disk
from reader.store.interface import LIBRARY, ChangeEvent, ReadOnly, Unsaved, copied, is_name
from reader.store.log_line import LoggedChange, LogLine
from reader.store.log_watch import LogState, LogWatch
from reader.store.quarantine import Quarantine
from reader.store.store_folder import NEWER, StoreFolder, unreadable
from reader.store.tables import META
from reader.text.problem import Problem
from reader.translation import _

if TYPE_CHECKING:
    from reader.store.merged import Rules


class Databases:
    """``open`` are those of ``folder`` that were asked for so far; ``watch`` knows which logs have changed.

    ``is_put_by_git`` says whether version control put a log where it is; ``direct`` is the store's own `put`.
    ``take_in`` is given what others have changed in another database than the one that was asked for.
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
        is_put_by_git: Callable[[Path], bool],
        direct: Direct,
        rules: Rules,
        take_in: Callable[[list[ChangeEvent]], None],
    ) -> None:
        self.folder = folder
        self.present = present
        self.open: dict[str, Database] = {}
        self.store_folder = StoreFolder(folder, disk, quarantine, self.close_files)
        self.copies = Copies(folder, disk)
        self.watch = LogWatch(folder, disk, self.copies)
        self._disk = disk
        self._quarantine = quarantine
        self._clock = clock
        self._writer = writer
        self._patience = patience
        self._is_put_by_git = is_put_by_git
        self._direct = direct
        self._rules = rules
        self._take_in = take_in
        self._read_on_opening: dict[str, int] = {}
        """How many bytes opening a database has read, since the last `news`: nobody was told of what they say."""

    def close_files(self) -> None:
        """Close the files of all databases; they are opened again when needed."""
        self.watch.close()
        for database in self.open.values():
            database.close()

    def names(self) -> list[str]:
        """Return the names of the databases that exist, sorted; a checkpoint whose log is missing counts, a copy does not."""
        try:
            files = self._disk.listed(self.folder)
        except OSError:
            return sorted(self.open) if self.store_folder.identity else []
        return sorted(name for name in _databases_among(files) if not self.copies.is_copy(name))

    def of(self, name: str) -> Database:
        """Return a database, opened, caught up and healed; Problem if it cannot be read."""
        return self.open.get(name) or self._opened(name)

    def _opened(self, name: str) -> Database:
        if not is_name(name):
            hint = _("Another program wrote it: see `scolie check`.")
            raise Problem(_("The library names a file that is not one of its own."), repr(name), hint, status=1)
        if name != LIBRARY:
            self.of(LIBRARY)  # it says which transactions count
        database = self.open[name] = Database(
            self.folder,
            name,
            self._disk,
            self._quarantine.set_aside,
            self._is_committed,
            self._direct,
            self._rules,
            self._patience,
        )
        try:
            for other, changes in self._read_on(database):
                if changes and other != name:
                    # At once: what a subscriber has computed from them no longer holds.
                    self._take_in(changed_in(other, changes))
            self._read_on_opening[name] = database.log.offset
            self.heal(database)
        except OSError as error:
            if not (isinstance(error, PermissionError) and name in self.watch.unusable):
                # What could not be read is never passed off as empty.
                del self.open[name]
                raise unreadable(_file_of(error) or database.log.name, error) from error
        return database

    def _is_committed(self, transaction: str) -> bool:
        return transaction in self.open[LIBRARY].log.transactions

    # -- what others have written

    def catch_up(self, database: Database) -> list[ChangeEvent]:
        """Read the tail of a log, and of the library's if it may have a commit line that is waited for."""
        return [change for name, changes in self._read_on(database) for change in changed_in(name, changes)]

    def _read_on(self, database: Database) -> list[tuple[str, list[LoggedChange]]]:
        """Catch up and return what shows, by database."""
        changed = [(database.name, database.log.refresh()), *self._read_commits_for(database)]
        before, database.attended = database.attended, (database.log.restarts, database.log.damaged)
        if database.is_newer:
            self.store_folder.read_only = _(NEWER)
        elif before is None:
            pass  # it is being opened, and healed next
        elif not database.log.offset or before != database.attended:
            # The log was removed, emptied, damaged or replaced while the program ran.
            changed += [(database.name, self.heal(database)), *self._read_commits_for(database)]
            if before[0] != database.log.restarts and database.log.offset:
                self._adopt(database)
        return changed

    def _adopt(self, database: Database) -> None:
        """Make the checkpoint from a log that was put in place; if that could not be healed, the old one stays."""

        def adopt() -> None:
            if not self.lacks(database):
                database.write_checkpoint(self.present)

        self.mend(database, adopt)

    def _read_commits_for(self, database: Database) -> list[tuple[str, list[LoggedChange]]]:
        """Look for the commit lines that lines of the database wait for, and return what shows, by database."""
        if not database.log.waiting or database.name == LIBRARY or LIBRARY in self.watch.unusable:
            return []
        return [*self._read_on(self.open[LIBRARY]), (database.name, database.log.refresh())]

    def news(self) -> list[ChangeEvent]:
        """Return what others have written since the last time: one scan, then the tails of the logs that have changed."""
        states = self.watch.begin()
        changed = self._news(self.watch.seen.keys() | states.keys(), states.get)
        self._read_on_opening.clear()
        return changed

    def glance(self, names: Iterable[str]) -> list[ChangeEvent]:
        """Return what others have written to ``names`` and to the databases that the watch finds at little cost."""
        return self._news({*self.watch.candidates(), *names}, self.watch.state_of)

    def news_of(self, name: str) -> list[ChangeEvent]:
        """Return what others have written to one database since it was read."""
        try:
            return self.catch_up(self.of(name))
        except (OSError, Problem) as error:
            self._report_unreadable(name, error)
            return []

    def _news(self, names: Collection[str], state_of: Callable[[str], LogState | None]) -> list[ChangeEvent]:
        """Return what others have written to those of the databases whose logs have changed."""
        changed: list[ChangeEvent] = []
        before = {name: self.watch.seen.get(name) for name in (LIBRARY, *names)}
        now = {name: state_of(name) for name in before}
        moved = {name for name in before if before[name] != now[name]}
        if LIBRARY in moved:
            moved |= {name for name, database in self.open.items() if database.log.waiting}
        for name in [LIBRARY, *sorted(moved - {LIBRARY})]:
            state, old = now.get(name, self.watch.seen.get(name)), before.get(name)
            self.watch.see(name, state)
            old_size = old[1] if old else 0
            # Whether all that was read of it before is what somebody was told.
            is_published = name in self.open and self._read_on_opening.pop(name, old_size) == old_size
            try:
                changed += self.catch_up(self.of(name))
                if not is_published:
                    changed += _content(self.open[name])
            except (OSError, Problem) as error:
                # It is looked at again next time; the changes of other databases are still returned.
                self.watch.see(name, None)
                self._report_unreadable(name, error)
        return changed

    def _report_unreadable(self, name: str, error: Exception) -> None:
        self._quarantine.report(
            name, _("It could not be read: {reason}.").format(reason=reason_of(error)), _("Check the disk.")
        )

    # -- healing

    def lacks(self, database: Database) -> bool:
        """Whether the log lacks what its checkpoint or recent copy has; after `heal` only if that was refused."""
        if not database.may_lack():
            return False
        from reader.store.healing import Lost  # a sound log does without it

        return bool(Lost(database))

    def heal(self, database: Database) -> list[LoggedChange]:
        """Bring back what the log lacks and its checkpoint or recent copy has; return what then shows."""
        if database.is_newer or not self.lacks(database):
            return []
        from reader.store.healing import Lost

        shown: list[LoggedChange] = []

        def heal() -> None:
            shown.extend(database.log.refresh())
            lost = Lost(database)
            if not lost:
                return  # others have healed it meanwhile
            if not database.log.is_hurt and self._is_put_by_git(Path(database.log.path)):
                lost.accept()
            else:
                shown.extend(lost.heal(self._clock(), self._writer, lambda names: self._commit(database, names)))
            if database.log.offset:
                database.write_checkpoint(self.present)

        self.mend(database, heal)
        return shown

    def _commit(self, database: Database, transactions: list[str]) -> list[LoggedChange]:
        """Write commit lines that the library's log has lost; return what counts in ``database`` by them."""
        library = self.open[LIBRARY]
        with library.lock:
            self._take_in(self.catch_up(library))
            lost = [name for name in transactions if name not in library.log.transactions]
            if lost:
                library.append(*[LogLine((), self._clock(), self._writer, name) for name in lost])
        for other in self.open.values():
            if other is not database and other.log.waiting:
                self._take_in(changed_in(other.name, other.log.settle()))
        return database.log.settle()

    def mend(self, database: Database, work: Callable[[], None]) -> None:
        """Do ``work`` under the database's lock; if the disk refuses, that is a finding, since nothing waits for it."""
        try:
            with database.lock:
                work()
        except (OSError, Unsaved, ReadOnly) as error:
            what = _("It could not be healed: {reason}.").format(reason=reason_of(error))
            self._quarantine.report(
                database.name, what, _("Make the folder writable, or close the program that holds it.")
            )


def _databases_among(files: Iterable[str]) -> set[str]:
    """Return the databases that have a log or checkpoint among ``files``; hidden files have none."""
    checkpoints = (name.removesuffix("l") for name in files if name.endswith((".jsonl", ".json")))
    return set(filter(is_name, (name.removesuffix(".json") for name in checkpoints)))


def _file_of(error: OSError) -> str | None:
    """Return the name of the file that an error is about, if it says so."""
    return Path(os.fsdecode(error.filename)).name if isinstance(error.filename, str | bytes) else None


def library_last(name: str) -> tuple[bool, str]:
    """Return what sorts databases in the one order in which several are locked."""
    return name == LIBRARY, name


def changed_in(name: str, changes: Iterable[LoggedChange]) -> list[ChangeEvent]:
    """Return the changes of a database as subscribers hear of them."""
    return [
        ChangeEvent(name, change.table, change.id, copied(change.record), change.revision)
        for change in changes
        if change.table != META
    ]


def _content(database: Database) -> list[ChangeEvent]:
    return [
        ChangeEvent(database.name, table, id_, copied(row.shown), row.revision)
        for table, rows in database.log.tables.rows.items()
        for id_, row in rows.items()
        if table != META
    ]


def reason_of(error: Exception) -> str:
    """Return what went wrong, for a sentence that goes on."""
    return error.message.rstrip(".") if isinstance(error, Problem) else str(error)
