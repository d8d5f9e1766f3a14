"""The columns of the list of articles, and the row of each article."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from reader.layout.table import Column, ListRow, Table
from reader.library.article import Article
from reader.library.listing import row_cells
from reader.library.versions import arranged, versions_sign
from reader.session.search.options import language_of
from reader.translation import _, language
from reader.tui.service.app_state import AppState

if TYPE_CHECKING:
    from reader.search.query.places import SearchText
    from reader.search.query.tree import Node

SORTED = "▾"
LEAST_TITLE = 40
"""Cells that a title keeps, wherever the window has them."""


def article_table(sort: str) -> Table:
    """Return the columns of the list, with a sign at the one that it is sorted by."""

    def name(field: str) -> str:
        return f"{_name(field)} {SORTED}" if field == sort else _name(field)

    return Table(
        (
            Column(4, "≈", rank=0),
            Column(24, name("source"), rank=2, least=10),
            Column(10, name("date"), rank=3),
            Column(5, name("minutes"), is_number=True, rank=4),
            Column(6, name("status"), rank=0),
            Column(6, name("annotations"), is_number=True, rank=1),
            Column(5, name("waiting"), rank=1),
        ),
        first=name("title"),
        least=LEAST_TITLE,
    )


def _name(field: str) -> str:
    match field:
        case "title":
            return _("Title")
        case "source":
            return _("Source")
        case "date":
            return _("Date")
        case "minutes":
            return _("Min")
        case "status":
            return _("Read")
        case "annotations":
            return "✎"
        case _:
            return "?"


class _Line(NamedTuple):
    """The text of an article's row that a query searches, and its folded form; ``language``: that of the status in it."""

    article: Article
    language: str
    text: str
    key: str


class ArticleRows:
    """The row of each article and its folded line. Both are kept: of ten thousand articles few change at a time."""

    def __init__(self, state: AppState) -> None:
        self._state = state
        self._lines: dict[str, _Line] = {}
        self._vocabulary: frozenset[str] | None = None
        """The words of all lines; None if a line has changed since they were collected."""
        self._rows: dict[str, tuple[Article, float, int, str, ListRow]] = {}

    def rows(self, articles: Sequence[Article]) -> list[ListRow]:
        """Return the rows of articles in order; versions that are folded have one row together."""
        versions = self._state.versions
        shown, folded = arranged(articles, versions.groups, versions.is_folded)
        signs = ((article, versions.groups.get(article.id, ()), folded.get(article.id, 0)) for article in shown)
        return [self._row(article, versions_sign(group, count)) for article, group, count in signs]

    def _row(self, article: Article, versions: str) -> ListRow:
        share, waiting = self._state.places.share(article.id), self._state.waiting.get(article.id, 0)
        cached = self._rows.get(article.id)
        if cached is None or cached[0] is not article or cached[1:4] != (share, waiting, versions):
            row = ListRow(article.id, row_cells(article, share, waiting, versions))
            cached = self._rows[article.id] = (article, share, waiting, versions, row)
        return cached[4]

    def passing(self, articles: Sequence[Article], tree: Node) -> list[Article]:
        """Return the articles that meet a query; its words are in the title, source, author, path or status."""
        from reader.session.search import find
        from reader.text.words import word_list

        for article in articles:
            self._keep_line(article)
        if self._vocabulary is None:
            self._vocabulary = frozenset(chain.from_iterable(word_list(line.key) for line in self._lines.values()))
        return find.passing(self._state.workspace, tree, articles, self._line)

    def _keep_line(self, article: Article) -> None:
        from reader.session.search.asked import line_text

        cached = self._lines.get(article.id)
        if cached is None or cached.article is not article or cached.language != language():
            text = line_text(self._state.workspace, article, f"{article.status.value} {article.status.word}")
            self._lines[article.id] = _Line(article, language(), text.text, text.key)
            self._vocabulary = None

    def _line(self, article: Article) -> SearchText:
        """Return the text of the article's row that a query searches."""
        from reader.search.query.places import SearchText

        line = self._lines[article.id]
        return SearchText(line.text, language_of(self._state.workspace, article), line.key, self._vocabulary)
