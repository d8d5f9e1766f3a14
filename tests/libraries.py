"""Libraries on the disk, opened as a person opens them."""

from __future__ import annotations

from pathlib import Path

from reader.session.library.catalogue import Catalogue
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace


def open_with_articles(root: Path, coder: str = "Ada", *, retrying: bool = False) -> Workspace:
    """Open a library and read its articles; ``retrying`` holds back what cannot be saved, as the app does."""
    workspace = open_library(root, coder, retrying=retrying)
    workspace.articles()
    return workspace


def reopened(workspace: Workspace) -> Workspace:
    """Return the library as another program finds it: the same store and ids, and nothing read yet."""
    catalogue = Catalogue(workspace.root, workspace.root / "seeds")
    return Workspace(workspace.root, catalogue, workspace.store, workspace.coder, workspace.clock, workspace.new_id)
