"""What a person calls an article, wherever only its id is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.problem import Problem

if TYPE_CHECKING:
    from reader.session.library.workspace import Workspace


def title_of(workspace: Workspace, article: str) -> str:
    """Return the title of an article; its id if the library no longer has it."""
    try:
        return workspace.article(article).title
    except Problem:
        return article
