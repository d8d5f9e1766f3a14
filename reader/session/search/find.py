"""Find articles, passages and annotations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.annotation.model import State
from reader.library.article import Article, Status
from reader.search.query import Query, parse
from reader.session.library.workspace import Workspace
from reader.session.reading.positions import ReadingPositions, as_read
from reader.text.fold import fold_key
from reader.text.problem import Problem
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.annotation.codebook import Codebook
    from reader.annotation.model import Annotation
    from reader.search.jump import Entry, JumpIndex, Match

CONTEXT = 64


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a query found, with up to 64 code points on each side."""

    article: str
    span: Span
    quote: str
    before: str
    after: str


def _parsed(query: str) -> Query:
    """Return the query; Problem if it asks for a state or a status that there is not."""
    asked = parse(query)
    if not asked.conditions:
        return asked
    for name, known in (("state", list(State)), ("status", list(Status))):
        for value in asked.values(name):
            if value not in known:
                raise Problem(f"There is no {name} of that name.", value, f"There are {', '.join(known)}.")
    return asked


def articles(workspace: Workspace, query: str = "") -> list[Article]:
    """Return the articles whose title, author, source or path has every word of ``query``, and that fit its conditions."""
    asked = _parsed(query)
    known = _known(workspace)
    is_meant = _meant(asked, known)
    return [article for article in known if is_meant(article) and _fits(workspace, article, asked)]


def _known(workspace: Workspace) -> list[Article]:
    places = ReadingPositions(workspace.catalogue.root)
    return [as_read(article, places) for article in workspace.articles()]


def _fits(workspace: Workspace, article: Article, asked: Query) -> bool:
    if asked.phrases:
        told = fold_key(
            " ".join((article.title, article.metadata.author, article.metadata.source, article.path, article.id))
        )
        if not all(fold_key(phrase).strip() in told for phrase in asked.phrases):
            return False
    return not _about_passages(asked) or any(_passages(workspace, article, asked))


def _about_passages(asked: Query) -> bool:
    return bool(asked.values("tag") or asked.values("state"))


def _passages(workspace: Workspace, article: Article, asked: Query) -> Iterator[Annotation]:
    """Yield the annotations of an article that have the tags and the state asked for."""
    from reader.session.annotations.article_annotations import annotations_in

    codebook = workspace.codebook
    for one in annotations_in(workspace, article.id) if article.annotations else ():
        if _tagged(codebook, one, asked):
            yield one


def _meant(asked: Query, known: Iterable[Article]) -> Callable[[Article], bool]:
    """Return whether an article has the status and the name asked for: a whole id or path is that article's alone."""
    wanted = asked.values("article")
    whole = {name for article in known for name in (article.id, article.path) if name in wanted} if wanted else set()

    def is_meant(article: Article) -> bool:
        return all(article.status == value for value in asked.values("status")) and all(
            value in (article.id, article.path) or (value not in whole and value in article.id) for value in wanted
        )

    return is_meant


def _tagged(codebook: Codebook, annotation: Annotation, asked: Query) -> bool:
    paths = [fold_key(path) for path in codebook.paths(annotation.tags)]
    wanted = [fold_key(value) for value in asked.values("tag")]
    return all(annotation.state == value for value in asked.values("state")) and all(
        any(path == value or path.startswith(value + "/") for path in paths) for value in wanted
    )


def search(workspace: Workspace, query: str, wanted: Callable[[], bool] = lambda: True) -> Iterator[Hit]:
    """Yield every place of the query's words and phrases, article by article, for as long as they are ``wanted``.

    Tags and states ask for passages: then only what is found in such an annotation counts.
    """
    from reader.search import match

    asked = _parsed(query)
    if not asked.phrases:
        raise Problem("There is nothing to search for.", query, "Give a word or a phrase.")
    known = _known(workspace)
    is_meant = _meant(asked, known)
    for article in known:
        if not wanted():
            return
        if not is_meant(article):
            continue
        within = None
        if _about_passages(asked):
            within = [span for one in _passages(workspace, article, asked) for span in one.spans]
            if not within:
                continue
        text = workspace.text(article.id)
        for span in match.search(text, asked.phrases):
            if within is not None and not any(place.overlaps(span) for place in within):
                continue
            before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
            yield Hit(article.id, span, span.of(text), before, after)


def jump_index(articles: Iterable[Article]) -> JumpIndex:
    """Return the index for fuzzy jumps to one of the articles, the last one again while it would be the same."""
    from reader.search.jump import Entry

    return _index(tuple(Entry(one.id, one.title, f"{one.metadata.source} {one.path}") for one in articles))


@lru_cache(maxsize=1)
def _index(entries: tuple[Entry, ...]) -> JumpIndex:
    from reader.search.jump import JumpIndex

    return JumpIndex(entries)


def jump(workspace: Workspace, words: str, limit: int = 20) -> list[Match]:
    """Return the articles that ``words`` may mean, best first."""
    return jump_index(workspace.articles()).best(words, limit)


def annotations_of(workspace: Workspace, query: str = "") -> list[Annotation]:
    """Return the annotations whose quote, note and tags have every word, and that fit the conditions."""
    from reader.session.annotations.article_annotations import annotations_in

    asked = _parsed(query)
    kept = {id_: Article(id_, id_) for id_ in workspace.databases_of_articles()}
    articles = kept | {article.id: article for article in _known(workspace)}
    is_meant = _meant(asked, articles.values())
    codebook, found = workspace.codebook, []
    for id_ in kept:
        if not is_meant(articles[id_]):
            continue  # without opening its log
        for annotation in annotations_in(workspace, id_):
            told = fold_key(" ".join((annotation.quote, annotation.note, *codebook.paths(annotation.tags))))
            if all(fold_key(phrase).strip() in told for phrase in asked.phrases) and _tagged(
                codebook, annotation, asked
            ):
                found.append(annotation)
    return found
