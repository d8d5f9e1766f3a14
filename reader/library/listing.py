"""The list of articles: its order, and what it shows of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.article import Article, Status
from reader.text.fold import fold_key

if TYPE_CHECKING:
    from collections.abc import Iterable

SORTS = ("title", "date", "source", "status", "annotations")
WIDTHS = (18, 10, 7, 5, 9, 6)
"""Cells of the columns after the title: source, date, reading time, progress, status, annotations."""
_OPENING = "\"'([- "
"""What no one looks under."""
_SIGN = {Status.UNREAD: "○ unread", Status.READING: "◐ reading", Status.DONE: "● done"}


def ordered(articles: Iterable[Article], sort: str) -> list[Article]:
    """Return the articles sorted by one of `SORTS`; what is not known comes last, equals go by title."""

    def key(article: Article) -> tuple[object, ...]:
        title = fold_key(article.title).lstrip(_OPENING)
        if sort == "annotations":
            return (-article.annotations, title)
        if sort == "status":
            return (list(Status).index(article.status), title)
        value = fold_key(getattr(article.metadata, sort)).lstrip(_OPENING)
        return (not value, value, title)

    return sorted(articles, key=key)


def row_cells(article: Article, share: float, waiting: int = 0) -> tuple[str, ...]:
    """Return the cells of an article's row; ``share`` of it has been passed, 0 to 1; ``waiting`` annotations ask."""
    share = 1.0 if article.status is Status.DONE else share
    count = f"{article.annotations or ''}{f' ?{waiting}' if waiting else ''}"
    minutes = f"{article.minutes} min"
    return (
        article.title,
        article.metadata.source,
        article.metadata.date,
        minutes,
        f"{share:.0%}",
        _SIGN[article.status],
        count,
    )


def count_line(count: int, sort: str) -> str:
    """Return how many articles are listed, and in what order."""
    return f"{count} articles · by {sort}"
