"""How a library is searched."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.config.path import config_folder, state_folder
from reader.config.setting import load_settings

if TYPE_CHECKING:
    from reader.library.article import Article
    from reader.session.library.workspace import Workspace


class SearchOptions:
    """How this library is searched. The settings say so, unless the screen has set something else since."""

    def __init__(self, _workspace: Workspace) -> None:
        pass

    @cached_property
    def word_forms(self) -> bool:
        """Whether a word finds its other forms."""
        return load_settings(config_folder(), state_folder())[0].word_forms


def language_of(workspace: Workspace, article: Article) -> str:
    """Return the language whose word forms are found in an article; empty for none."""
    return article.metadata.language if workspace.part(SearchOptions).word_forms else ""
