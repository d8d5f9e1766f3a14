"""The open databases of a folder: found, caught up with what others wrote, and healed of what the disk did."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from reader.store.change_builder import Direct
from reader.store.change_feed import ChangeFeed
from reader.store.checkpoint import Present
from reader.store.database import Database
from reader.store.disk import Disk
from reader.store.interface import LIBRARY, Changed, ReadOnly, Unsaved, copied, is_name
from reader.store.line import Change, Line
from reader.store.quarantine import Quarantine
from reader.store.store_folder import NEWER, StoreFolder, unreadable
from reader.store.tables import META
from reader.store.way import LARGEST, wrong_with
from reader.text.problem import Problem

State = tuple[int, int, int]
"""What tells that a log has changed: its number, bytes and time."""

AT_ONCE = 1000
"""Logs that one glance looks at when any may have changed, so that it takes no longer than a key may wait."""
IN_TURN = 100
"""Logs that one glance looks at when none is known to have changed."""

_USUAL = stat.S_IFREG | stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
_KIND_AND_RIGHTS = 0o170000 | _USUAL
"""What tells of most logs in one comparison that they are plain files that may be read."""


class Databases:
    """``open`` are those of ``folder`` that were asked for so far.

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
        take_in: Callable[[list[Changed]], None],
    ) -> None:
        self.folder = folder
        self.present = present
        self.open: dict[str, Database] = {}
        self.store_folder = StoreFolder(folder, disk, quarantine, self.close_files)
        self._disk = disk
        self._quarantine = quarantine
        self._clock = clock
        self._writer = writer
        self._patience = patience
        self._is_put_by_git = is_put_by_git
        self._direct = direct
        self._take_in = take_in
        self.unusable: dict[str, str] = {}
        """The databases whose logs cannot be used, and what they are instead; they count as empty."""
        self._tidings = ChangeFeed(f"{folder}/.locks/tidings", disk)
        self._tidings.pass_over()
        self._folder_time = self._time_of_folder()
        self._seen: dict[str, State] = {}
        self._seen = self.states()
        self._due: list[str] = []
        """The logs that may have changed, to be looked at next."""
        self._turn: list[str] = []
        """The logs whose turn comes while none is due."""
        # What opening a database brings in is nobody's answer: the bytes read of those opened since `news`.
        self._fresh: dict[str, int] = {}

    def close_files(self) -> None:
        """Close the files of all databases; they are opened again when needed."""
        self._tidings.close()
        for database in self.open.values():
            database.close()

    def names(self) -> list[str]:
        """Return the names of the databases that exist, sorted; a checkpoint whose log is missing counts."""
        try:
            files = self._disk.listed(self.folder)
        except OSError:
            return sorted(self.open) if self.store_folder.known else []
        return sorted(databases_among(files))

    def of(self, name: str) -> Database:
        """Return a database, opened, caught up and healed; Problem if it cannot be read."""
        database = self.open.get(name)
        if database is None:
            if not is_name(name):
                hint = "Another program wrote it: see `scolie check`."
                raise Problem("The library names a file that is none of its own.", repr(name), hint, status=1)
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
                for other, changes in self._read_on(database):
                    if changes and other != name:
                        # Told at once: whoever keeps what he has made of it would go on with what holds no longer.
                        self._take_in(changed_in(other, changes))
                self._fresh[name] = database.log.offset
                self.heal(database)
            except PermissionError as error:
                if name not in self.unusable:
                    del self.open[name]
                    raise unreadable(_file_of(error) or database.log.name, error) from error
            except OSError as error:
                # Never pass off as empty what could not be read.
                del self.open[name]
                raise unreadable(_file_of(error) or database.log.name, error) from error
        return database

    def _is_committed(self, transaction: str) -> bool:
        return transaction in self.open[LIBRARY].log.transactions

    def catch_up(self, database: Database) -> list[Changed]:
        """Read the tail of a log, and of the library's if the commit line of a part may be there."""
        return [one for name, changes in self._read_on(database) for one in changed_in(name, changes)]

    def _read_on(self, database: Database) -> list[tuple[str, list[Change]]]:
        """Catch up and return what shows, by database."""
        changed = [(database.name, database.log.refresh()), *self._awaited(database)]
        seen, database.attended = database.attended, (database.log.restarts, database.log.damaged)
        if database.is_newer:
            self.store_folder.read_only = NEWER
        elif seen is None:
            pass  # whoever opens it heals it
        elif not database.log.offset or seen != database.attended:
            # Taken away, emptied, damaged or replaced, under us or before we ever read it.
            changed += [(database.name, self.heal(database)), *self._awaited(database)]
            if seen[0] != database.log.restarts and database.log.offset:
                self._adopt(database)
        return changed

    def _awaited(self, database: Database) -> list[tuple[str, list[Change]]]:
        """Look for the commit lines of parts that wait for them, and return what shows, by database."""
        if not database.log.waiting or database.name == LIBRARY or LIBRARY in self.unusable:
            return []
        return [*self._read_on(self.open[LIBRARY]), (database.name, database.log.refresh())]

    def states(self) -> dict[str, State]:
        """Return what tells that a log has changed, by database; one scan of the folder."""
        states: dict[str, State] = {}
        unusable: dict[str, str] = {}
        try:
            for file, state in self._disk.entries(self.folder):
                name = file[:-6]
                if not file.endswith(".jsonl") or not (name in self._seen or is_name(name)):
                    continue
                usual = state.st_mode & _KIND_AND_RIGHTS == _USUAL and state.st_size < LARGEST
                if not usual and (what := wrong_with(state) or _shut(state)):
                    unusable[name] = what
                else:
                    states[name] = (state.st_ino, state.st_size, state.st_mtime_ns)
        except OSError:
            return states  # what cannot be looked at is looked at next time
        self.unusable = unusable
        return states

    def news(self) -> list[Changed]:
        """Return what others have written since the last time: one scan, then the tails of the logs that have moved."""
        self._tidings.pass_over()
        self._due, self._folder_time = [], self._time_of_folder()
        now = self.states()
        changed = self._news(self._seen.keys() | now.keys(), now.get)
        self._fresh.clear()
        return changed

    def glance(self, names: Iterable[str]) -> list[Changed]:
        """Return what others are known to have written, and what is found in ``names`` and a part of the other logs.

        A change of a program of ours is told of, one of the folder makes all logs due, and the others come in turn.
        """
        heard, time = self._tidings.hear(), self._time_of_folder()
        if heard is None or time != self._folder_time:
            self._folder_time = time
            self._due = sorted({*self._seen, *self._logs()})
        if self._due:
            some, self._due = self._due[:AT_ONCE], self._due[AT_ONCE:]
        else:
            self._turn = self._turn or sorted(self._seen)
            some, self._turn = self._turn[:IN_TURN], self._turn[IN_TURN:]
            some = [name for name in some if self._state_of(name) != self._seen.get(name)]
        return self._news({*filter(is_name, heard or ()), *names, *some}, self._state_of)

    def _news(self, names: Collection[str], state_of: Callable[[str], State | None]) -> list[Changed]:
        """Return what others have written to those of the databases whose logs have moved."""
        changed: list[Changed] = []
        before = {name: self._seen.get(name) for name in (LIBRARY, *names)}
        now = {name: state_of(name) for name in before}
        moved = {name for name in before if before[name] != now[name]}
        if LIBRARY in moved:
            moved |= {name for name, database in self.open.items() if database.log.waiting}
        for name in [LIBRARY, *sorted(moved - {LIBRARY})]:
            self._see(name, now.get(name, self._seen.get(name)))
            old = before.get(name)
            bytes_told = old[1] if old else 0
            told_of = name in self.open and self._fresh.pop(name, bytes_told) == bytes_told
            try:
                changed += self.catch_up(self.of(name))
                if not told_of:
                    changed += _content(self.open[name])
            except (OSError, Problem) as error:
                # Looked at again next time; what others have changed elsewhere must still be told.
                self._see(name, None)
                self._cannot(name, error)
        return changed

    def _see(self, name: str, state: State | None) -> None:
        if state is None:
            self._seen.pop(name, None)
        else:
            self._seen[name] = state

    def _state_of(self, name: str) -> State | None:
        try:
            state = self._disk.state(f"{self.folder}/{name}.jsonl")
        except OSError:
            return None
        return state.st_ino, state.st_size, state.st_mtime_ns

    def _logs(self) -> list[str]:
        return [
            name[:-6] for name in self._disk.names_in(self.folder) if name.endswith(".jsonl") and is_name(name[:-6])
        ]

    def _time_of_folder(self) -> int:
        try:
            return self.folder.lstat().st_mtime_ns
        except OSError:
            return 0

    def tell(self, names: Iterable[str]) -> None:
        """Let other programs know at once that these databases have changed."""
        self._tidings.tell(names)

    def news_of(self, name: str) -> list[Changed]:
        """Return what others have written to one database since it was read."""
        try:
            return self.catch_up(self.of(name))
        except (OSError, Problem) as error:
            self._cannot(name, error)
            return []

    def _cannot(self, name: str, error: Exception) -> None:
        self._quarantine.say(name, f"It could not be read: {reason_of(error)}.", "Check the disk.")

    def _adopt(self, database: Database) -> None:
        """Have the checkpoint stand for a log that was put in place; one that could not be healed keeps the old one."""

        def adopt() -> None:
            if not self.lacks(database):
                database.write_checkpoint(self.present)

        self.mend(database, adopt)

    def lacks(self, database: Database) -> bool:
        """Whether the log lacks what its checkpoint or the newest lines have; after `heal` only if that was refused."""
        if not database.may_lack():
            return False
        from reader.store.healing import Lost  # a sound log does without it

        return bool(Lost(database))

    def heal(self, database: Database) -> list[Change]:
        """Bring back what the log lacks and its checkpoint or the newest lines have; return what then shows."""
        if database.is_newer or not self.lacks(database):
            return []
        from reader.store.healing import Lost

        shown: list[Change] = []

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

    def _commit(self, database: Database, transactions: list[str]) -> list[Change]:
        """Write commit lines that the library's log has lost; return what counts in ``database`` by them."""
        library = self.open[LIBRARY]
        with library.lock:
            self._take_in(self.catch_up(library))
            lost = [name for name in transactions if name not in library.log.transactions]
            if lost:
                library.append(*[Line((), self._clock(), self._writer, name) for name in lost])
        for other in self.open.values():
            if other is not database and other.log.waiting:
                self._take_in(changed_in(other.name, other.log.settle()))
        return database.log.settle()

    def mend(self, database: Database, work: Callable[[], None]) -> None:
        """Do ``work`` under the database's lock; what the disk refuses is a finding, since nothing waits for it."""
        try:
            with database.lock:
                work()
        except (OSError, Unsaved, ReadOnly) as error:
            what = f"It could not be healed: {reason_of(error)}."
            self._quarantine.say(database.name, what, "Make the folder writable, or close the program that holds it.")


