"""The list of articles: its order, its columns, and what it shows of each."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

from reader.library.article import Article, Status
from reader.text.fold import fold_key

if TYPE_CHECKING:
    from collections.abc import Iterable

FIELDS = ("title", "versions", "source", "date", "minutes", "status", "annotations", "waiting")
"""What a row says of an article, in this order."""
SORTS = ("title", "date", "source", "status", "annotations")
BAR_CELLS = 4
UNREAD = "○"
DONE = "█" * BAR_CELLS
_OPENING = "\"'([- "
"""What no one looks under."""

_DIGITS = re.compile("([0-9]+)")


def natural_key(text: str) -> list[tuple[int, str]]:
    """Return a key that sorts numbers within texts by their value: ``Article 2`` comes before ``Article 10``."""
    parts = _DIGITS.split(fold_key(text).lstrip(_OPENING))  # every second part is a number
    return [_number(part) if index % 2 else (0, part) for index, part in enumerate(parts)]


def _number(digits: str) -> tuple[int, str]:
    """Sort by length, then by digits: Python refuses to convert very long numbers."""
    digits = digits.lstrip("0")
    return len(digits), digits


def ordered(articles: Iterable[Article], sort: str) -> list[Article]:
    """Return the articles sorted by one of `SORTS`; what is not known comes last, equals go by title."""

    def key(article: Article) -> tuple[object, ...]:
        title = (natural_key(article.title), natural_key(article.path))
        if sort == "annotations":
            return (-article.annotations, title)
        if sort == "status":
            return (list(Status).index(article.status), title)
        value = natural_key(getattr(article.metadata, sort))
        return (value == [(0, "")], value, title)

    return sorted(articles, key=key)


def row_cells(article: Article, share: float, waiting: int = 0, versions: str = "") -> tuple[str, ...]:
    """Return the `FIELDS` of an article's row; ``share`` of it has been passed, 0 to 1; ``waiting`` annotations ask."""
    return (
        article.title,
        versions,
        article.metadata.source,
        article.metadata.date,
        str(article.minutes or ""),
        progress_sign(article.status, share),
        str(article.annotations or ""),
        f"?{waiting}" if waiting else "",
    )


def progress_sign(status: Status, share: float) -> str:
    """Return a ring for unread, a bar as long as the ``share`` that has been passed, a full bar only for done."""
    if status is Status.READING:
        passed = max(0, min(BAR_CELLS - 1, ceil(share * BAR_CELLS)))
        return "▆" * passed + "▁" * (BAR_CELLS - passed)
    return DONE if status is Status.DONE else UNREAD
