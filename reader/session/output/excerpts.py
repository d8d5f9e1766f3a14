"""Excerpts with their citations, to be shown, copied and exported."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.citation.disambiguation import disambiguate
from reader.citation.excerpt import Excerpt, excerpt
from reader.citation.excerpt_formats import ExcerptFormat, formats_with
from reader.citation.item import UNAMBIGUOUS, Disambiguation, Item
from reader.citation.keys import citation_keys
from reader.citation.line import Line
from reader.citation.styles import DEFAULT, citation, reference
from reader.config.path import state_folder
from reader.exchange.row import ExportRow
from reader.library.article import Article
from reader.text.canonical import with_line_feeds
from reader.text.hyphenation import HYPHENS, mended
from reader.text.metadata import Metadata, given_fields
from reader.text.timestamp import rfc3339

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reader.annotation.model import Annotation
    from reader.session.library.workspace import Workspace
    from reader.text.document import Document
    from reader.text.span import Span


@dataclass(frozen=True, slots=True)
class Citing:
    """How to cite; an empty language means the article's own. ``templates`` are the user's, by name; one may have none."""

    style: str = DEFAULT
    format: str = "plain"
    language: str = ""
    templates: Mapping[str, str] = field(default_factory=dict)

    @property
    def row(self) -> ExcerptFormat:
        """The format of the excerpts."""
        return self.formats[self.format]

    @property
    def formats(self) -> dict[str, ExcerptFormat]:
        """The formats by key, with the templates of the user."""
        return formats_with(self.templates)


def item_of(article: Article) -> Item:
    """Return an article as an item to cite."""
    return Item(article.id, article.metadata)


def language_of_citation(article: Article, citing: Citing) -> str:
    """Return the language to cite an article in: that which was chosen, else its own."""
    return citing.language or ("en" if article.metadata.language.lower().startswith("en") else "fr")


def cited(article: Article, citing: Citing) -> str:
    """Return how an article is cited in the text and listed among the references, as plain text."""
    item, language = item_of(article), language_of_citation(article, citing)
    return f"{citation(item, citing.style, language).plain}\n\n{reference(item, citing.style, language).plain}"


def excerpt_of(
    workspace: Workspace,
    article: Article,
    spans: Sequence[Span],
    citing: Citing,
    disambiguation: Disambiguation = UNAMBIGUOUS,
    keys: Mapping[str, str] | None = None,
    line: Line | None = None,
) -> Excerpt:
    """Return the excerpt of passages of an article's present text.

    ``keys``: citation keys by article id, if known. ``line``: the citation, if something else than the style made it.
    """
    document = workspace.document(article.id)
    quotes = [mended(_in_paragraphs(document, span), document.text) for span in spans]
    options = (citing.style, language_of_citation(article, citing), citing.row, disambiguation)
    paragraphs, pages = document.paragraphs_of(spans), document.pages_of(spans)
    key = keys_of(workspace, citing).get(article.id, "") if keys is None else keys.get(article.id, "")
    return excerpt(quotes, item_of(article), paragraphs, *options, pages, key=key, line=line)


def preview_of(workspace: Workspace, article: Article, spans: Sequence[Span], citing: Citing) -> str:
    """Return the text of an excerpt as `excerpt_of` makes it, without looking for the keys of other articles."""
    return excerpt_of(workspace, article, spans, citing, keys=citation_keys([item_of(article)])).text


def preview_of_annotation(workspace: Workspace, annotation: Annotation, citing: Citing) -> str:
    """Return the text of an excerpt as `excerpt_of_annotation` makes it, without looking for the keys of other articles."""
    article = article_of(workspace, annotation.article)
    if annotation.state.has_words:
        return preview_of(workspace, article, annotation.spans, citing)
    return excerpt_of_annotation(workspace, annotation, citing).text


def _in_paragraphs(document: Document, span: Span) -> str:
    """Return the words of a span with an empty line between those of two blocks, but within a broken word a line end."""
    if not document.blocks:
        return span.of(document.text)
    near = document.blocks[document.block_index(span.start) : document.block_index(span.end) + 1]
    starts = [span.start, *(block.span.start for block in near if span.start < block.span.start < span.end)]
    parts = [document.text[start:end].strip() for start, end in zip(starts, [*starts[1:], span.end], strict=True)]
    joints = ("\n" if part.endswith(tuple(HYPHENS)) else "\n\n" for part in parts)
    return parts[0] + "".join(joint + part for joint, part in zip(joints, parts[1:], strict=False))


def excerpt_of_annotation(workspace: Workspace, annotation: Annotation, citing: Citing) -> Excerpt:
    """Return the excerpt of an annotation. Orphans are cited with the words that were marked, without a paragraph."""
    return next(made for _, _, made in _excerpts(workspace, [annotation], citing, {}))


def excerpts(
    workspace: Workspace,
    annotations: Sequence[Annotation],
    citing: Citing,
    lines: Mapping[str, Line] | None = None,
) -> Iterator[tuple[Annotation, Excerpt]]:
    """Yield the excerpts of annotations; citations that would read alike are disambiguated.

    ``lines``: citations by annotation id, if something else than the style of ``citing`` made them.
    """
    articles = articles_of(workspace, annotations)
    disambiguations = _disambiguations(articles.values(), citing)
    return (
        (annotation, made)
        for annotation, _, made in _excerpts(workspace, annotations, citing, disambiguations, articles, lines)
    )


def _excerpts(
    workspace: Workspace,
    annotations: Sequence[Annotation],
    citing: Citing,
    disambiguations: Mapping[str, Disambiguation],
    articles: Mapping[str, Article] | None = None,
    lines: Mapping[str, Line] | None = None,
) -> Iterator[tuple[Annotation, Article, Excerpt]]:
    articles = articles or articles_of(workspace, annotations)
    keys = keys_of(workspace, citing)
    for annotation in annotations:
        article, disambiguation = articles[annotation.article], disambiguations.get(annotation.article, UNAMBIGUOUS)
        line = (lines or {}).get(annotation.id)
        if annotation.state.has_words:
            yield (
                annotation,
                article,
                excerpt_of(workspace, article, annotation.spans, citing, disambiguation, keys, line),
            )
        else:
            options = (citing.style, language_of_citation(article, citing), citing.row, disambiguation)
            key = keys.get(article.id, "")
            yield annotation, article, excerpt([annotation.quote], item_of(article), (), *options, key=key, line=line)


def keys_of(workspace: Workspace, citing: Citing) -> dict[str, str]:
    """Return the citation keys by article id; nothing if the format does not need them.

    They are made for the whole library, so that they do not depend on what is cited.
    """
    if not citing.row.needs_key:
        return {}
    return citation_keys(map(item_of, workspace.articles()))


def together(texts: Sequence[str], citing: Citing) -> str:
    """Return the texts of excerpts as one text, as their format sets several of them."""
    return citing.row.document(texts)


def _disambiguations(articles: Iterable[Article], citing: Citing) -> dict[str, Disambiguation]:
    """Return by article id what distinguishes citations that would read alike."""
    return disambiguate(map(item_of, articles), citing.style, citing.language or "fr")


def article_of(workspace: Workspace, id_: str) -> Article:
    """Return an article; if its file is gone, what the library's record says of it."""
    if workspace.catalogue.has(id_):
        return workspace.article(id_)
    return _remembered(workspace, id_)


