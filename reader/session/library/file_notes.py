"""Note which file an article's id stands for, so that a renamed file keeps its id.

The program does this by itself. It is not an edit, and undo does not take it back; see `annotation.edit.NOTED`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.session.library.edit_writer import TRIES
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY, Put, Record, Stale, Unsaved
from reader.text.problem import Problem
from reader.translation import _


def with_file(workspace: Workspace, article: str, record: Record | None) -> Record:
    """Return the library's ``record`` of an article with the file that its text was read from."""
    reading, catalogue = workspace.texts.reading(article), workspace.catalogue
    path = catalogue.path_of(article) if catalogue.has(article) else reading.path
    state = reading.state or catalogue.state_of(article)
    if state is None:
        return record or {"id": article}
    return {**(record or {"id": article}), "path": path, "sha256": reading.sha256, "bytes": state.size}


def note_file(workspace: Workspace, article: str) -> None:
    """Note the article's file if that was not done yet; see `note_files`."""
    note_files(workspace, file_notes(workspace, [article]))


def file_notes(workspace: Workspace, articles: Iterable[str]) -> list[Put]:
    """Return what has to be noted of the files of articles; nothing is written."""
    notes = []
    for article in articles:
        record, revision = workspace.store.get(LIBRARY, "articles", article)
        wanted = with_file(workspace, article, record)
        if wanted not in (record, {"id": article}):
            notes.append(Put(LIBRARY, "articles", article, wanted, revision))
    return notes


def note_files(workspace: Workspace, notes: Sequence[Put]) -> None:
    """Write all ``notes``, which `file_notes` has made, as one change.

    If the disk refuses, nothing is raised: the person's own change comes next and meets the same refusal.
    """
    for _attempt in range(TRIES):
        if not notes:
            return
        try:
            workspace.store.put(notes)
        except Stale:
            workspace.store.refresh()
            notes = file_notes(workspace, [note.id for note in notes])
        except Unsaved:
            return
        else:
            return
    raise Problem(_("Another program keeps changing this."), notes[0].id, _("Try again."), status=1)
