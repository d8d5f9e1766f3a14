"""Find articles, passages and annotations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.annotation.model import State
from reader.library.article import Article, Status
from reader.search.query import Query, parse
from reader.session.library.workspace import Workspace
from reader.session.reading.positions import ReadingPositions, as_read
from reader.text.finding import holds, search_key
from reader.text.fold import fold_key
from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.annotation.codebook import Codebook
    from reader.annotation.model import Annotation
    from reader.search.jump import Entry, JumpIndex, Match

CONTEXT = 64
"""Code points on each side of a hit."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a query found, with the text before and after it."""

    article: str
    span: Span
    quote: str
    before: str
    after: str


def _parsed(query: str) -> Query:
    """Return the query; Problem if it asks for a state or a status that does not exist."""
    asked = parse(query)
    if not asked.conditions:
        return asked
    asked_for: tuple[tuple[str, list[StrEnum], str], ...] = (
        ("state", list(State), _("There is no state with that name.")),
        ("status", list(Status), _("There is no status with that name.")),
    )
    for name, values, title in asked_for:
        for value in asked.values(name):
            if value not in values:
                raise Problem(
                    title,
                    value,
                    _("Use {names}.").format(names=", ".join(values)),
                )
    return asked


def articles(workspace: Workspace, query: str = "") -> list[Article]:
    """Return the articles whose title, author, source or path has every word of ``query``, and that meet its conditions."""
    asked = _parsed(query)
    every = _articles_as_read(workspace)
    is_meant = _meant(asked, every)
    return [article for article in every if is_meant(article) and _fits(workspace, article, asked)]


def _articles_as_read(workspace: Workspace) -> list[Article]:
    places = ReadingPositions(workspace.catalogue.root)
    return [as_read(article, places) for article in workspace.articles()]


def _fits(workspace: Workspace, article: Article, asked: Query) -> bool:
    if asked.phrases:
        metadata = article.metadata
        words = fold_key(" ".join((metadata.title, metadata.author, metadata.source, article.path, article.id)))
        if not all(fold_key(phrase).strip() in words for phrase in asked.phrases):
            return False
    return not _about_passages(asked) or any(_passages(workspace, article, asked))


def _about_passages(asked: Query) -> bool:
    return bool(asked.values("tag") or asked.values("state"))


def _passages(workspace: Workspace, article: Article, asked: Query) -> Iterator[Annotation]:
    """Yield the annotations of an article that have the tags and the state of the query."""
    from reader.session.annotations.article_annotations import annotations_in

    codebook = workspace.codebook
    for annotation in annotations_in(workspace, article.id) if article.annotations else ():
        if _tagged(codebook, annotation, asked):
            yield annotation


def _meant(asked: Query, articles: Iterable[Article]) -> Callable[[Article], bool]:
    """Return what tells whether an article has the status and the name of the query.

    A complete id or path means that article only, not others whose ids contain it.
    """
    wanted = asked.values("article")
    whole = {name for article in articles for name in (article.id, article.path) if name in wanted} if wanted else set()

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
    """Yield every hit of the query's words and phrases, article by article, as long as they are ``wanted``.

    Articles whose package is missing are left out, see `Catalogue.missing_packages`, and so are exports.
    If the query has tags or states, only hits in such annotations count.
    """
    from reader.search import match

    asked = _parsed(query)
    if not asked.phrases:
        raise Problem(_("There is nothing to search for."), query, _("Give a word or a phrase."))
    every = _articles_as_read(workspace)
    is_meant = _meant(asked, every)
    for article in every:
        if not wanted():
            return
        if not is_meant(article) or workspace.catalogue.is_listed_by_name(article.path):
            continue
        within = None
        if _about_passages(asked):
            within = [span for annotation in _passages(workspace, article, asked) for span in annotation.spans]
            if not within:
                continue
        text = workspace.text(article.id)
        for span in match.search(text, asked.phrases):
            if within is not None and not any(place.overlaps(span) for place in within):
                continue
            before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
            yield Hit(article.id, span, span.of(text), before, after)


def jump_index(articles: Iterable[Article]) -> JumpIndex:
    """Return the index for fuzzy jumps to the articles; the same object as before if nothing has changed."""
    from reader.search.jump import Entry

    return _index(tuple(Entry(each.id, each.title, f"{each.metadata.source} {each.path}") for each in articles))


@lru_cache(maxsize=1)
def _index(entries: tuple[Entry, ...]) -> JumpIndex:
    from reader.search.jump import JumpIndex

    return JumpIndex(entries)


def jump(workspace: Workspace, words: str, limit: int = 20) -> list[Match]:
    """Return the articles that ``words`` may mean, best first."""
    return jump_index(workspace.articles()).best(words, limit)


def annotations_of(workspace: Workspace, query: str = "") -> list[Annotation]:
    """Return the annotations whose quote, note and tags have every word of ``query``, and that meet its conditions."""
    from reader.session.annotations.article_annotations import annotations_in

    asked = _parsed(query)
    annotated = {id_: Article(id_, id_) for id_ in workspace.databases_of_articles()}
    articles = annotated | {article.id: article for article in _articles_as_read(workspace)}
    is_meant = _meant(asked, articles.values())
    codebook, annotations = workspace.codebook, []
    for id_ in annotated:
        if not is_meant(articles[id_]):
            continue  # without opening its log
        for annotation in annotations_in(workspace, id_):
            words = search_key(" ".join((annotation.quote, annotation.note, *codebook.paths(annotation.tags))))
            has_words = all(holds(words, phrase) for phrase in asked.phrases)
            if has_words and _tagged(codebook, annotation, asked):
                annotations.append(annotation)
    return annotations
