"""Note which file an article's id stands for, so that a renamed file keeps its id.

The program does this by itself. It is not an edit, and undo does not take it back; see `annotation.edit.NOTED`.
"""

from __future__ import annotations

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
    """Note the article's file if that was not done yet.

    If the disk refuses, nothing is raised: the person's own change comes next and meets the same refusal.
    """
    for _attempt in range(TRIES):
        record, revision = workspace.store.get(LIBRARY, "articles", article)
        wanted = with_file(workspace, article, record)
        if wanted in (record, {"id": article}):
            return
        try:
            workspace.store.put([Put(LIBRARY, "articles", article, wanted, revision)])
        except Stale:
            workspace.store.refresh()
        except Unsaved:
            return
        else:
            return
    raise Problem(_("Another program keeps changing this."), article, _("Try again."), status=1)
