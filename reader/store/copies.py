"""Which files are copies of a database's files, made by a synchroniser, a file manager or an editor.

A copy is not a database of its own. Its name has a mark, such as ``a (1).jsonl`` or ``a.sync-conflict-20240101-….jsonl``; but
a database may have such a name, too. So it counts as a copy only if there is a database of the name without the mark, and
if its records belong to that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from reader.store import checkpoint
from reader.store.disk import Disk
from reader.store.interface import LIBRARY, is_name
from reader.store.log_line import LogLine
from reader.store.migration import upgrade
from reader.store.tables import META
from reader.store.tail_copy import TailCopy

LOG, CHECKPOINT = ".jsonl", ".json"

_WITHOUT_MARK = re.compile(rf"{LIBRARY}|[a-z0-9][a-z0-9-]*")
"""The name of an article's database, and of the library's own."""
_MARK_AFTER = re.compile(
    r"""(.+?)(?:
        \.sync-conflict-.*                         # Syncthing
        | [ ]?\([^()]*\)                           # Dropbox, Nextcloud, Google Drive, Windows, browsers
        | [ ]\d+                                   # macOS
        | (?:[ ]-)?[ ](?:copy|copie)(?:[ ]\d+)?    # Windows, macOS, GNOME
        | _conflict-.*                             # ownCloud
        | -(?-i:[A-Z])[\w-]*                       # OneDrive: the name of the computer
        | ~\d.*                                    # versions kept by Syncthing
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_MARK_BEFORE = re.compile(r"(?:copy of|copie de) (.+)", re.IGNORECASE)
_OF_EDITOR = re.compile(r"#(.+)#|\.(.+)\.sw[a-p]|(.+?)(?:\.~\d+)?~|(.+)\.(?:bak|orig|old|save)")


class Copy(NamedTuple):
    """A file that is a copy of one of the files of ``database``. ``kind`` is `LOG`, `CHECKPOINT` or empty."""

    file: str
    database: str
    kind: str


class Copies:
    """The copies among the files of a store's ``folder``."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder = folder
        self._disk = disk
        self._judged: dict[str, tuple[object, bool]] = {}
        """By file: its state, and whether its records belonged to the other database when it was in that state."""

    def is_copy(self, name: str) -> bool:
        """Whether the files of the database ``name`` are copies of another's."""
        return self.original_of(name) is not None

    def original_of(self, name: str) -> str | None:
        """Return the database whose files those of ``name`` are copies of, or None."""
        files = (name + LOG, name + CHECKPOINT)
        for original in self._originals(name):
            there = [file for file in files if self._disk.exists(self._folder / file)]
            if there and all(self._belongs(file, name, original) for file in there):
                return original
        return None

    def among(self, files: Iterable[str]) -> Iterator[Copy]:
        """Yield the copies among the files of the folder."""
        for file in sorted(files):
            name, kind = _parts(file)
            if kind:
                if original := self.original_of(name):
                    yield Copy(file, original, kind)
            elif match := _OF_EDITOR.fullmatch(file):
                name, kind = _parts(next(filter(None, match.groups())))
                if kind and self._exists(name) and self._belongs(file, file, name):
                    yield Copy(file, name, "" if match[2] else kind)

    def lines(self, copy: Copy) -> list[tuple[bytes, LogLine]]:
        """Return the whole lines that a copy has, a checkpoint's records as lines of the oldest time. OSError if unreadable."""
        data = self._disk.bytes_of(self._folder / copy.file) if copy.kind else b""
        if copy.kind == LOG:
            return TailCopy.lines(data)
        if not checkpoint.is_whole(data) or checkpoint.owner(data) not in (None, copy.database):
            return []
        content = checkpoint.decode(data)
        lines = [LogLine((change,), 0, "") for change in content.changes]
        lines += [LogLine((change,), time, writer) for change, time, writer in content.rivals]
        return [(b"", line) for line in lines]

    def _originals(self, name: str) -> Iterator[str]:
        """Yield the databases that ``name`` is the marked name of: one mark may follow another."""
        while not _WITHOUT_MARK.fullmatch(name):
            match = _MARK_AFTER.fullmatch(name) or _MARK_BEFORE.fullmatch(name)
            if match is None:
                return
            name = match[1]
            if self._exists(name):
                yield name

    def _exists(self, name: str) -> bool:
        return is_name(name) and any(self._disk.exists(self._folder / (name + kind)) for kind in (LOG, CHECKPOINT))

    def _belongs(self, file: str, name: str, original: str) -> bool:
        """Whether the records of a file named after ``name`` are those of the database ``original``, or there are none."""
        try:
            state = self._disk.state(self._folder / file)
            key = (original, state.st_ino, state.st_size, state.st_mtime_ns)
            if self._judged.get(file, (None, False))[0] != key:
                self._judged[file] = (key, self._has_records_of(file, name, original))
        except OSError:
            return False
        return self._judged[file][1]

    def _has_records_of(self, file: str, name: str, original: str) -> bool:
        articles, ids = self._records_of(file)
        if name in articles:
            return False
        if original in articles or not ids:
            return True
        files = [file for file in (original + LOG, original + CHECKPOINT) if self._disk.exists(self._folder / file)]
        return any(ids & self._records_of(file)[1] for file in files)

    def _records_of(self, file: str) -> tuple[set[object], set[tuple[str, str]]]:
        """Return the articles that the records of a file name, and their tables and ids."""
        kind = CHECKPOINT if CHECKPOINT in file and LOG not in file else LOG
        try:
            lines = self.lines(Copy(file, "", kind)) if kind == LOG else self._records_of_checkpoint(file)
        except ValueError:
            lines = []
        changes = [change for _, line in lines for change in upgrade(line).changes if change.table != META]
        articles = {str(change.record["article"]) for change in changes if change.record and "article" in change.record}
        return {*articles}, {(change.table, change.id) for change in changes}

    def _records_of_checkpoint(self, file: str) -> list[tuple[bytes, LogLine]]:
        content = checkpoint.decode(self._disk.bytes_of(self._folder / file))
        return [(b"", LogLine(tuple(content.changes), 0, ""))]


def _parts(file: str) -> tuple[str, str]:
    """Return the name of the database and the kind of a file; the kind is empty if it has another suffix."""
    kind = next((kind for kind in (LOG, CHECKPOINT) if file.endswith(kind) and not file.startswith(".")), "")
    return file.removesuffix(kind), kind
