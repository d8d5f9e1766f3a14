"""Additions that a program did not get to the end of, because it was killed.

What is to be written is noted on this machine first, and the note is removed with the record of the addition. The files
that are there of a note without a program become the step that they were meant to be, which can be undone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from reader.annotation.edit import Change
from reader.config.path import state_file
from reader.files.atomic import write_atomically
from reader.files.plain import read_plain
from reader.session.adding.addition import TABLE, Addition
from reader.session.adding.files import LibraryFiles
from reader.session.cache.derived_file import UNUSABLE
from reader.session.cache.one_at_a_time import PrivateDisk
from reader.session.cache.own_name import own_name
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY
from reader.store.lock import Lock
from reader.translation import ngettext, number

_LARGEST = 256 * 1024 * 1024
_BUSY = 0.01
"""Seconds to wait for a program that has a note: as long as it runs, it keeps it."""


@dataclass(frozen=True, slots=True)
class NotedAddition:
    """What is to be added: the record, what the files cannot say themselves (by path), and what the history says of it.

    ``process`` is the number of the program that writes the files.
    """

    addition: Addition
    metadata: Mapping[str, Mapping[str, str]]
    about: str
    process: int

    def to_json(self) -> bytes:
        """Return the note as it is written."""
        more = {"metadata": {path: dict(fields) for path, fields in self.metadata.items()}, "about": self.about}
        return json.dumps({**more, "addition": self.addition.to_record(), "process": self.process}).encode()

    @classmethod
    def from_json(cls, data: bytes) -> NotedAddition:
        """Return what was written; ValueError or a like error if it is not valid."""
        row = json.loads(data)
        addition = Addition.from_record(row["addition"])
        return cls(addition, row["metadata"], str(row["about"]), int(row["process"]))

    def record(self, workspace: Workspace) -> None:
        """Make a step of the files, which are written; Problem if it cannot be saved."""
        addition, paths = self.addition, {file.path for file in self.addition.files}
        articles = [article for article in workspace.articles() if article.path in paths & self.metadata.keys()]

        def make() -> list[Change]:
            made = [Change(LIBRARY, TABLE, addition.id, None, addition.to_record())]
            for article in articles:
                before, _revision = workspace.store.get(LIBRARY, "articles", article.id)
                after = {**(before or {"id": article.id}), **self.metadata[article.path]}
                made.append(Change(LIBRARY, "articles", article.id, before, after))
            return made

        workspace.apply("add articles", make, about=self.about)


@contextmanager
def noted(workspace: Workspace, note: NotedAddition) -> Iterator[None]:
    """Keep a note of what is written meanwhile. A machine that takes no note does not keep anybody from adding."""
    path = _folder(workspace) / f"{note.addition.id}.json"
    with suppress(OSError):
        write_atomically(path, note.to_json(), private=True)
    with _held(path):
        try:
            yield
        finally:
            _remove(path)


def interrupted(workspace: Workspace) -> list[Path]:
    """Return the notes that programs left which were killed, by their names."""
    left = []
    for path in _notes(workspace):
        with _held(path) as is_left:
            if is_left:
                left.append(path)
    return left


def finish_interrupted(workspace: Workspace) -> int:
    """Make a step of each addition that was interrupted, and return how many files these have.

    Unfinished drafts are removed. Problem if the step cannot be saved.
    """
    count = 0
    for path in _notes(workspace):
        with _held(path) as is_left:
            if is_left:
                count += _finish(workspace, path)
                _remove(path)
    return count


def added_before(count: int) -> str:
    """Return what to say of so many files of additions that are steps now."""
    return ngettext(
        "Adding ended early: {count} file was added, which undo takes back. Add the rest again.",
        "Adding ended early: {count} files were added, which undo takes back. Add the rest again.",
        count,
    ).format(count=number(count))


def _finish(workspace: Workspace, path: Path) -> int:
    try:
        note = NotedAddition.from_json(read_plain(path, _LARGEST, own=True))
    except (OSError, *UNUSABLE):
        return 0
    files, addition = LibraryFiles(workspace), note.addition
    for file in addition.files:
        files.drop_drafts(file.path, note.process)
    there = tuple(file for file in addition.files if files.digest(file.path) == file.sha256)
    is_recorded = addition.id in workspace.store.records(LIBRARY, TABLE)
    if not there or is_recorded:
        return 0
    replace(note, addition=replace(addition, files=there)).record(workspace)
    return len(there)


def _folder(workspace: Workspace) -> Path:
    return Path(state_file("adding", own_name(workspace.root)))


def _notes(workspace: Workspace) -> list[Path]:
    return sorted(_folder(workspace).glob("*.json"))


@contextmanager
def _held(note: Path) -> Iterator[bool]:
    """Hold the lock of a note meanwhile; yield whether it was free, as it is once the program that made it has ended."""
    lock = Lock(f"{note}.lock", PrivateDisk())
    is_free = False
    with suppress(OSError):
        is_free = lock.acquire(_BUSY)
    try:
        yield is_free
    finally:
        if is_free:
            lock.release()
        lock.close()


def _remove(note: Path) -> None:
    with suppress(OSError):
        note.unlink(missing_ok=True)
        note.with_name(f"{note.name}.lock").unlink(missing_ok=True)
