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
from typing import NamedTuple

from reader.config.file import replace_text
from reader.config.path import state_folder
from reader.layout.made import MadeRows
from reader.layout.table import ListRow
from reader.session.frame import stamp
from reader.session.root import own_name
from reader.session.workspace import Workspace
from reader.store.port import LIBRARY

_VERSION = 1


class LastList(NamedTuple):
    """The rows by how they were sorted, and which columns after the first held anything."""

    sort: str
    used: frozenset[int]
    rows: Sequence[ListRow]


def recall(workspace: Workspace) -> LastList | None:
    """Return the list as it was, after which the shelf knows the files; None if they may be others by now."""
    try:
        head, *lines = _file(workspace).read_text(encoding="utf-8").split("\n")
        said = json.loads(head)
        if said["version"] != _VERSION or said["library"] != _state(workspace):
            return None
        paths = dict(said["paths"])
        if len(paths) != len(lines) or not workspace.shelf.recall(paths, dict(said["folders"])):
            return None
        ids = list(paths)

        def row(at: int) -> ListRow:
            return ListRow(ids[at], tuple(map(str, json.loads(lines[at]))))

        return LastList(str(said["sort"]), frozenset(said["used"]), MadeRows(len(ids), row))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # derived: made anew


def keep_list(workspace: Workspace, last: LastList) -> None:
    """Keep the list for the next start, if its rows are those of the articles that there are now."""
    state = _state(workspace)  # before what it tells of is looked at: what comes in meanwhile makes it old
    workspace.store.refresh(LIBRARY)
    there = {article.id: article.path for article in workspace.articles()}
    paths = {row.id: there[row.id] for row in last.rows if row.id in there}
    if len(paths) != len(there) or len(last.rows) != len(there):
        return
    head = {
        "version": _VERSION, "sort": last.sort, "used": sorted(last.used), "library": state,
        "folders": workspace.shelf.folders, "paths": paths,
    }  # fmt: skip
    text = "\n".join([json.dumps(head), *(json.dumps(row.cells) for row in last.rows)])
    with contextlib.suppress(OSError):  # derived: a folder that cannot be written costs time, nothing else
        replace_text(_file(workspace), text)


def _file(workspace: Workspace) -> Path:
    return state_folder() / "lists" / f"{own_name(workspace.root)}.jsonl"


def _state(workspace: Workspace) -> str:
    return stamp(str(workspace.root / "annotations" / f"{LIBRARY}.jsonl"))
