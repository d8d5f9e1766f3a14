"""Statistics of the annotations that a query finds, as tables that each front end shows in its own way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from reader.annotation import statistics
from reader.annotation.codebook import Codebook, TagCount, in_order
from reader.annotation.model import Annotation, State
from reader.library.article import Article
from reader.session.library.workspace import Workspace
from reader.session.search.find import annotations_of
from reader.text.date import date_parts
from reader.text.problem import Problem
from reader.text.timestamp import rfc3339
from reader.translation import _, ngettext

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class StatisticsTable:
    """Rows with named columns. ``title`` says what they count."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass
class Statistics:
    """What is counted: annotations, and articles by id. ``lengths`` are in code points and lack articles whose file is gone."""

    coded: list[statistics.Coded]
    articles: dict[str, Article]
    lengths: dict[str, int]
    tags: dict[str, TagCount] = field(default_factory=dict)

    @cached_property
    def own(self) -> dict[str, int]:
        """How many annotations each tag has itself; tags without any are left out."""
        return {path: count.own for path, count in self.tags.items() if count.own}

    @cached_property
    def steps(self) -> list[statistics.Step]:
        """The articles in the order of coding, with the tags that are new in each."""
        return statistics.progress(self.coded)

    def title_of(self, article: str) -> str:
        """Return the title of an article; its id if it has none, or is gone."""
        return self.articles[article].title or article

    def by_tag(self) -> StatisticsTable:
        """Count annotations by tag: those of the tag itself, and those of the tag and all below it."""
        rows = tuple((path, *count) for path, count in self.tags.items())
        return StatisticsTable("tags", _("Annotations by tag"), ("tag", "count", "total"), rows)

    def by_article(self) -> StatisticsTable:
        """Count annotations by article, most first."""
        counts = statistics.by(self.coded, {id_: id_ for id_ in self.articles})
        rows = [(id_, self.title_of(id_), counts.get(id_, 0)) for id_ in self.articles]
        rows.sort(key=lambda row: (-row[2], row[0]))
        return StatisticsTable("articles", _("Annotations by article"), ("article", "title", "count"), tuple(rows))

    def by_source(self) -> StatisticsTable:
        """Count annotations by the source of their article, most first. Articles without a source form one group."""
        groups = {id_: article.metadata.source for id_, article in self.articles.items()}
        counts, sizes = statistics.by(self.coded, groups), Counter(groups.values())
        rows = [(source, counts.get(source, 0), size) for source, size in sizes.items()]
        rows.sort(key=lambda row: (-row[1], row[0]))
        return StatisticsTable("sources", _("Annotations by source"), ("source", "count", "articles"), tuple(rows))

    def by_month(self) -> StatisticsTable:
        """Count annotations by the month of their article, in order. Months without any are included."""
        groups = {id_: month_of(article.metadata.date) for id_, article in self.articles.items()}
        counts, sizes = statistics.by(self.coded, groups), Counter(groups.values())
        months = statistics.months({month: counts.get(month, 0) for month in sizes})
        rows = tuple((month, count, sizes[month]) for month, count in months.items())
        return StatisticsTable("months", _("Annotations by month"), ("month", "count", "articles"), rows)

    def together(self) -> StatisticsTable:
        """Count the passages that two tags share."""
        pairs = sorted(statistics.together(self.coded).items(), key=lambda pair: (-pair[1], pair[0]))
        rows = tuple((*tags, count) for tags, count in pairs)
        return StatisticsTable("together", _("Tags on the same passages"), ("tag", "other", "count"), rows)

    def coverage(self) -> StatisticsTable:
        """Compute the share of each article that is tagged, from 0 to 1, highest first."""
        parts = sorted(statistics.coverage(self.coded, self.lengths), key=lambda part: (-part.share, part.article))
        rows = tuple(
            (part.article, self.title_of(part.article), part.tagged, part.length, round(part.share, 4))
            for part in parts
        )
        return StatisticsTable(
            "coverage",
            _("Share of each article that is tagged"),
            ("article", "title", "tagged", "length", "share"),
            rows,
        )

    def progress(self) -> StatisticsTable:
        """Count the new tags of each article, in the order of coding: those that no earlier article has."""
        rows = tuple(
            (
                number,
                step.article,
                self.title_of(step.article),
                rfc3339(step.created),
                step.annotations,
                len(step.new),
                step.so_far,
            )
            for number, step in enumerate(self.steps, start=1)
        )
        title = ngettext(
            "New tags by article coded ({coded} of {count} article)",
            "New tags by article coded ({coded} of {count} articles)",
            len(self.articles),
        ).format(coded=len(rows), count=len(self.articles))
        columns = ("number", "article", "title", "first", "annotations", "new", "known")
        return StatisticsTable("progress", title, columns, rows)

    def pairs(self) -> tuple[list[str], list[list[int]]]:
        """Return the tags that have annotations, and the symmetric table of how often two are on the same passage."""
        paths = sorted(self.own, key=in_order)
        return paths, statistics.pairs_of(paths, statistics.together(self.coded), self.own)


TABLES = {
    "tags": Statistics.by_tag,
    "articles": Statistics.by_article,
    "sources": Statistics.by_source,
    "months": Statistics.by_month,
    "together": Statistics.together,
    "coverage": Statistics.coverage,
    "progress": Statistics.progress,
}


def statistics_of(workspace: Workspace, query: str = "") -> Statistics:
    """Return the statistics of the annotations that a query finds. All articles of the library are counted."""
    codebook = workspace.codebook
    annotations = annotations_of(workspace, query)
    articles = {article.id: article for article in workspace.articles()}
    for annotation in annotations:
        articles.setdefault(annotation.article, Article(annotation.article, ""))
    lengths = {}
    for id_, article in articles.items():
        try:
            lengths[id_] = len(workspace.text(id_)) if article.path else 0
        except Problem:
            continue  # its file is gone; its annotations still count
    coded = [_coded(codebook, annotation) for annotation in annotations]
    return Statistics(coded, articles, lengths, _counted(codebook, annotations, query))


def _coded(codebook: Codebook, annotation: Annotation) -> statistics.Coded:
    spans = () if annotation.state is State.ORPHAN else annotation.spans
    return statistics.Coded(annotation.article, codebook.paths(annotation.tags), spans, annotation.created)


def _counted(codebook: Codebook, annotations: list[Annotation], query: str) -> dict[str, TagCount]:
    """Return the counts by tag. Without a query, tags without annotations are included."""
    counted = codebook.counted(Counter(annotation.tags for annotation in annotations))
    return counted if not query else {path: count for path, count in counted.items() if count.total}


def month_of(date: str) -> str:
    """Return the month of a date, such as ``2024-03``; the year alone, or nothing, if that is all that is known."""
    return "-".join(f"{part:0{4 if at == 0 else 2}d}" for at, part in enumerate(date_parts(date)[:2]))
