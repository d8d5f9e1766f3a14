"""Take back the newest change, and make it again: each is a change like any other, and stays in the history."""

from __future__ import annotations

from collections.abc import Sequence

from reader.annotation.codebook import Codebook, Tag
from reader.annotation.edit import Change, inverse
from reader.annotation.model import tags_of
from reader.annotation.recoding import collisions
from reader.session.heads import Head
from reader.session.workspace import Workspace
from reader.store.port import LIBRARY, Record
from reader.text.problem import Problem


def undo(workspace: Workspace) -> Record:
    """Take back this coder's newest change and return its entry; Problem if there is none."""
    head = workspace.heads.undo(workspace.coder)
    if head is None:
        raise Problem(
            "There is nothing to undo.",
            f"{workspace.coder} has changed nothing else.",
            "See `scolie history`.",
            status=1,
        )
    return _take_back(workspace, head, "undo")


def redo(workspace: Workspace) -> Record:
    """Make again what was undone last and return the entry of the undoing; Problem if there is none."""
    head = workspace.heads.redo(workspace.coder)
    if head is None or not head.is_undo:
        raise Problem(
            "There is nothing to redo.", f"{workspace.coder} has taken nothing back.", "See `scolie history`.", status=1
        )
    return _take_back(workspace, head, "redo")


def _take_back(workspace: Workspace, head: Head, what: str) -> Record:
    entry, _ = workspace.store.get(head.database, "history", head.id)
    if entry is None:
        raise LookupError(
            f"{head.database}: {head.id}"
        )  # it was there when it was summed up, and nothing is ever taken out

    def lookup(database: str, table: str, id_: str) -> Record | None:
        return workspace.store.get(database, table, id_)[0]

    def make() -> list[Change]:
        changes = _without_used(workspace, inverse(entry, lookup))
        _check_tags(workspace, changes)
        return changes

    about = " ".join(filter(None, (entry["what"], entry.get("about"))))
    workspace.apply(what, make, entry.get("article"), entry["id"], about, head.database)
    return entry


def _without_used(workspace: Workspace, changes: Sequence[Change]) -> list[Change]:
    """Leave out that a tag is unmade which other annotations have got since: they would lose its name."""
    unmade = frozenset(change.id for change in changes if change.table == "tags" and change.after is None)
    if not unmade:
        return list(changes)
    # Others may have given it a moment ago.
    if workspace.heads.watched:
        workspace.store.glance()
    else:
        workspace.store.refresh()
    own = {(change.database, change.id) for change in changes if change.table == "annotations"}
    used: set[str] = set()
    for name in workspace.summaries.using(unmade):
        there = workspace.store.records(name, "annotations").items()
        others = (record for one, record in there if (name, one) not in own)
        used.update(id_ for record in others for id_ in tags_of(record))
    return [change for change in changes if change.id not in unmade & used or change.table != "tags"]


def _check_tags(workspace: Workspace, changes: Sequence[Change]) -> None:
    """Problem if taking an edit back would make two tags one that were made by different hands since."""
    tags = [change for change in changes if (change.database, change.table) == (LIBRARY, "tags")]
    if not tags:
        return
    before = workspace.codebook
    gone = {change.id for change in tags if change.after is None}
    back = [Tag.from_record(change.after) for change in tags if change.after is not None]
    after = Codebook(tag for tag in before.with_tags(back).every.values() if tag.id not in gone)
    shared = collisions(before, after, {change.id for change in tags})
    if shared:
        hint = "Rename the tag of today, then try again."
        raise Problem("Another tag has that name by now.", shared[0], hint, status=1)
