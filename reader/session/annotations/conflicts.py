"""Versions of one annotation that two programs made at the same time: both notes and all tags are shown.

The store keeps every version beside the newest. The next change to the annotation settles them: it is made on what
was shown, which has both texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotation.codec import Record
from reader.annotation.model import Annotation, tags_of
from reader.session.library.records import understood
from reader.session.library.workspace import Workspace
from reader.store.interface import Put, Stale, Unsaved

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLE = "annotations"
MEANWHILE = "[Written meanwhile in another window:]"


def with_both(note: str, other: str) -> str:
    """Return ``note`` with ``other`` below it, unless that is in it already."""
    if other in note:
        return note
    return f"{note}\n\n{MEANWHILE}\n{other}" if note else other


def joined(record: Record, others: Iterable[Record | None]) -> Record:
    """Return ``record`` with the notes and tags of the ``others``; a deletion, or what is no annotation, adds nothing."""
    for other in understood(Annotation.from_record, filter(None, others)):
        tags, note = dict.fromkeys((*tags_of(record), *other.tags)), record.get("note", "")
        note = with_both(note, other.note) if isinstance(note, str) else note
        record = {**record, "note": note, "tags": list(tags)}
    return record


def settle(workspace: Workspace, article: str, id_: str) -> None:
    """Write what is shown of an annotation in the place of its versions (no edit, not undone)."""
    if id_ not in workspace.store.contested(article, TABLE):
        return
    record, revision = workspace.store.get(article, TABLE, id_)
    if record is None:
        return
    whole = joined(record, workspace.store.rivals(article, TABLE, id_))
    # What is refused or too late here loses nothing: the versions stay until the next change.
    try:
        workspace.store.put([Put(article, TABLE, id_, whole, revision, settles=True)])
    except (Stale, Unsaved):
        return