def databases_among(files: Iterable[str]) -> set[str]:
    """Return the databases that the logs and checkpoints among ``files`` belong to; hidden files are none."""
    found = (name.removesuffix("l") for name in files if name.endswith((".jsonl", ".json")))
    return set(filter(is_name, (name.removesuffix(".json") for name in found)))


def _shut(state: os.stat_result) -> str | None:
    """Return that a file of this state may not be read, as far as its state tells."""
    user = os.geteuid() if hasattr(os, "geteuid") else 0
    rights = stat.S_IRUSR if state.st_uid == user else stat.S_IRGRP | stat.S_IROTH
    return None if user == 0 or state.st_mode & rights else "a file that may not be read"


def _file_of(error: OSError) -> str | None:
    """Return the name of the file that an error is about, if it says so."""
    return Path(os.fsdecode(error.filename)).name if isinstance(error.filename, str | bytes) else None


def library_last(name: str) -> tuple[bool, str]:
    """Return what sorts databases in the one order in which several are locked."""
    return name == LIBRARY, name


def changed_in(name: str, changes: Iterable[Change]) -> list[Changed]:
    """Return the changes of a database as subscribers hear of them."""
    return [
        Changed(name, change.table, change.id, copied(change.record), change.revision)
        for change in changes
        if change.table != META
    ]


def _content(database: Database) -> list[Changed]:
    return [
        Changed(database.name, table, id_, copied(row.record), row.revision)
        for table, rows in database.log.tables.rows.items()
        for id_, row in rows.items()
        if table != META
    ]


def reason_of(error: Exception) -> str:
    """Return what went wrong, for a sentence that goes on."""
    return error.message.rstrip(".") if isinstance(error, Problem) else str(error)
