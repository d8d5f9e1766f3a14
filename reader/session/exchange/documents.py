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
    from collections.abc import Callable, Iterable, Iterator

    from reader.exchange.imported import Imported, ImportedDocument, Passage
    from reader.library.article import Article
    from reader.session.library.workspace import Workspace

_ENOUGH = 0.5
"""The share of words that two versions of a text have in common at least."""


@dataclass(frozen=True, slots=True)
class PlacedDocument:
    """A document and the id of its article, empty if the library has none; ``is_added``: its text becomes one.

    ``quotes``: what its quotes say, if nothing else says it; where they name several articles it has none.
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
    waiting = list(imported.documents)
    articles = workspace.articles()
    names = _Names(articles)
    # What is equal letter for letter is known without reading the articles.
    digests = {article.sha256: article.id for article in reversed(articles) if article.sha256}
    found: dict[str, str] = {}
    for document in waiting:
        article_id = digests.pop(sha256(document.text), None) if document.text is not None else None
        if article_id is not None:
            found[document.key] = article_id
    taken = set(found.values())
    others = [document for document in waiting if document.key not in found]
    wanted = {_text_key(document.text): document.key for document in reversed(others) if document.text is not None}
    # The files with a fitting name come first: often they are all that has to be read.
    first = {article for document in waiting for article in names.of(document)}
    for article in sorted(articles, key=lambda article: article.id not in first):
        if not wanted:
            break
        step()
        key = None if article.id in taken else wanted.pop(_article_key(workspace, article.id), None)
        if key is not None:
            found[key] = article.id
            taken.add(article.id)
    for document in waiting:
        named = [article for article in names.of(document) if article not in taken]
        if document.key not in found and len(named) == 1 and _is_version(workspace, document, named[0]):
            found[document.key] = named[0]
            taken.add(named[0])
    passages: dict[str, list[Passage]] = {
        document.key: [] for document in waiting if document.text is None and document.key not in found
    }
    for annotation in imported.annotations:
        if annotation.document in passages:
            passages[annotation.document] += annotation.passages
    quoted = match_by_quotes(workspace, passages, step)
    found |= {key: match.articles[0] for key, match in quoted.items() if len(match.articles) == 1}
    return [
        PlacedDocument(
            document, found.get(document.key, ""), document.text is not None and document.key not in found,
            quoted.get(document.key),
        )
        for document in waiting
    ]  # fmt: skip


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
