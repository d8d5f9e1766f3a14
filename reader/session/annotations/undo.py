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
from reader.annotation.edit_names import entry_line
from reader.annotation.model import tags_of
from reader.session.adding.taking_back import check_additions, follow_additions
from reader.session.library.titles import title_of
from reader.session.library.undo_index import Head
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY, Record, is_name
from reader.text.problem import Problem
from reader.text.quotation import nested
from reader.text.title import clipped
from reader.translation import _, ngettext

MOST_SKIPPED = 2
"""Skipped edits that a message names."""
TITLE_LETTERS = 40
"""The most that such a message shows of a title."""


@dataclass(frozen=True, slots=True)
class SkippedEdit:
    """An entry of the history that could not be undone, why, and what its article is called."""

    entry: Record
    why: str
    title: str = ""

    def __str__(self) -> str:
        """Return both in one line."""
        return f"{entry_line(self.entry, self.title)}: {self.why}"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The ``entry`` that was undone, newer ones that could not be, and what undoing it has changed."""

    entry: Record
    skipped: tuple[SkippedEdit, ...] = ()
    changes: tuple[Change, ...] = ()

    def with_skipped(self, done: str) -> str:
        """Return the message ``done`` with a sentence on what was skipped."""
        if not self.skipped:
            return done
        more = len(self.skipped) - MOST_SKIPPED
        named = "; ".join(map(str, self.skipped[:MOST_SKIPPED]))
        skipped = _("Skipped, because it cannot be taken back: {edits}")
        if more > 0:
            skipped = ngettext(
                "Skipped, because it cannot be taken back: {edits}; and {count} more",
                "Skipped, because it cannot be taken back: {edits}; and {count} more",
                more,
            )
        return f"{done} {skipped.format(edits=named, count=more)}"


def undo(workspace: Workspace) -> TakenBack:
    """Undo this coder's newest edit; Problem if there is none.

    An edit that cannot be undone is skipped, and tried again the next time.
    """
    return _take_back_first(workspace, workspace.undo_index.undo(workspace.coder), "undo")


def redo(workspace: Workspace) -> TakenBack:
    """Redo what was undone last; Problem if there is nothing. The entry returned is that of the undo."""
    heads = takewhile(lambda head: head.is_undo, workspace.undo_index.redo(workspace.coder))
    return _take_back_first(workspace, heads, "redo")


def _take_back_first(workspace: Workspace, heads: Iterable[Head], what: str) -> TakenBack:
    """Undo the first of ``heads`` that can be undone."""
    skipped: list[SkippedEdit] = []
    for head in heads:
        entry, _revision = workspace.store.get(head.database, "history", head.id)
        if entry is None or not entry.get("changes"):
            # The record has another id than its key, or an earlier version wrote an edit without changes.
            continue
        try:
            changes = _take_back(workspace, head.database, entry, what)
        except Overtaken as problem:
            skipped.append(SkippedEdit(entry, problem.message, _place(workspace, entry)))
            continue
        return TakenBack(entry, tuple(skipped), changes)
    title, message = _nothing(what, skipped=bool(skipped))
    message = message.format(coder=workspace.coder)
    raise Problem(title, message, _("See `scolie history`."), tuple(map(str, skipped)), status=1)


def _place(workspace: Workspace, entry: Record) -> str:
    """Return the title of the article that an entry is about, in quotation marks; empty if it is about none."""
    article = entry.get("article")
    return _("“{quote}”").format(quote=nested(clipped(title_of(workspace, article), TITLE_LETTERS))) if article else ""


def _nothing(what: str, *, skipped: bool) -> tuple[str, str]:
    """Return what is said if there is nothing to undo or redo, or only what cannot be taken back."""
    if what == "undo":
        title, none = _("There is nothing to undo."), _("{coder} has changed nothing else.")
        return title, _("{coder} has changed nothing else that can be taken back.") if skipped else none
    title, none = _("There is nothing to redo."), _("{coder} has taken nothing back.")
    return title, _("{coder} has taken nothing back that can be taken back.") if skipped else none


def _take_back(workspace: Workspace, database: str, entry: Record, what: str) -> tuple[Change, ...]:
    def lookup(database: str, table: str, id_: str) -> Record | None:
        if not is_name(database):
            raise Overtaken(
                _("That change cannot be taken back."),
                _("{name} is not the name of an article.").format(name=repr(database)),
            )
        return workspace.store.get(database, table, id_)[0]

    def make() -> list[Change]:
        changes = _without_used(workspace, inverse(entry, lookup))
        if not changes:
            raise Overtaken(
                _("That change cannot be taken back."), _("what it made is in use or has been changed since.")
            )
        _check_tags(workspace, changes)
        check_additions(workspace, changes)
        return changes

    about = " ".join(filter(None, (entry["what"], entry.get("about"))))
    made = workspace.apply(what, make, entry.get("article"), entry["id"], about, database).changes
    follow_additions(workspace, made)
    return made


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
        hint = _("Rename the present tag, then try again.")
        raise Overtaken(
            _("Another tag has that name now."),
            _("another tag is called {tag} now.").format(tag=shared[0]),
            hint,
            status=1,
        )
