"""Excerpts and references in the style of a CSL file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.citation.excerpt import Excerpt
from reader.citation.keys import citation_keys
from reader.citation.line import Line
from reader.citation.terms import locator
from reader.library.article import Article
from reader.session.output.bibliography import entries
from reader.session.output.excerpts import Citing, articles_of, excerpts, item_of, language_of_citation
from reader.session.output.pandoc import find_pandoc, process

if TYPE_CHECKING:
    from reader.annotation.model import Annotation
    from reader.session.library.workspace import Workspace


def excerpts_by_file(
    workspace: Workspace, annotations: Sequence[Annotation], citing: Citing, style: Path
) -> tuple[list[tuple[Annotation, Excerpt]], str]:
    """Return excerpts that are cited as the file ``style`` says, and a warning about Pandoc, empty if there is none.

    All citations in one language are one call, which the style takes for one text: it tells them apart, and a style with
    notes may shorten the second of two for one article.
    """
    pandoc = find_pandoc()
    articles = articles_of(workspace, annotations)
    keys = citation_keys(
        map(item_of, {**{article.id: article for article in workspace.articles()}, **articles}.values())
    )
    lines: dict[str, Line] = {}
    by_language: dict[str, list[Annotation]] = {}
    for annotation in annotations:
        language = language_of_citation(articles[annotation.article], citing)
        by_language.setdefault(language, []).append(annotation)
    for language, group in by_language.items():
        cited = [(keys[annotation.article], _place(workspace, annotation, language)) for annotation in group]
        ids = dict.fromkeys(annotation.article for annotation in group)
        items = [{**item_of(articles[id_]).to_csl(), "id": keys[id_]} for id_ in ids]
        citations = process(pandoc, style, language, items, cited).citations
        lines |= {annotation.id: line for annotation, line in zip(group, citations, strict=True)}
    return list(excerpts(workspace, annotations, citing, lines)), pandoc.warning


def references_by_file(
    workspace: Workspace, articles: Sequence[Article], citing: Citing, style: Path
) -> tuple[list[Line], str]:
    """Return the list of references as the file ``style`` says, in its order, and a warning as `excerpts_by_file` does.

    If no language is chosen, it is English for articles in English alone, else French.
    """
    pandoc = find_pandoc()
    languages = {language_of_citation(article, citing) for article in articles}
    language = "en" if languages == {"en"} else "fr"
    items = [{**item.to_csl(), "id": key} for key, item in entries(workspace, articles)]
    return list(process(pandoc, style, language, items).references), pandoc.warning


def _place(workspace: Workspace, annotation: Annotation, language: str) -> str:
    """Return the page or paragraph of an annotation; nothing if its words are no longer in the article."""
    if annotation.state not in ("anchored", "moved"):
        return ""
    document = workspace.document(annotation.article)
    spans = annotation.spans
    return locator(document.paragraphs_of(spans), language, "plain", document.pages_of(spans))
