"""Statistics: what the annotations of a query come to, as tables that every front end shows in its own way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from reader.annotation import statistics
from reader.annotation.codebook import Codebook, Count
from reader.annotation.model import Annotation, State
from reader.library.article import Article
from reader.session.library.workspace import Workspace
from reader.session.search.find import annotations_of
from reader.text.date import date_parts
from reader.text.problem import Problem
from reader.text.timestamp import rfc3339

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with named columns; ``title`` says what they count."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass
class Statistics:
    """What is counted: annotations as values, the articles by id with their lengths (code points) where they are there."""

    coded: list[statistics.Coded]
    articles: dict[str, Article]
    lengths: dict[str, int]
    tags: dict[str, Count] = field(default_factory=dict)

    @cached_property
    def own(self) -> dict[str, int]:
        """How many annotations each tag has itself; tags that have none are left out."""
        return {path: count.own for path, count in self.tags.items() if count.own}

    def by_tag(self) -> Table:
        """Count annotations by tag, itself and with what is below it."""
        rows = tuple((path, *count) for path, count in self.tags.items())
        return Table("tags", "Annotations by tag", ("tag", "count", "total"), rows)

    def by_article(self) -> Table:
        """Count annotations by article, most first."""
        found = statistics.by(self.coded, {id_: id_ for id_ in self.articles})
        rows = [(id_, article.title, found.get(id_, 0)) for id_, article in self.articles.items()]
        rows.sort(key=lambda row: (-row[2], row[0]))
        return Table("articles", "Annotations by article", ("article", "title", "count"), tuple(rows))

    def by_source(self) -> Table:
        """Count annotations by the source of their article, most first; articles without one are together."""
        groups = {id_: article.metadata.source for id_, article in self.articles.items()}
        found = statistics.by(self.coded, groups)
        many = Counter(groups.values())
        rows = [(source, found.get(source, 0), count) for source, count in many.items()]
        rows.sort(key=lambda row: (-row[1], row[0]))
        return Table("sources", "Annotations by source", ("source", "count", "articles"), tuple(rows))

    def by_month(self) -> Table:
        """Count annotations by the month of their article, in order; months between without any are there."""
        groups = {id_: _month(article.metadata.date) for id_, article in self.articles.items()}
        found, many = statistics.by(self.coded, groups), Counter(groups.values())
        every = statistics.months({month: found.get(month, 0) for month in many})
        rows = tuple((month, count, many[month]) for month, count in every.items())
        return Table("months", "Annotations by month", ("month", "count", "articles"), rows)

    def together(self) -> Table:
        """Count for two tags the passages where both are."""
        pairs = sorted(statistics.together(self.coded).items(), key=lambda pair: (-pair[1], pair[0]))
        rows = tuple((one, other, count) for (one, other), count in pairs)
        return Table("together", "Tags on the same passages", ("tag", "other", "count"), rows)

    def coverage(self) -> Table:
        """Say how much of each article is tagged, from 0 to 1, most first."""
        found = sorted(statistics.coverage(self.coded, self.lengths), key=lambda one: (-one.share, one.article))
        rows = tuple((one.article, one.tagged, one.length, round(one.share, 4)) for one in found)
        return Table("coverage", "Share of each article that is tagged", ("article", "tagged", "length", "share"), rows)

    def progress(self) -> Table:
        """Say for each article in the order of coding how many tags it has that no earlier one had."""
        rows = tuple(
            (number, step.article, rfc3339(step.created), step.annotations, step.new, step.known)
            for number, step in enumerate(statistics.progress(self.coded), start=1)
        )
        title = f"New tags by article coded ({len(rows)} of {len(self.articles)} articles)"
        return Table("progress", title, ("number", "article", "first", "annotations", "new", "known"), rows)

    def pairs(self) -> tuple[list[str], list[list[int]]]:
        """Return the tags that have annotations, and the symmetric table of how often two are together."""
        paths = sorted(self.own)
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
    """Return what there is to count among the annotations of a query; every article of the library counts as one."""
    codebook = workspace.codebook
    found = annotations_of(workspace, query)
    articles = {article.id: article for article in workspace.articles()}
    for one in found:
        articles.setdefault(one.article, Article(one.article, ""))
    lengths = {}
    for id_, article in articles.items():
        try:
            lengths[id_] = len(workspace.text(id_)) if article.path else 0
        except Problem:
            continue  # its file is gone since; its annotations still count
    return Statistics([_coded(codebook, one) for one in found], articles, lengths, _counted(codebook, found, query))


def _coded(codebook: Codebook, one: Annotation) -> statistics.Coded:
    spans = () if one.state is State.ORPHAN else one.spans
    return statistics.Coded(one.article, codebook.paths(one.tags), spans, one.created)


def _counted(codebook: Codebook, found: list[Annotation], query: str) -> dict[str, Count]:
    """Return the counts by tag; without a query also of tags that have no annotation."""
    counted = codebook.counted(Counter(one.tags for one in found))
    return counted if not query else {path: count for path, count in counted.items() if count.total}


def _month(date: str) -> str:
    return "-".join(f"{part:0{4 if at == 0 else 2}d}" for at, part in enumerate(date_parts(date)[:2]))
