"""The columns of the list of articles, and the row of each article."""

from __future__ import annotations

from collections.abc import Sequence

from reader.layout.table import Column, ListRow, Table
from reader.library.article import Article
from reader.library.listing import row_cells
from reader.library.versions import arranged, versions_sign
from reader.text.fold import fold_key
from reader.translation import _, language
from reader.tui.service.app_state import AppState

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


class ArticleRows:
    """The row of each article and its folded words. Both are kept: of ten thousand articles few change at a time."""

    def __init__(self, state: AppState) -> None:
        self._state = state
        self._folds: dict[str, tuple[Article, str, str]] = {}
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

    def passing(self, articles: Sequence[Article], words: str) -> list[Article]:
        """Return the articles that have all ``words`` in their title, source, author, path or status."""
        wanted = fold_key(words).split()
        return (
            [each for each in articles if all(word in self._folded(each) for word in wanted)] if wanted else [*articles]
        )

    def _folded(self, article: Article) -> str:
        cached = self._folds.get(article.id)
        if cached is None or cached[0] is not article or cached[1] != language():
            words = f"{article.title} {article.metadata.source} {article.metadata.author} {article.path}"
            words += f" {article.status.value} {article.status.word}"
            cached = self._folds[article.id] = (article, language(), fold_key(words))
        return cached[2]
