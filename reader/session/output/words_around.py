"""The words around a query, and how often it is found by article, source and month, as tables like those of the statistics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reader.annotation.statistics import months
from reader.library.article import Article
from reader.search.collocation import WINDOW, Collocate, Collocations
from reader.session.library.workspace import Workspace
from reader.session.output.library_statistics import StatisticsTable, month_of
from reader.session.search import find
from reader.translation import _, ngettext, number

MOST_WORDS = 200
"""Collocates of the table."""


@dataclass(frozen=True, slots=True)
class WordsAround:
    """What was counted: the collocates, best first, and the hits of each article that has any."""

    collocates: Sequence[Collocate]
    hits: Mapping[str, int]
    articles: Mapping[str, Article]
    window: int = WINDOW

    @property
    def count(self) -> int:
        """How many hits there are."""
        return sum(self.hits.values())

    def by_word(self) -> StatisticsTable:
        """Return the collocates with their counts and log-likelihood ratios."""
        title = ngettext(
            "Words at most {window} word from a hit: how often, and log-likelihood",
            "Words at most {window} words from a hit: how often, and log-likelihood",
            self.window,
        ).format(window=number(self.window))
        rows = tuple(
            (each.word, each.near, each.total, round(each.expected, 2), round(each.score, 2))
            for each in self.collocates[:MOST_WORDS]
        )
        return StatisticsTable("words", title, ("word", "near", "total", "expected", "log_likelihood"), rows)

    def by_article(self) -> StatisticsTable:
        """Count hits by article, most first, and for each ten thousand words of the article."""
        rows = [
            (id_, self._article(id_).title or id_, count, _rate(count, self._article(id_).words))
            for id_, count in self.hits.items()
        ]
        rows.sort(key=lambda row: (-row[2], row[0]))
        columns = ("article", "title", "count", "per_10000_words")
        return StatisticsTable("articles", _("Hits by article"), columns, tuple(rows))

    def by_source(self) -> StatisticsTable:
        """Count hits by the source of their article, most first. Articles without a source form one group."""
        counts = self._by(lambda article: article.metadata.source)
        rows = tuple(sorted(((source, *own) for source, own in counts.items()), key=lambda row: (-row[1], row[0])))
        return StatisticsTable("sources", _("Hits by source"), ("source", "count", "articles"), rows)

    def by_month(self) -> StatisticsTable:
        """Count hits by the month of their article, in order. Months without any in between are included."""
        counts = self._by(lambda article: month_of(article.metadata.date))
        filled = months({month: own[0] for month, own in counts.items()})
        rows = tuple((month, count, counts.get(month, (0, 0))[1]) for month, count in filled.items())
        return StatisticsTable("months", _("Hits by month"), ("month", "count", "articles"), rows)

    def _by(self, group: Callable[[Article], str]) -> dict[str, tuple[int, int]]:
        """Return how many hits, and how many articles that have any, each group has."""
        hits: Counter[str] = Counter()
        articles: Counter[str] = Counter()
        for id_, count in self.hits.items():
            name = group(self._article(id_))
            hits[name] += count
            articles[name] += 1
        return {name: (hits[name], articles[name]) for name in hits}

    def _article(self, id_: str) -> Article:
        return self.articles.get(id_) or Article(id_, "")


TABLES = {
    "words": WordsAround.by_word,
    "articles": WordsAround.by_article,
    "sources": WordsAround.by_source,
    "months": WordsAround.by_month,
}


def words_around(
    workspace: Workspace, query: str, window: int = WINDOW, wanted: Callable[[], bool] = lambda: True
) -> WordsAround:
    """Return what stands around the hits of a query, as far as it is ``wanted``. Problem as for `find.search`.

    Words are compared with those of the same articles, ``window`` words on each side with all others.
    """
    hits: dict[str, int] = {}
    collocations = Collocations(window)
    for article, text, spans in find.search_texts(workspace, query, wanted):
        hits[article.id] = len(spans)
        collocations.add(text.text, spans, article.metadata.language, text.key)
    return WordsAround(collocations.best(), hits, {each.id: each for each in workspace.articles()}, window)


def _rate(count: int, words: int) -> float:
    return round(10_000 * count / words, 2) if words else 0.0
