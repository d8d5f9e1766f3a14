"""The difference of two versions of an article.

It is apart from `versions`, which every start loads, because texts are compared on demand alone.
"""

from __future__ import annotations

from reader.session.library.workspace import Workspace
from reader.text.difference import Part, difference, readable


def version_difference(workspace: Workspace, old: str, new: str) -> list[Part]:
    """Return the difference of the texts of two articles, as they are read."""
    return difference(readable(workspace.document(old)), readable(workspace.document(new)))
