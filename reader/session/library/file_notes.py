"""Write down which file an article's id stands for, so that a renamed file keeps its id.

The program does this by itself, whoever annotates: it is no edit, and nothing takes it back. See `annotation.edit.NOTED`.
"""

from __future__ import annotations

from reader.session.library.edit_writer import TRIES
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY, Put, Record, Stale, Unsaved
from reader.text.problem import Problem


def with_file(workspace: Workspace, article: str, record: Record | None) -> Record:
    """Return the library's ``record`` of an article with the file that its text was read from."""
    reading, catalogue = workspace.texts.reading(article), workspace.catalogue
    path = catalogue.path_of(article) if catalogue.has(article) else reading.path
    state = reading.state or catalogue.state_of(article)
    if state is None:
        return record or {"id": article}
    return {**(record or {"id": article}), "path": path, "sha256": reading.sha256, "bytes": state.size}


def note_file(workspace: Workspace, article: str) -> None:
    """Write it down if it is not known yet.

    A refusal by the disk stops nobody: the person's own change, which comes next, meets it too, and is kept for later
    or refused as a whole.
    """
    for _ in range(TRIES):
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
    raise Problem("Somebody else keeps changing this.", article, "Try again.", status=1)
