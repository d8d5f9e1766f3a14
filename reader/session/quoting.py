"""Excerpts with their citation: made, copied, exported."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reader.annotation.model import Annotation
from reader.citation.difference import ALONE, Difference
from reader.citation.distinguish import distinguished
from reader.citation.excerpt import Excerpt, excerpt
from reader.citation.item import Item
from reader.citation.styles import reference
from reader.config.path import state_folder
from reader.exchange.row import Row
from reader.library.article import Article
from reader.session.clipboard import copy
from reader.session.exporting import rfc3339
from reader.session.workspace import Workspace
from reader.text.problem import Problem
from reader.text.span import Span


@dataclass(frozen=True, slots=True)
class Citing:
    """How to cite; an empty language means the article's own."""

    style: str = "apa"
    format: str = "plain"
    language: str = ""


def item_of(article: Article) -> Item:
    """Return an article as citations know it."""
    return Item(article.id, article.title, article.author, article.source, article.date, article.url, article.language)


def _language(article: Article, citing: Citing) -> str:
    return citing.language or ("en" if article.language.lower().startswith("en") else "fr")


def excerpt_of(
    workspace: Workspace, article: Article, spans: Sequence[Span], citing: Citing, difference: Difference = ALONE
) -> Excerpt:
    """Return the excerpt of passages of an article's text as it is now."""
    document = workspace.document(article.id)
    quotes = [span.of(document.text) for span in spans]
    told = (citing.style, _language(article, citing), citing.format, difference)
    return excerpt(quotes, item_of(article), document.paragraphs_of(spans), *told)


def excerpt_of_annotation(
    workspace: Workspace, one: Annotation, citing: Citing, difference: Difference = ALONE
) -> Excerpt:
    """Return the excerpt of an annotation; an orphan is cited by the words it had, without a paragraph."""
    article = _article_of(workspace, one)
    if one.state in ("anchored", "moved"):
        return excerpt_of(workspace, article, one.spans, citing, difference)
    told = (citing.style, _language(article, citing), citing.format, difference)
    return excerpt([one.quote], item_of(article), (), *told)


def differences(workspace: Workspace, annotations: Iterable[Annotation], citing: Citing) -> dict[str, Difference]:
    """Return by article id what keeps the citations of annotations that go out together from reading alike."""
    articles = {one.article: _article_of(workspace, one) for one in annotations}
    return distinguished(map(item_of, articles.values()), citing.style, citing.language or "fr")


def _article_of(workspace: Workspace, one: Annotation) -> Article:
    try:
        return workspace.article(one.article)
    except Problem:
        record = workspace.store.get("_library", "articles", one.article)[0] or {}
        title = str(record.get("title") or one.article)
        return Article(one.article, "", title, str(record.get("author", "")), str(record.get("source", "")))


def rows(workspace: Workspace, annotations: Sequence[Annotation], citing: Citing) -> Iterator[Row]:
    """Yield annotations as rows for other tools; citations and references are in the format of ``citing``."""
    codebook = workspace.codebook
    apart = differences(workspace, annotations, citing)
    for one in annotations:
        article, difference = _article_of(workspace, one), apart[one.article]
        made = excerpt_of_annotation(workspace, one, citing, difference)
        source = reference(item_of(article), citing.style, _language(article, citing), difference)
        yield Row(
            one.id, one.article, article.title, tuple((span.start, span.end) for span in one.spans), one.quote,
            codebook.paths(one.tags), one.note, one.ink.value, one.state.value, one.coder, rfc3339(one.created),
            rfc3339(one.modified), made.citation, source.markdown if citing.format == "markdown" else source.plain,
        )  # fmt: skip


def copy_text(text: str, to_terminal: Callable[[str], None] | None) -> str:
    """Copy a text and return what to say."""
    return copy(text, os.environ, to_terminal, state_folder() / "clipboard.txt").message


def copy_excerpt(
    workspace: Workspace, article: str, spans: Sequence[Span], citing: Citing, to_terminal: Callable[[str], None] | None
) -> str:
    """Copy passages with their citation and return what to say."""
    made = excerpt_of(workspace, workspace.article(article), spans, citing)
    return f"{copy_text(made.text, to_terminal)} {made.citation}"
