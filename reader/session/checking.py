"""Look for problems everywhere: store, library, settings."""

from __future__ import annotations

from reader.session.preferences import preferences
from reader.session.rescue import rescue_files
from reader.session.workspace import Workspace


def findings(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Return every problem as (where, what, how to mend it)."""
    articles = workspace.articles()
    problems = workspace.shelf.problems
    found = [(one.message.rstrip(".") or one.title, one.title, one.hint) for one in problems]
    present = {article.id for article in articles}
    found += [(finding.where, finding.what, finding.mend) for finding in workspace.store.findings()]
    for database in workspace.store.databases():
        if not database.startswith("_") and database not in present:
            count = len(workspace.store.records(database, "annotations"))
            if count:
                what = f"{count} annotations belong to an article whose file is gone."
                found.append((f"annotations/{database}.jsonl", what, "Put the file back under its old name."))
    if workspace.store.read_only:
        found.append(("annotations", workspace.store.read_only, "Make the folder writable, or work on a copy."))
    found += [
        (str(path), "It holds changes that could not be saved.", "Open the app: it takes them in.")
        for path in rescue_files(workspace.root)
    ]
    chosen = preferences()
    found += [(fault.place, fault.what, fault.mend) for fault in chosen.faults]
    return found
