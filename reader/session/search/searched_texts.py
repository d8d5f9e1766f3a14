"""The texts that a query is asked of: those in which it may find something, from the index where it has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.search.query.places import SearchText
from reader.session.cache.recent_values import RecentValues
from reader.text.finding import searchable
from reader.text.fold import Folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.files.state import FileState
    from reader.library.article import Article
    from reader.search.query.tree import Node
    from reader.session.cache.text_index import IndexedArticle
    from reader.session.library.workspace import Workspace


RECENT = 400
"""Texts that stay in memory, folded or not, since the next query, a letter longer, mostly asks the same ones."""
LONGEST = 100_000
"""Code points of such a text."""


class SearchedTexts:
    """The texts of the files as they were when the articles were last listed.

    What is not indexed as it is now is read, so that the index changes how long a search takes, and nothing else.
    ``paths``: those of the texts that have to be looked at.
    """

    def __init__(self, workspace: Workspace, query: Node) -> None:
        self._workspace = workspace
        found = workspace.text_index.look_up(query)
        self._recent = workspace.part(_RecentTexts).texts
        self._indexed = workspace.part(_CurrentlyIndexed).of(found.articles)
        self._others = _others_read(workspace, self._indexed)
        if found.numbers is None:
            self.paths = set(workspace.catalogue.states)
        else:
            paths = found.paths
            self.paths = {paths[number] for number in found.numbers if number in paths}
            self.paths |= workspace.catalogue.states.keys() - self._indexed.keys() | self._others

    def searched(self, article: Article, language: str) -> SearchText:
        """Return the text of an article to search in; Problem if it cannot be read."""
        indexed = None if article.path in self._others else self._indexed.get(article.path)
        if indexed is None:
            return SearchText(self.text(article), language)
        recent = self._recent.get(indexed.sha256)
        if recent is None:
            recent = _Text(self.text(article))
            if len(recent.text) < LONGEST:
                self._recent.add(indexed.sha256, recent)
        return SearchText(recent.text, language, folded=recent.folded)

    def text(self, article: Article) -> str:
        """Return the canonical text of an article; Problem if it cannot be read."""
        indexed = None if article.path in self._others else self._indexed.get(article.path)
        text = self._workspace.text_index.text(indexed) if indexed else None
        return self._workspace.text(article.id) if text is None else text


def _others_read(workspace: Workspace, indexed: Mapping[str, IndexedArticle]) -> set[str]:
    """Return the paths of the articles whose text is not that of the index: what was read stays, even if the file has changed."""
    as_read = workspace.texts.digests_as_read()
    return {path for path, digest in as_read.items() if path in indexed and indexed[path].sha256 != digest}


class _Text:
    """A text that is folded once, when that is needed first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: Folded | None = None

    def folded(self) -> Folded:
        self._folded = self._folded or searchable(self.text)
        return self._folded


class _RecentTexts:
    def __init__(self, _workspace: Workspace) -> None:
        self.texts = RecentValues[str, _Text](RECENT)


class _CurrentlyIndexed:
    """Which articles are indexed as their files are now. That is found out again when the index or the files were looked at."""

    def __init__(self, workspace: Workspace) -> None:
        self._catalogue = workspace.catalogue
        self._of: tuple[Mapping[str, IndexedArticle], Mapping[str, FileState | None]] | None = None
        self._current: Mapping[str, IndexedArticle] = {}

    def of(self, articles: Mapping[str, IndexedArticle]) -> Mapping[str, IndexedArticle]:
        """Return those of the indexed articles, by path, that are current."""
        states = self._catalogue.states
        if self._of is None or self._of[0] is not articles or self._of[1] is not states:
            current = {path: each for path, each in articles.items() if states.get(path) == each.state}
            self._current, self._of = current, (articles, states)
        return self._current
