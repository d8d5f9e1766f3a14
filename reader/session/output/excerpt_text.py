"""Excerpts in an order of one's own as one document, with words between them and the references at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.citation.line import Line, text
from reader.citation.styles import style_of
from reader.citation.terms import EXCERPTS, REFERENCES
from reader.exchange.office_document import OfficeDocument, Quotation, note_paragraphs
from reader.session.output.bibliography import LISTS, references
from reader.session.output.excerpts import Citing, articles_of, excerpts, language_of_citation, together

if TYPE_CHECKING:
    from reader.annotation.model import Annotation, State
    from reader.citation.excerpt import Excerpt
    from reader.library.article import Article
    from reader.session.library.workspace import Workspace

Cited = Iterable[tuple["Annotation", "Excerpt"]]


def excerpt_text(
    workspace: Workspace, annotations: Sequence[Annotation], citing: Citing, made: Cited | None = None
) -> str:
    """Return excerpts in the format of ``citing``, each with its note below, and the references under a heading.

    A format whose citations are keys belongs to a bibliography file, so there is no list of references; nor is there one
    where citations alone are written, or a person's own template. ``made``: the excerpts, if the caller has made them.
    """
    row = citing.row
    texts = []
    for annotation, each in made or excerpts(workspace, annotations, citing):
        texts.append(each.text)
        texts += [
            row.paragraph("\n".join(row.line(text(line)) for line in lines))
            for lines in note_paragraphs(annotation.note)
        ]
    if citing.format in LISTS and not row.needs_key:
        articles = list(articles_of(workspace, annotations).values())
        texts.append(row.heading(REFERENCES[_language(articles, citing)]))
        texts += [row.paragraph(row.line(line)) for line in references(articles, citing)]
    return together(texts, citing)


def office_document(
    workspace: Workspace, annotations: Sequence[Annotation], citing: Citing, made: Cited | None = None
) -> OfficeDocument:
    """Return excerpts as a document for a word processor, with the references. ``made`` is as for `excerpt_text`."""
    articles = list(articles_of(workspace, annotations).values())
    language = _language(articles, citing)
    quotations = [
        Quotation(each.paragraphs, _with_state(each.line, annotation.state), annotation.note)
        for annotation, each in made or excerpts(workspace, annotations, citing)
    ]
    return OfficeDocument(
        EXCERPTS[language], language, quotations, REFERENCES[language], references(articles, citing), style_of(citing.style).is_note
    )  # fmt: skip


def _language(articles: Sequence[Article], citing: Citing) -> str:
    """Return the language of the headings: the one that is chosen, else that of the first article."""
    return language_of_citation(articles[0], citing) if articles else citing.language or "fr"


def _with_state(line: Line, state: State) -> Line:
    """Return a citation that says so if the article no longer has the words."""
    return line if state.has_words else line + f" ({state.word})"
