"""The difference of two versions of an article. Apart from `versions`, which each start needs: texts are compared on demand alone."""

from __future__ import annotations

from reader.session.library.workspace import Workspace
from reader.text.difference import Part, difference, readable


def version_difference(workspace: Workspace, old: str, new: str) -> list[Part]:
    """Return the difference of the texts of two articles, as they are read."""
    return difference(readable(workspace.document(old)), readable(workspace.document(new)))
