"""Which articles the documents of another program's file are: by their text, else by their name, else by their quotes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reader.exchange.identifier import guid_of
from reader.session.exchange.quoted_documents import QuoteMatch, match_by_quotes
from reader.text.canonical import digest, sha256
from reader.text.fold import fold_key
from reader.text.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reader.exchange.imported import Imported, ImportedDocument, Passage
    from reader.library.article import Article
    from reader.session.library.workspace import Workspace

_ENOUGH = 0.5
"""The share of words that two versions of a text have in common at least."""


@dataclass(frozen=True, slots=True)
class PlacedDocument:
    """A document and the id of its article, empty if the library has none; ``is_added``: its text becomes one.

    ``quotes``: the match by quotes, if nothing else matched. If it names several articles, ``article`` is empty.
    """

    document: ImportedDocument
    article: str
    is_added: bool = False
    quotes: QuoteMatch | None = None


def place_documents(
    workspace: Workspace, imported: Imported, step: Callable[[], object] = lambda: None
) -> list[PlacedDocument]:
    """Return the article of each document: the one with the same folded text, else with its name, else with its quotes.

    A text or a name is that of one document at most. A name may be a title, a file name, an address or an id; it counts if
    it is that of one article only and, where the file has the document's text, if most of its words are the article's.
    ``step`` is called before each article that is read; what it raises ends the search.
    """
    search = _Search(workspace, imported.documents)
    search.by_digest()
    search.by_folded_text(step)
    search.by_name()
    quoted = match_by_quotes(workspace, _passages(imported, search.without_text), step)
    found = search.found | {key: match.articles[0] for key, match in quoted.items() if len(match.articles) == 1}
    return [
        PlacedDocument(
            document, found.get(document.key, ""), document.text is not None and document.key not in found,
            quoted.get(document.key),
        )
        for document in imported.documents
    ]  # fmt: skip


def _passages(imported: Imported, keys: Iterable[str]) -> dict[str, list[Passage]]:
    """Return the passages of the documents with these keys, by key."""
    passages: dict[str, list[Passage]] = {key: [] for key in keys}
    for annotation in imported.annotations:
        if annotation.document in passages:
            passages[annotation.document] += annotation.passages
    return passages


class _Search:
    """The search for the articles of ``documents``. ``found`` has their ids, by the keys of the documents."""

    def __init__(self, workspace: Workspace, documents: Sequence[ImportedDocument]) -> None:
        self._workspace, self._documents = workspace, documents
        self._articles = workspace.articles()
        self._names = _Names(self._articles)
        self._taken: set[str] = set()
        self.found: dict[str, str] = {}

    @property
    def _waiting(self) -> list[ImportedDocument]:
        return [document for document in self._documents if document.key not in self.found]

    @property
    def without_text(self) -> list[str]:
        """The keys of the documents without a text whose article was not found."""
        return [document.key for document in self._waiting if document.text is None]

    def _take(self, key: str, article: str) -> None:
        self.found[key] = article
        self._taken.add(article)

    def by_digest(self) -> None:
        """Find the articles that are equal letter for letter, which is known without reading them."""
        digests = {article.sha256: article.id for article in reversed(self._articles) if article.sha256}
        for document in self._documents:
            article = digests.pop(sha256(document.text), None) if document.text is not None else None
            if article is not None:
                self._take(document.key, article)

    def by_folded_text(self, step: Callable[[], object]) -> None:
        """Find the articles with the same folded text; ``step`` is called before each one that is read."""
        wanted = {_text_key(each.text): each.key for each in reversed(self._waiting) if each.text is not None}
        # The files with a fitting name come first: often they are all that has to be read.
        first = {article for document in self._documents for article in self._names.of(document)}
        for article in sorted(self._articles, key=lambda article: article.id not in first):
            if not wanted:
                break
            step()
            key = None if article.id in self._taken else wanted.pop(_article_key(self._workspace, article.id), None)
            if key is not None:
                self._take(key, article.id)

    def by_name(self) -> None:
        """Find the articles that alone have a document's name, if most of their words are those of its text."""
        for document in self._documents:
            named = [article for article in self._names.of(document) if article not in self._taken]
            if document.key not in self.found and len(named) == 1 and _is_version(self._workspace, document, named[0]):
                self._take(document.key, named[0])


class _Names:
    """The articles by what a document may be called."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._ids: dict[str, set[str]] = {}
        for article in articles:
            for name in _names(article):
                self._ids.setdefault(fold_key(name).strip(), set()).add(article.id)

    def of(self, document: ImportedDocument) -> set[str]:
        """Return the ids of the articles that a document may be: by its key or address if an article has it, else by name."""
        for name in (document.key.removeprefix("urn:uuid:"), document.url, document.name):
            if name and (ids := self._ids.get(fold_key(name).strip())):
                return ids
        return set()


def _names(article: Article) -> Iterator[str]:
    """Yield what a document may be called: its GUID in an export, its address, its title, its file."""
    path = PurePosixPath(article.path)
    names = (guid_of(article.id, "article"), article.metadata.url, article.id, article.title, article.path, path.name)
    yield from filter(None, (*names, path.stem))


def _article_key(workspace: Workspace, article: str) -> str:
    try:
        return _text_key(workspace.text(article))
    except Problem:
        return ""  # a file that cannot be read is reported where it is listed, and is no document


def _is_version(workspace: Workspace, document: ImportedDocument, article: str) -> bool:
    """Whether a document may be another version of an article's text."""
    if document.text is None:
        return True
    try:
        present = Counter(fold_key(workspace.text(article)).split())
    except Problem:
        return False
    own = Counter(fold_key(document.text).split())
    return (present & own).total() >= _ENOUGH * max(present.total(), own.total())


def _text_key(text: str) -> str:
    return digest(fold_key(text).strip().encode("utf-8", "surrogatepass"))
