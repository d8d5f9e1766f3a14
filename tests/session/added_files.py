"""Add files to a library, and look at what it has then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reader.session.adding.carry_out import carry_out
from reader.session.adding.plan import plan
from reader.session.library.workspace import Workspace


def add(workspace: Workspace, *files: str | Path, progress: Callable[[int], object] | None = None) -> list[str]:
    planned = plan(workspace, [str(file) for file in files])
    return [article.path for article in carry_out(workspace, planned, progress)]


def files_of(workspace: Workspace) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in workspace.root.glob("*.*") if path.is_file()}
