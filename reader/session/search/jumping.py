"""Jump to an article by a few letters of its title, its source or its path."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from reader.library.article import Article
from reader.search.jump import Entry, JumpIndex, Match
from reader.session.library.workspace import Workspace


def jump_index(articles: Iterable[Article]) -> JumpIndex:
    """Return the index for fuzzy jumps to the articles; the same object as before if nothing has changed."""
    return _index(tuple(Entry(each.id, each.title, f"{each.metadata.source} {each.path}") for each in articles))


@lru_cache(maxsize=1)
def _index(entries: tuple[Entry, ...]) -> JumpIndex:
    return JumpIndex(entries)


def jump(workspace: Workspace, words: str, limit: int = 20) -> list[Match]:
    """Return the articles that ``words`` may mean, best first."""
    return jump_index(workspace.articles()).best(words, limit)
