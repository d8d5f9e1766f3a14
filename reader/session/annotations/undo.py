"""Take back the newest change, and make it again: each is a change like any other, and stays in the history.

A change that cannot be taken back, because of what others have done since, bars no older one: it is skipped.
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
"""Skipped changes that one message names."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An entry that could not be taken back, and why."""

    entry: Record
    why: str

    def __str__(self) -> str:
        """Say both in one line."""
        return f"{said(self.entry)}: {self.why}"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The ``entry`` that was taken back, and newer ones that could not be."""

    entry: Record
    skipped: tuple[Skipped, ...] = ()

    def told(self, done: str) -> str:
        """Return ``done`` with a word on what was skipped."""
        if not self.skipped:
            return done
        more = len(self.skipped) - MOST_SKIPPED
        named = "; ".join(map(str, self.skipped[:MOST_SKIPPED])) + (f"; and {more} more" if more > 0 else "")
        return f"{done} Skipped, because it cannot be taken back: {named}"


def said(entry: Record) -> str:
    """Return what was done in an entry of the history, and to what."""
    return " ".join(str(part) for part in (entry["what"], entry.get("about") or entry.get("article")) if part)


def undo(workspace: Workspace) -> TakenBack:
    """Take back this coder's newest change; Problem if there is none.

    A change that cannot be taken back is skipped, and tried again at the next undo: it may be possible by then.
    """
    return _take_back_first(workspace, workspace.undo_index.undo(workspace.coder), "undo", "changed nothing else")


def redo(workspace: Workspace) -> TakenBack:
    """Make again what was undone last; Problem if there is none. The entry is that of the undoing."""
    heads = takewhile(lambda head: head.is_undo, workspace.undo_index.redo(workspace.coder))
    return _take_back_first(workspace, heads, "redo", "taken nothing back")


def _take_back_first(workspace: Workspace, heads: Iterable[Head], what: str, nothing: str) -> TakenBack:
    """Take back the first of ``heads`` that can be."""
    skipped: list[Skipped] = []
    for head in heads:
        entry, _ = workspace.store.get(head.database, "history", head.id)
        if entry is None or not entry.get("changes"):
            # Its id is another than the one it is kept under, or an earlier version wrote down an edit of nothing.
            continue
        try:
            _take_back(workspace, head.database, entry, what)
        except Overtaken as problem:
            skipped.append(Skipped(entry, problem.message))
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
            raise Overtaken("That change cannot be taken back.", f"{database!r} is no name of an article.")
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
    """Leave out that a tag is unmade which other annotations have got since: they would lose its name."""
    unmade = frozenset(change.id for change in changes if change.table == "tags" and change.after is None)
    if not unmade:
        return list(changes)
    # Others may have given it a moment ago.
    if workspace.undo_index.watched:
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
    """Overtaken if taking an edit back would make two tags one that were made by different hands since."""
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
        raise Overtaken(
            "Another tag has that name by now.", f"another tag is called {shared[0]} by now.", hint, status=1
        )
