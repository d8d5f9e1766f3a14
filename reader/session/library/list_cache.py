"""The list as it was when it was last left: what the next start begins with, before ten thousand files are looked at.

What it says of an article may be old by then; whoever shows it looks again beside the keyboard and corrects it in place.
Which file an id stands for is not: all of it holds only while no file has come or gone and nothing was noted of any.

It is a derived file (`session.cache`): made from the library's log and the folders of the articles, with a line of JSON a row,
of which only those are understood that are in view.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

from reader.config.path import state_file
from reader.files.state import FileState
from reader.layout.lazy_rows import MadeRows
from reader.layout.table import ListRow
from reader.library.listing import WIDTHS
from reader.session.cache.derived_file import Derived, DerivedFile, parsed
from reader.session.cache.own_name import LIBRARIES, own_name
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY

_FORM = 2
_COLUMNS = 1 + len(WIDTHS)


class LastList(NamedTuple):
    """The rows by how they were sorted, and which columns after the first held anything.

    ``library`` is the `state_of_library` before the articles were looked at.
    """

    sort: str
    used: frozenset[int]
    rows: Sequence[ListRow]
    library: FileState | None


def recall(workspace: Workspace) -> LastList | None:
    """Return the list as it was, after which the catalogue knows the files; None if they may be others by now."""

    def understand(derived: Derived) -> LastList | None:
        if not derived.is_current():
            return None
        said = derived.payload
        sort, used, ids, paths = said["sort"], frozenset(said["used"]), list(said["paths"]), said["paths"]
        lines = derived.body.decode().split("\n") if ids else []
        if not all(isinstance(name, str) for name in (sort, *paths.values())) or not used <= set(range(len(WIDTHS))):
            raise TypeError("not a list of articles")
        if len(ids) != len(lines):
            raise ValueError("rows are missing")
        log = _log(workspace)
        folders = {path: state for path, state in derived.files.items() if path != log}
        if not workspace.catalogue.recall(paths, folders):
            return None

        def row(at: int) -> ListRow:
            # A row that makes no sense shows the path until the list is looked at again, which is soon.
            return ListRow(ids[at], parsed(lines[at], _cells) or (paths[ids[at]], *[""] * len(WIDTHS)))

        return LastList(sort, used, MadeRows(len(ids), row), derived.files[log])

    return _file(workspace).load(understand)


def _cells(value: object) -> tuple[str, ...] | None:
    fine = isinstance(value, list) and len(value) == _COLUMNS and all(isinstance(cell, str) for cell in value)
    return tuple(value) if fine else None  # type: ignore[arg-type]


class KeptList:
    """Keeps the list of one library for the next start, in whichever thread, and writes nothing where nothing is new."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._kept: object = None
        """All that was kept last in this sitting."""
        self._lines: dict[str, tuple[ListRow, str]] = {}
        self._turn = Lock()

    def keep(self, last: LastList) -> bool:
        """Keep a list if its rows are those of the articles as they were last listed; return whether it is kept now."""
        with self._turn:
            # What changes from here on makes the times and the state that are kept old, and the list is not taken for whole.
            folders, paths = self._workspace.catalogue.listing
            if last.library != state_of_library(self._workspace) or len(last.rows) != len(paths):
                return False
            now = (last, folders, paths)
            if now != self._kept:
                if any(row.id not in paths for row in last.rows):
                    return False
                self._write(last, folders, paths)
                self._kept = now
            return True

    def _write(self, last: LastList, folders: dict[str, FileState], paths: dict[str, str]) -> None:
        payload = {"sort": last.sort, "used": sorted(last.used), "paths": {row.id: paths[row.id] for row in last.rows}}
        body = "\n".join(map(self._line, last.rows)).encode()
        files = {_log(self._workspace): last.library, **folders}
        file = _file(self._workspace)
        if file.load(lambda derived: derived) != Derived(payload, files, body):
            file.save(payload, files=files, body=body)

    def _line(self, row: ListRow) -> str:
        kept = self._lines.get(row.id)
        if kept is None or kept[0] is not row:
            kept = self._lines[row.id] = (row, json.dumps(row.cells))
        return kept[1]


def _file(workspace: Workspace) -> DerivedFile:
    return DerivedFile(state_file("lists", own_name(workspace.root)), _FORM, kept=LIBRARIES)


def _log(workspace: Workspace) -> str:
    return str(workspace.root / "annotations" / f"{LIBRARY}.jsonl")


def state_of_library(workspace: Workspace) -> FileState | None:
    """Return what tells one state of what the library says of its articles from another."""
    return FileState.of(_log(workspace))
