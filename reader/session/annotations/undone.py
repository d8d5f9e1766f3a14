"""What an undo or a redo was about: which edit, of which annotation, in which article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reader.annotation.codebook import Tag
from reader.annotation.codec import Record
from reader.annotation.model import Annotation
from reader.session.annotations.article_annotations import TABLE
from reader.session.annotations.undo import TakenBack
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY
from reader.text.span import Span

TAGS = "tags"
"""The table of the codebook."""


@dataclass(frozen=True, slots=True)
class Undone:
    """``what`` the edit was called when it was made, and ``about`` what; ``annotation`` is the first that it changed.

    ``article`` is empty if it changed annotations of several. ``gone`` has the tags that were taken away with it.
    """

    what: str
    about: str = ""
    article: str = ""
    annotation: Annotation | None = None
    gone: tuple[Tag, ...] = ()

    @property
    def span(self) -> Span | None:
        """Where the annotation is, or was."""
        return self.annotation.spans[0] if self.annotation and self.annotation.spans else None


def change_of(workspace: Workspace, done: TakenBack) -> Undone:
    """Return what was undone or redone. A redo is of the edit that the undo had undone."""
    entry = done.entry
    passed = {entry["id"]}
    original = _original(workspace, entry)
    while original and original["id"] not in passed:  # undone and redone any number of times
        entry = original
        passed.add(entry["id"])
        original = _original(workspace, entry)
    annotations = list(_annotations(done))
    annotation = annotations[0] if annotations else None
    article = annotation.article if annotation else str(entry.get("article") or "")
    if len({each.article for each in annotations}) > 1:
        article = ""  # it has no one place
    gone = (each.before for each in done.changes if each.table == TAGS and each.before and not each.after)
    tags = tuple(map(Tag.from_record, gone))
    return Undone(str(entry["what"]), str(entry.get("about") or ""), article, annotation, tags)


def _annotations(done: TakenBack) -> Iterator[Annotation]:
    for change in done.changes:
        record = change.after or change.before
        if change.table == TABLE and record:
            yield Annotation.from_record(record)


def _original(workspace: Workspace, entry: Record) -> Record | None:
    """Return the edit that an entry of the history undoes; None if it undoes none."""
    id_ = entry.get("undoes")
    if not isinstance(id_, str):
        return None
    databases = [name for name in (entry.get("article"), LIBRARY) if isinstance(name, str)]
    return next((found for name in databases if (found := workspace.store.get(name, "history", id_)[0])), None)
