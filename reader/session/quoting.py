"""Excerpts with their citation: made, copied, exported."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reader.annotation.model import Annotation
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
    return citing.language or ("en" if article.language.startswith("en") else "fr")


def excerpt_of(workspace: Workspace, article: Article, spans: Sequence[Span], citing: Citing) -> Excerpt:
    """Return the excerpt of passages of an article's text as it is now."""
    document = workspace.document(article.id)
    quotes = [span.of(document.text) for span in spans]
    paragraph = document.paragraph_ordinal(spans[0].start)
    return excerpt(quotes, item_of(article), paragraph, citing.style, _language(article, citing), citing.format)


def excerpt_of_annotation(workspace: Workspace, one: Annotation, citing: Citing) -> Excerpt:
    """Return the excerpt of an annotation; an orphan is cited by the words it had, without a paragraph."""
    article = _article_of(workspace, one)
    if one.state in ("anchored", "moved"):
        return excerpt_of(workspace, article, one.spans, citing)
    return excerpt([one.quote], item_of(article), None, citing.style, _language(article, citing), citing.format)


def _article_of(workspace: Workspace, one: Annotation) -> Article:
    try:
        return workspace.article(one.article)
    except Problem:
        record = workspace.store.get("_library", "articles", one.article)[0] or {}
        title = str(record.get("title") or one.article)
        return Article(one.article, "", title, str(record.get("author", "")), str(record.get("source", "")))


def rows(workspace: Workspace, annotations: Iterable[Annotation], citing: Citing) -> Iterable[Row]:
    """Yield annotations as rows for other tools."""
    codebook = workspace.codebook
    for one in annotations:
        article = _article_of(workspace, one)
        yield Row(
            one.id, one.article, article.title, tuple((span.start, span.end) for span in one.spans), one.quote,
            codebook.paths(one.tags), one.note, one.ink.value, one.state.value, one.coder, rfc3339(one.created),
            rfc3339(one.modified), excerpt_of_annotation(workspace, one, citing).citation,
            reference(item_of(article), citing.style, _language(article, citing)),
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
