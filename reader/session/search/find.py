"""Find articles, passages and annotations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from reader.library.article import Article
from reader.search.query.meeting import Subject, hits, is_excluded, meets
from reader.search.query.parser import condition
from reader.search.query.pattern import SlowPattern
from reader.search.query.places import SearchText
from reader.search.query.tree import Word, excludes_terms, terms, terms_alone
from reader.session.library.workspace import Workspace
from reader.session.reading.positions import articles_as_read, each_article_as_read
from reader.session.search.asked import (
    annotation_texts,
    asked,
    checked,
    line_text,
    needs_annotations,
    subject_of,
    tagged_in,
)
from reader.session.search.options import language_of
from reader.session.search.searched_texts import SearchedTexts
from reader.text.problem import Problem
from reader.text.quotation import nested
from reader.text.span import Span
from reader.text.title import clipped
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.annotation.model import Annotation
    from reader.search.query.tree import Node

RECENT = 5.0
"""Seconds for which a search trusts the last look at the files, so that it can be done at each letter that is typed."""
TITLE = 60
"""Code points of a title that a message quotes."""
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


def articles(workspace: Workspace, query: str = "") -> list[Article]:
    """Return the articles that meet ``query``, whose words are in the title, author, source, path or id."""
    every = articles_as_read(workspace)
    return passing(workspace, asked(workspace, query, every), every)


def passing(
    workspace: Workspace, tree: Node, every: Iterable[Article], line: Callable[[Article], SearchText] | None = None
) -> list[Article]:
    """Return those of ``every`` article that meet a query by their ``line`` in a list, without their text."""
    line = line or partial(line_text, workspace)
    tags_alone = not needs_annotations(tree)

    def subject(article: Article) -> Subject:
        return subject_of(workspace, article, lambda: [line(article)], tags_alone=tags_alone)

    return [article for article in every if _meets(tree, subject(article))]


def articles_with_text(workspace: Workspace, query: str) -> list[Article]:
    """Return the articles that meet ``query`` as `articles` looks at them, or whose text meets it.

    What is excluded must be neither in the text nor in the line of the list.
    """
    every = articles_as_read(workspace)
    tree = asked(workspace, query, every)
    if not excludes_terms(tree):
        ids = {article.id for article in passing(workspace, tree, every)}
        ids |= {hit.article for hit in search(workspace, query)} if any(terms(tree)) else set()
        return [article for article in every if article.id in ids]

    own = SearchedTexts(workspace, tree)

    def texts_of(article: Article) -> Callable[[], list[SearchText]]:
        @cache
        def texts() -> list[SearchText]:
            line = line_text(workspace, article)
            is_read = not workspace.catalogue.is_listed_by_name(article.path)
            return [line, SearchText(own.text(article), line.language)] if is_read else [line]

        return texts

    return [article for article in every if _meets(tree, subject_of(workspace, article, texts_of(article)))]


def has_terms(workspace: Workspace, query: str) -> bool:
    """Whether a query has anything to find in a text."""
    return any(True for _term in terms(asked(workspace, query, ())))


def prepare(workspace: Workspace) -> None:
    """Do in advance what the first search needs: open and check the index, see what of it is current, load the stemmers."""
    workspace.articles(RECENT, ())
    SearchedTexts(workspace, Word("mots"))


def _when_asked(workspace: Workspace) -> Iterator[Article]:
    yield from workspace.articles(RECENT)


def search(workspace: Workspace, query: str, wanted: Callable[[], bool] = lambda: True) -> Iterator[Hit]:
    """Yield every place that meets a query, article by article, as long as they are ``wanted``.

    Articles whose package is missing are left out, see `Catalogue.missing_packages`, and so are exports. If a text cannot be
    read, its Problem is raised when all others have been searched. Fields about annotations ask for those at the place.
    """
    for article, searched, spans in search_texts(workspace, query, wanted):
        text = searched.text
        for span in spans:
            before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
            yield Hit(article.id, span, span.of(text), before, after)


def search_texts(
    workspace: Workspace, query: str, wanted: Callable[[], bool] = lambda: True
) -> Iterator[tuple[Article, SearchText, list[Span]]]:
    """Yield the articles in which `search` finds something, with their texts and the places there; Problem as for `search`."""
    tree = asked(workspace, checked(workspace, query), _when_asked(workspace))
    if not any(terms(tree)):
        raise Problem(_("There is nothing to search for."), query, _("Give a word or a phrase."))
    workspace.articles(RECENT, ())  # has the files looked at, if that is due
    texts = SearchedTexts(workspace, tree)
    unread: Problem | None = None
    for article in each_article_as_read(workspace, RECENT, texts.paths):
        if not wanted():
            return
        subject = subject_of(workspace, article, list)
        if workspace.catalogue.is_listed_by_name(article.path) or is_excluded(tree, subject):
            continue
        try:
            text = texts.searched(article, language_of(workspace, article))
        except Problem as problem:
            unread = unread or problem
        else:
            spans = _hits(tree, text, replace(subject, texts=partial(list, [text])))
            if spans:
                yield article, text, spans
    if unread:
        raise unread


def _meets(tree: Node, subject: Subject) -> bool:
    """Whether an article or an annotation meets a query; Problem if a regular expression takes too long in it."""
    try:
        return meets(tree, subject)
    except SlowPattern as slow:
        raise _slow_in(subject.article, slow) from None


def _hits(tree: Node, text: SearchText, subject: Subject) -> list[Span]:
    """Return the places of a query in the text of an article; Problem if a regular expression takes too long in it."""
    try:
        return hits(tree, text, subject)
    except SlowPattern as slow:
        raise _slow_in(subject.article, slow) from None


def _slow_in(article: Article, slow: SlowPattern) -> Problem:
    """Return what to say of a regular expression that takes too long in an article."""
    hint = _("Or leave this article out with {query}.").format(query=f"-{condition('article', article.id)}")
    where = _("{regex} in “{title}”.").format(regex=slow.message, title=nested(clipped(article.title, TITLE)))
    return Problem(slow.title, where, f"{slow.hint} {hint}")


def places_of_terms(workspace: Workspace, query: str, article: str) -> list[Span]:
    """Return where the words of a query are in an article, whatever its fields ask for."""
    found = workspace.article(article)
    tree = terms_alone(asked(workspace, query, ()))
    if tree is None:
        return []
    text = SearchText(workspace.text(article), language_of(workspace, found))
    return _hits(tree, text, Subject(found, lambda: [text], list))


def annotations_of(workspace: Workspace, query: str = "") -> list[Annotation]:
    """Return the annotations that meet ``query``, whose words are in the quote, the note or the tags."""
    annotated = {id_: Article(id_, id_) for id_ in workspace.databases_of_articles()}
    every = annotated | {article.id: article for article in articles_as_read(workspace)}
    tree = asked(workspace, query, every.values())
    found = []
    for id_ in annotated:
        article = every[id_]
        if is_excluded(tree, Subject(article, list, partial(tagged_in, workspace, id_))):
            continue  # mostly without opening its log
        for tagged in tagged_in(workspace, id_):
            subject = Subject(article, partial(annotation_texts, workspace, article, tagged), partial(list, [tagged]))
            if _meets(tree, subject):
                found.append(tagged.annotation)
    return found
