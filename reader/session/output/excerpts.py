"""Excerpts with their citation: made, copied, exported."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.citation.disambiguation import disambiguate
from reader.citation.excerpt import Excerpt, excerpt
from reader.citation.item import UNAMBIGUOUS, Disambiguation, Item
from reader.citation.styles import DEFAULT, citation, reference
from reader.config.path import state_folder
from reader.exchange.row import Row
from reader.library.article import Article
from reader.text.metadata import Metadata, given_fields
from reader.text.timestamp import rfc3339

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reader.annotation.model import Annotation
    from reader.session.library.workspace import Workspace
    from reader.text.span import Span


@dataclass(frozen=True, slots=True)
class Citing:
    """How to cite; an empty language means the article's own."""

    style: str = DEFAULT
    format: str = "plain"
    language: str = ""


def item_of(article: Article) -> Item:
    """Return an article as citations know it."""
    return Item(article.id, article.metadata)


def _language(article: Article, citing: Citing) -> str:
    return citing.language or ("en" if article.metadata.language.lower().startswith("en") else "fr")


def cited(article: Article, citing: Citing) -> str:
    """Return how an article is cited in the text and listed among the references, as plain text."""
    item, language = item_of(article), _language(article, citing)
    return f"{citation(item, citing.style, language).plain}\n\n{reference(item, citing.style, language).plain}"


def excerpt_of(
    workspace: Workspace,
    article: Article,
    spans: Sequence[Span],
    citing: Citing,
    disambiguation: Disambiguation = UNAMBIGUOUS,
) -> Excerpt:
    """Return the excerpt of passages of an article's text as it is now."""
    document = workspace.document(article.id)
    quotes = [span.of(document.text) for span in spans]
    told = (citing.style, _language(article, citing), citing.format, disambiguation)
    return excerpt(quotes, item_of(article), document.paragraphs_of(spans), *told)


def excerpt_of_annotation(workspace: Workspace, one: Annotation, citing: Citing) -> Excerpt:
    """Return the excerpt of an annotation; an orphan is cited by the words it had, without a paragraph."""
    return next(made for _, _, made in _excerpts(workspace, [one], citing, {}))


def excerpts(
    workspace: Workspace, annotations: Sequence[Annotation], citing: Citing
) -> Iterator[tuple[Annotation, Excerpt]]:
    """Yield the excerpts of annotations that go out together, told apart where their citations would read alike."""
    known = _articles_of(workspace, annotations)
    apart = _disambiguations(known.values(), citing)
    return ((one, made) for one, _, made in _excerpts(workspace, annotations, citing, apart, known))


def _excerpts(
    workspace: Workspace,
    annotations: Sequence[Annotation],
    citing: Citing,
    apart: Mapping[str, Disambiguation],
    known: Mapping[str, Article] | None = None,
) -> Iterator[tuple[Annotation, Article, Excerpt]]:
    known = known or _articles_of(workspace, annotations)
    for one in annotations:
        article, disambiguation = known[one.article], apart.get(one.article, UNAMBIGUOUS)
        if one.state in ("anchored", "moved"):
            yield one, article, excerpt_of(workspace, article, one.spans, citing, disambiguation)
        else:
            told = (citing.style, _language(article, citing), citing.format, disambiguation)
            yield one, article, excerpt([one.quote], item_of(article), (), *told)


def _disambiguations(articles: Iterable[Article], citing: Citing) -> dict[str, Disambiguation]:
    """Return by article id what keeps the citations of articles that go out together from reading alike."""
    return disambiguate(map(item_of, articles), citing.style, citing.language or "fr")


def _articles_of(workspace: Workspace, annotations: Iterable[Annotation]) -> dict[str, Article]:
    """Return by id the articles of annotations, in their order; those whose file is gone as they are remembered."""
    there = {article.id: article for article in workspace.articles()}
    wanted = dict.fromkeys(one.article for one in annotations)
    return {id_: there.get(id_) or _remembered(workspace, id_) for id_ in wanted}


def _remembered(workspace: Workspace, id_: str) -> Article:
    record = workspace.store.get("_library", "articles", id_)[0] or {}
    return Article(id_, "", Metadata(**{"title": id_, **given_fields(record)}))


def rows(workspace: Workspace, annotations: Sequence[Annotation], citing: Citing) -> Iterator[Row]:
    """Yield annotations as rows for other tools; citations and references are in the format of ``citing``."""
    codebook = workspace.codebook
    known = _articles_of(workspace, annotations)
    apart = _disambiguations(known.values(), citing)
    for one, article, made in _excerpts(workspace, annotations, citing, apart, known):
        source = reference(item_of(article), citing.style, _language(article, citing), apart[one.article])
        yield Row(
            one.id, one.article, article.title, tuple((span.start, span.end) for span in one.spans), one.quote,
            codebook.paths(one.tags), one.note, one.ink.value, one.state.value, one.coder, rfc3339(one.created),
            rfc3339(one.modified), made.citation, source.markdown if citing.format == "markdown" else source.plain,
        )  # fmt: skip


def copy_text(text: str, to_terminal: Callable[[str], None] | None) -> str:
    """Copy a text and return what to say."""
    from reader.session.output.clipboard import copy

    return copy(text, os.environ, to_terminal, state_folder() / "clipboard.txt").message


def copy_excerpt(
    workspace: Workspace, article: str, spans: Sequence[Span], citing: Citing, to_terminal: Callable[[str], None] | None
) -> str:
    """Copy passages with their citation and return what to say."""
    made = excerpt_of(workspace, workspace.article(article), spans, citing)
    return f"{copy_text(made.text, to_terminal)} {made.citation}"
