"""Versions of one annotation that two programs made at the same time.

The store keeps every version beside the newest. Both notes and all tags are shown. The next change to the annotation
builds on what is shown, and so settles the versions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotation.codec import Record
from reader.annotation.model import Annotation, tags_of
from reader.session.library.records import valid
from reader.session.library.workspace import Workspace
from reader.store.interface import Put, Stale, Unsaved

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLE = "annotations"
MEANWHILE = "[Written meanwhile in another window:]"


def merge_notes(note: str, other: str) -> str:
    """Return ``note`` with ``other`` below it, unless it contains ``other`` already."""
    if other in note:
        return note
    return f"{note}\n\n{MEANWHILE}\n{other}" if note else other


def merge_versions(record: Record, others: Iterable[Record | None]) -> Record:
    """Return ``record`` with the notes and tags of the ``others``. Deletions and invalid records add nothing."""
    for other in valid(Annotation.from_record, filter(None, others)):
        tags, note = dict.fromkeys((*tags_of(record), *other.tags)), record.get("note", "")
        note = merge_notes(note, other.note) if isinstance(note, str) else note
        record = {**record, "note": note, "tags": list(tags)}
    return record


def settle(workspace: Workspace, article: str, id_: str) -> None:
    """Replace the versions of an annotation by what is shown. This is not an edit, and undo does not take it back."""
    if id_ not in workspace.store.contested(article, TABLE):
        return
    record, revision = workspace.store.get(article, TABLE, id_)
    if record is None:
        return
    whole = merge_versions(record, workspace.store.rivals(article, TABLE, id_))
    # If this fails, nothing is lost: the versions stay until the next change.
    try:
        workspace.store.put([Put(article, TABLE, id_, whole, revision, settles=True)])
    except (Stale, Unsaved):
        return
