"""Bibliographies: the articles of a library for a program that cites, or as a list of references in a style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.citation.bibliographies import FILES
from reader.citation.disambiguation import disambiguate
from reader.citation.excerpt_formats import FORMATS
from reader.citation.item import Item
from reader.citation.keys import citation_keys
from reader.citation.line import Line
from reader.citation.styles import reference, style_of
from reader.library.article import Article
from reader.session.library.workspace import Workspace
from reader.session.output.excerpts import Citing, item_of, language_of_citation
from reader.session.search.find import annotations_of
from reader.text.fold import fold_key

LISTS = tuple(key for key in FORMATS if key not in ("citation", "pandoc", "template"))
"""The formats of an excerpt in which a list of references can be written."""


def excerpted(workspace: Workspace, query: str) -> list[Article]:
    """Return the articles with annotations that a query finds, in the order of the library."""
    ids = {annotation.article for annotation in annotations_of(workspace, query)}
    return [article for article in workspace.articles() if article.id in ids]


def entries(workspace: Workspace, articles: Iterable[Article]) -> list[tuple[str, Item]]:
    """Return articles as items with their citation keys, which do not depend on which articles are given."""
    keys = citation_keys(map(item_of, workspace.articles()))
    return [(keys[article.id], item_of(article)) for article in articles]


def bibliography(workspace: Workspace, articles: Sequence[Article], citing: Citing) -> str:
    """Return articles as a file of `bibliographies.FILES`, or as a list in a style and one of `LISTS`."""
    if citing.format in FILES:
        return FILES[citing.format].write(entries(workspace, articles))
    return listed(references(articles, citing), citing)


def references(articles: Sequence[Article], citing: Citing) -> list[Line]:
    """Return the entries of a list of references, in alphabetical order unless the style cites by number."""
    by_id = {article.id: article for article in articles}
    apart = disambiguate(map(item_of, articles), citing.style, citing.language or "fr")
    lines = [
        reference(item_of(article), citing.style, language_of_citation(article, citing), apart[id_])
        for id_, article in by_id.items()
    ]
    return lines if style_of(citing.style).is_numeric else sorted(lines, key=_place)


def _place(line: Line) -> str:
    """Return what an entry is sorted by: its letters, without case, accents and the marks before them."""
    return fold_key(line.plain).lstrip("«»“”‘’\"'()[] \u00a0")


def listed(lines: Sequence[Line], citing: Citing) -> str:
    """Return the entries of a list as a text in the format of ``citing``."""
    row = citing.row
    return row.document([row.line(line) for line in lines]) + "\n"
