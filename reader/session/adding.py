"""Bring documents into the library."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from reader.config.path import as_typed
from reader.ingest.source import load
from reader.ingest.suffix import SUFFIXES
from reader.library.article import Article
from reader.session.workspace import Workspace
from reader.text.problem import Problem


def add(workspace: Workspace, files: Sequence[str]) -> list[Article]:
    """Copy ``files`` into the library and return their articles; all are looked at before any is copied."""
    sources = [Path(as_typed(file)) for file in files]
    targets = [Path(workspace.shelf.folder) / source.name for source in sources]
    for source, target in zip(sources, targets, strict=True):
        if source.suffix.lower() not in SUFFIXES:
            raise Problem("That is no article.", str(source), f"Give files ending in {' or '.join(SUFFIXES)}.")
        load(source)
        if target.exists() or targets.count(target) > 1:
            raise Problem("There is a file of that name already.", target.name, "Rename one of the two.", status=1)
    for source, target in zip(sources, targets, strict=True):
        shutil.copyfile(source, target)
    added = {str(target.relative_to(workspace.root)) for target in targets}
    return [article for article in workspace.articles() if article.path in added]
