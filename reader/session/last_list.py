"""The list as it was when it was last left: what the next start begins with, before ten thousand files are looked at.

What it says of an article may be old by then; whoever shows it looks again beside the keyboard and corrects it in place.
Which file an id stands for is not: all of it holds only while no file has come or gone and nothing was noted of any.
It is derived and may be deleted at any moment.

    {"version": 1, "sort": …, "library": state of the library's log, "folders": {path: time}, "paths": {id: path}}
    ["cell", "cell", …]      a line an article, in the order of the paths
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from reader.config.file import replace_text
from reader.config.path import state_folder
from reader.layout.made import MadeRows
from reader.layout.table import ListRow
from reader.session.root import own_name
from reader.session.snapshot import stamp
from reader.session.workspace import Workspace
from reader.store.port import LIBRARY

_VERSION = 1


class LastList(NamedTuple):
    """The rows by how they were sorted, and which columns after the first held anything.

    ``library`` is the `state_of_library` before the articles were looked at.
    """

    sort: str
    used: frozenset[int]
    rows: Sequence[ListRow]
    library: str


def recall(workspace: Workspace) -> LastList | None:
    """Return the list as it was, after which the shelf knows the files; None if they may be others by now."""
    try:
        head, *lines = _file(workspace).read_text(encoding="utf-8").split("\n")
        said = json.loads(head)
        if said["version"] != _VERSION or said["library"] != state_of_library(workspace):
            return None
        paths = dict(said["paths"])
        if len(paths) != len(lines) or not workspace.shelf.recall(paths, dict(said["folders"])):
            return None
        ids = list(paths)

        def row(at: int) -> ListRow:
            return ListRow(ids[at], tuple(map(str, json.loads(lines[at]))))

        return LastList(str(said["sort"]), frozenset(said["used"]), MadeRows(len(ids), row), said["library"])
    except (OSError, ValueError, KeyError, TypeError):
        return None  # derived: made anew


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
            folders, paths = self._workspace.shelf.listing
            if last.library != state_of_library(self._workspace) or len(last.rows) != len(paths):
                return False
            now = (last, folders, paths)
            if now != self._kept:
                if any(row.id not in paths for row in last.rows):
                    return False
                self._write(last, folders, paths)
                self._kept = now
            return True

    def _write(self, last: LastList, folders: dict[str, int], paths: dict[str, str]) -> None:
        head = {
            "version": _VERSION, "sort": last.sort, "used": sorted(last.used), "library": last.library,
            "folders": folders, "paths": {row.id: paths[row.id] for row in last.rows},
        }  # fmt: skip
        text = "\n".join([json.dumps(head), *map(self._line, last.rows)])
        path = _file(self._workspace)
        with contextlib.suppress(OSError, ValueError):
            if path.read_text(encoding="utf-8") == text:
                return
        with contextlib.suppress(OSError):  # derived: a folder that cannot be written costs time, nothing else
            replace_text(path, text)

    def _line(self, row: ListRow) -> str:
        kept = self._lines.get(row.id)
        if kept is None or kept[0] is not row:
            kept = self._lines[row.id] = (row, json.dumps(row.cells))
        return kept[1]


def _file(workspace: Workspace) -> Path:
    return state_folder() / "lists" / f"{own_name(workspace.root)}.jsonl"


def state_of_library(workspace: Workspace) -> str:
    """Return what tells one state of what the library says of its articles from another."""
    return stamp(str(workspace.root / "annotations" / f"{LIBRARY}.jsonl"))
