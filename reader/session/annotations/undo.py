"""Undo and redo the newest edit. Both are edits themselves and stay in the history.

An edit that cannot be undone, because of what others have done since, is skipped, and an older one is undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from reader.annotation.codebook import Codebook, Tag
from reader.annotation.codebook_edits import collisions
from reader.annotation.edit import Change, Overtaken, inverse
from reader.annotation.model import tags_of
from reader.session.library.undo_index import Head
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY, Record, is_name
from reader.text.problem import Problem

MOST_SKIPPED = 2
"""Skipped edits that a message names."""


@dataclass(frozen=True, slots=True)
class SkippedEdit:
    """An entry of the history that could not be undone, and why."""

    entry: Record
    why: str

    def __str__(self) -> str:
        """Return both in one line."""
        return f"{entry_line(self.entry)}: {self.why}"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The ``entry`` that was undone, and newer ones that could not be."""

    entry: Record
    skipped: tuple[SkippedEdit, ...] = ()

    def with_skipped(self, done: str) -> str:
        """Return the message ``done`` with a sentence on what was skipped."""
        if not self.skipped:
            return done
        more = len(self.skipped) - MOST_SKIPPED
        named = "; ".join(map(str, self.skipped[:MOST_SKIPPED])) + (f"; and {more} more" if more > 0 else "")
        return f"{done} Skipped, because it cannot be taken back: {named}"


def entry_line(entry: Record) -> str:
    """Return in one line what an entry of the history did, and to what."""
    return " ".join(str(part) for part in (entry["what"], entry.get("about") or entry.get("article")) if part)


def undo(workspace: Workspace) -> TakenBack:
    """Undo this coder's newest edit; Problem if there is none.

    An edit that cannot be undone is skipped, and tried again the next time.
    """
    return _take_back_first(workspace, workspace.undo_index.undo(workspace.coder), "undo", "changed nothing else")


def redo(workspace: Workspace) -> TakenBack:
    """Redo what was undone last; Problem if there is nothing. The entry returned is that of the undo."""
    heads = takewhile(lambda head: head.is_undo, workspace.undo_index.redo(workspace.coder))
    return _take_back_first(workspace, heads, "redo", "taken nothing back")


def _take_back_first(workspace: Workspace, heads: Iterable[Head], what: str, nothing: str) -> TakenBack:
    """Undo the first of ``heads`` that can be undone."""
    skipped: list[SkippedEdit] = []
    for head in heads:
        entry, _ = workspace.store.get(head.database, "history", head.id)
        if entry is None or not entry.get("changes"):
            # The record has another id than its key, or an earlier version wrote an edit without changes.
            continue
        try:
            _take_back(workspace, head.database, entry, what)
        except Overtaken as problem:
            skipped.append(SkippedEdit(entry, problem.message))
            continue
        return TakenBack(entry, tuple(skipped))
    raise Problem(
        f"There is nothing to {what}.",
        f"{workspace.coder} has {nothing}" + (" that can be taken back." if skipped else "."),
        "See `scolie history`.",
        tuple(map(str, skipped)),
        status=1,
    )


def _take_back(workspace: Workspace, database: str, entry: Record, what: str) -> None:
    def lookup(database: str, table: str, id_: str) -> Record | None:
        if not is_name(database):
            raise Overtaken("That change cannot be taken back.", f"{database!r} is not the name of an article.")
        return workspace.store.get(database, table, id_)[0]

    def make() -> list[Change]:
        changes = _without_used(workspace, inverse(entry, lookup))
        if not changes:
            raise Overtaken("That change cannot be taken back.", "what it made is in use or has been changed since.")
        _check_tags(workspace, changes)
        return changes

    about = " ".join(filter(None, (entry["what"], entry.get("about"))))
    workspace.apply(what, make, entry.get("article"), entry["id"], about, database)


def _without_used(workspace: Workspace, changes: Sequence[Change]) -> list[Change]:
    """Leave out the deletion of tags that other annotations have got since: they would lose the tag's name."""
    deleted = frozenset(change.id for change in changes if change.table == "tags" and change.after is None)
    if not deleted:
        return list(changes)
    # Another program may have given the tag a moment ago.
    if workspace.undo_index.watched:
        workspace.store.glance()
    else:
        workspace.store.refresh()
    own = {(change.database, change.id) for change in changes if change.table == "annotations"}
    used: set[str] = set()
    for name in workspace.summaries.using(deleted):
        records = workspace.store.records(name, "annotations").items()
        others = (record for id_, record in records if (name, id_) not in own)
        used.update(tag for record in others for tag in tags_of(record))
    return [change for change in changes if change.id not in deleted & used or change.table != "tags"]


def _check_tags(workspace: Workspace, changes: Sequence[Change]) -> None:
    """Raise Overtaken if undoing an edit would give two different tags one name."""
    tags = [change for change in changes if (change.database, change.table) == (LIBRARY, "tags")]
    if not tags:
        return
    before = workspace.codebook
    deleted = {change.id for change in tags if change.after is None}
    restored = [Tag.from_record(change.after) for change in tags if change.after is not None]
    after = Codebook(tag for tag in before.with_tags(restored).every.values() if tag.id not in deleted)
    shared = collisions(before, after, {change.id for change in tags})
    if shared:
        hint = "Rename the present tag, then try again."
        raise Overtaken("Another tag has that name now.", f"another tag is called {shared[0]} now.", hint, status=1)