def articles_of(workspace: Workspace, annotations: Iterable[Annotation]) -> dict[str, Article]:
    """Return by id the articles of annotations, in their order. If a file is gone, the library's record is used."""
    present = {article.id: article for article in workspace.articles()}
    wanted = dict.fromkeys(annotation.article for annotation in annotations)
    return {id_: present.get(id_) or _remembered(workspace, id_) for id_ in wanted}


def _remembered(workspace: Workspace, id_: str) -> Article:
    record = workspace.store.get("_library", "articles", id_)[0] or {}
    return Article(id_, "", Metadata(**{"title": id_, **given_fields(record)}))


def rows(workspace: Workspace, annotations: Sequence[Annotation], citing: Citing) -> Iterator[ExportRow]:
    """Yield annotations as rows for other tools; citations and references are in the format of ``citing``.

    For Markdown an empty line stands between the paragraphs of a quote.
    """
    codebook = workspace.codebook
    articles = articles_of(workspace, annotations)
    disambiguations = _disambiguations(articles.values(), citing)
    for annotation, article, made in _excerpts(workspace, annotations, citing, disambiguations, articles):
        source = reference(
            item_of(article), citing.style, language_of_citation(article, citing), disambiguations[annotation.article]
        )
        quote = "\n\n".join(made.paragraphs) if citing.format == "markdown" else annotation.quote
        yield ExportRow(
            annotation.id, annotation.article, article.title, tuple((span.start, span.end) for span in annotation.spans), quote,
            codebook.paths(annotation.tags), with_line_feeds(annotation.note), annotation.ink.value, annotation.state.value, annotation.coder, rfc3339(annotation.created),
            rfc3339(annotation.modified), made.citation, source.markdown if citing.format == "markdown" else source.plain,
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
    return f"{copy_text(together([made.text], citing), to_terminal)} {made.citation}"
