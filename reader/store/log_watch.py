"""Which logs of a folder have changed, without reading them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from reader.store.change_feed import ChangeFeed
from reader.store.copies import Copies
from reader.store.disk import Disk
from reader.store.interface import is_name
from reader.store.plain_file import LARGEST, unusable_kind
from reader.translation import _

LogState = tuple[int, int, int]
"""Inode, size and time of a log: a change changes one of them."""

AT_ONCE = 1000
"""Logs that one glance looks at when any may have changed, so that it takes no longer than a key may wait."""
IN_TURN = 100
"""Logs that one glance looks at when none is known to have changed."""

_USUAL = stat.S_IFREG | stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
_KIND_AND_RIGHTS = 0o170000 | _USUAL
"""For most logs, one comparison with `_USUAL` shows that they are plain files that may be read."""
_SUFFIX = ".jsonl"


class LogWatch:
    """The logs of ``folder``.

    ``seen`` are the states of the logs that were read, by database. ``unusable`` are the databases whose logs cannot
    be used, and what these are instead. ``copies`` knows the files that are copies of a log.
    """

    def __init__(self, folder: Path, disk: Disk, copies: Copies) -> None:
        self.seen: dict[str, LogState] = {}
        self.unusable: dict[str, str] = {}
        self._folder = folder
        self._disk = disk
        self._copies = copies
        self._feed = ChangeFeed(f"{folder}/.locks/tidings", disk)
        self._due: list[str] = []
        """The logs that may have changed, to be looked at next."""
        self._turn: list[str] = []
        """The logs whose turn comes while none is due."""
        self.seen = self.begin()

    def close(self) -> None:
        """Close the files; they are opened again when needed."""
        self._feed.close()

    def begin(self) -> dict[str, LogState]:
        """Return the state of every log; what was published so far counts as heard."""
        self._feed.skip()
        self._due, self._folder_time = [], self._time_of_folder()
        return self.states()

    def states(self) -> dict[str, LogState]:
        """Return the state of every log that can be used; one scan of the folder."""
        states: dict[str, LogState] = {}
        unusable: dict[str, str] = {}
        try:
            for file, state in self._disk.entries(self._folder):
                name = file.removesuffix(_SUFFIX)
                if name == file or not (name in self.seen or is_name(name)) or self._copies.is_copy(name):
                    continue
                is_usual = state.st_mode & _KIND_AND_RIGHTS == _USUAL and state.st_size < LARGEST
                if not is_usual and (kind := unusable_kind(state) or _if_unreadable(state)):
                    unusable[name] = kind
                else:
                    states[name] = (state.st_ino, state.st_size, state.st_mtime_ns)
        except OSError:
            return states  # what cannot be looked at is looked at next time
        self.unusable = unusable
        return states

    def candidates(self) -> set[str]:
        """Return the databases that may have changed, as far as that is found at little cost.

        These are those that programs of ours have published. A change of the folder itself makes all logs due; while
        none is due they come in turn.
        """
        published, time = self._feed.poll(), self._time_of_folder()
        if published is None or time != self._folder_time:
            self._folder_time = time
            self._due = sorted({*self.seen, *self._logs()})
        if self._due:
            some, self._due = self._due[:AT_ONCE], self._due[AT_ONCE:]
        else:
            self._turn = self._turn or sorted(self.seen)
            some, self._turn = self._turn[:IN_TURN], self._turn[IN_TURN:]
            some = [name for name in some if self.state_of(name) != self.seen.get(name)]
        return {*filter(is_name, published or ()), *some}

    def state_of(self, name: str) -> LogState | None:
        """Return the state of one log as it is now, None if it cannot be told."""
        try:
            state = self._disk.state(f"{self._folder}/{name}{_SUFFIX}")
        except OSError:
            return None
        return state.st_ino, state.st_size, state.st_mtime_ns

    def see(self, name: str, state: LogState | None) -> None:
        """Count a log as read in this state; None: as not read."""
        if state is None:
            self.seen.pop(name, None)
        else:
            self.seen[name] = state

    def publish(self, names: Iterable[str]) -> None:
        """Let other programs know at once that these databases have changed."""
        self._feed.publish(names)

    def _logs(self) -> list[str]:
        files = (name for name in self._disk.names_in(self._folder) if name.endswith(_SUFFIX))
        names = filter(is_name, (file.removesuffix(_SUFFIX) for file in files))
        return [name for name in names if not self._copies.is_copy(name)]

    def _time_of_folder(self) -> int:
        try:
            return self._folder.lstat().st_mtime_ns
        except OSError:
            return 0


def _if_unreadable(state: os.stat_result) -> str | None:
    """Return in words that a file of this state may not be read, as far as its state tells."""
    user = os.geteuid() if hasattr(os, "geteuid") else 0
    rights = stat.S_IRUSR if state.st_uid == user else stat.S_IRGRP | stat.S_IROTH
    return None if user == 0 or state.st_mode & rights else _("a file that may not be read")
