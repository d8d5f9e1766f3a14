"""The list as it was last left. The next start shows it before it looks at ten thousand files.

What a row says may be outdated; the screen corrects it in place once it has looked again. Which file an id stands for
must not be outdated, so the list is dropped when a file has come or gone, or something was noted of one.

It is a derived file (`session.cache`), made from the library's log and the folders of the articles, with a line of JSON
for each row. Only the lines in view are parsed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

from reader.config.path import state_file
from reader.files.state import FileState
from reader.ingest.content import READERS
from reader.layout.lazy_rows import MadeRows
from reader.layout.table import ListRow
from reader.library.listing import FIELDS
from reader.session.cache.derived_file import Derived, DerivedFile, parsed
from reader.session.cache.own_name import LIBRARIES, own_name
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY

_FORM = f"7 {READERS}"


MOST_CELLS = 1000
"""No column is wider; a cache that says so is damaged."""


class LastList(NamedTuple):
    """The rows in the order ``sort``. ``widths`` are the cells that the columns after the first need.

    ``library`` is the `state_of_library` from before the articles were looked at. ``folded`` are the ids of versions that
    have no row of their own.
    """

    sort: str
    widths: tuple[int, ...]
    rows: Sequence[ListRow]
    library: FileState | None
    folded: tuple[str, ...] = ()


def recall(workspace: Workspace) -> LastList | None:
    """Return the list as it was, and tell the catalogue its files; None if files may have come or gone since."""

    def understand(derived: Derived) -> LastList | None:
        if not derived.is_current():
            return None
        payload = derived.payload
        sort, widths, ids, paths = payload["sort"], tuple(payload["widths"]), list(payload["paths"]), payload["paths"]
        lines = derived.body.decode().split("\n") if ids else []
        are_names = all(isinstance(name, str) for name in (sort, *paths.values()))
        if not are_names or not all(type(cells) is int and 0 <= cells < MOST_CELLS for cells in widths):
            raise TypeError("not a list of articles")
        if len(ids) < len(lines) or len(widths) != len(FIELDS) - 1:
            raise ValueError("rows or columns are missing")
        log = _log(workspace)
        folders = {path: state for path, state in derived.files.items() if path != log}
        if not workspace.catalogue.recall(paths, folders):
            return None

        def row(at: int) -> ListRow:
            # An invalid row shows the path until the list is corrected, which is soon.
            return ListRow(ids[at], parsed(lines[at], _cells) or (paths[ids[at]], *[""] * (len(FIELDS) - 1)))

        shown = len(lines)
        return LastList(sort, widths, MadeRows(shown, row), derived.files[log], tuple(ids[shown:]))

    return _file(workspace).load(understand)


def _cells(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or len(value) != len(FIELDS) or not all(isinstance(cell, str) for cell in value):
        return None
    return tuple(value)


class ListSaver:
    """Saves the list of a library for the next start, if it has changed. Any thread may ask."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._saved: object = None
        """What was saved last in this sitting."""
        self._lines: dict[str, tuple[ListRow, str]] = {}
        self._lock = Lock()

    def save(self, last: LastList) -> bool:
        """Save a list if its rows are those of the articles as last listed; return whether it is saved now."""
        with self._lock:
            # What changes from here on makes the saved states old, so the list will not be used.
            folders, paths = self._workspace.catalogue.listing
            if last.library != state_of_library(self._workspace) or len(last.rows) + len(last.folded) != len(paths):
                return False
            saved = (last, folders, paths)
            if saved != self._saved:
                if any(id_ not in paths for id_ in (*(row.id for row in last.rows), *last.folded)):
                    return False
                self._write(last, folders, paths)
                self._saved = saved
            return True

    def _write(self, last: LastList, folders: dict[str, FileState], paths: dict[str, str]) -> None:
        ids = [*(row.id for row in last.rows), *last.folded]
        payload = {"sort": last.sort, "widths": [*last.widths], "paths": {id_: paths[id_] for id_ in ids}}
        body = "\n".join(map(self._line, last.rows)).encode()
        files = {_log(self._workspace): last.library, **folders}
        file = _file(self._workspace)
        if file.load(lambda derived: derived) != Derived(payload, files, body):
            file.save(payload, files=files, body=body)

    def _line(self, row: ListRow) -> str:
        last = self._lines.get(row.id)
        if last is None or last[0] is not row:
            last = self._lines[row.id] = (row, json.dumps(row.cells))
        return last[1]


def _file(workspace: Workspace) -> DerivedFile:
    return DerivedFile(state_file("lists", own_name(workspace.root)), _FORM, most_files=LIBRARIES)


def _log(workspace: Workspace) -> str:
    return str(workspace.root / "annotations" / f"{LIBRARY}.jsonl")


def state_of_library(workspace: Workspace) -> FileState | None:
    """Return the state of the records that the library keeps about its articles."""
    return FileState.of(_log(workspace))
