"""The passages of annotations as selectors of the web: the words, what stands beside them, and where they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reader.annotation.selector import JOINT
from reader.exchange.imported import Losses, Passage, code_path
from reader.exchange.json_source import listed, number, text
from reader.exchange.project import IN_TEXT, ExportDocument
from reader.exchange.row import ExportRow
from reader.text.canonical import canonical
from reader.translation import N_


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a passage with the text beside them; without a place if they are not in the text."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None


def quotes_of(row: ExportRow, document: ExportDocument, context: int) -> Iterator[Quote]:
    """Yield the passages of a row, with ``context`` code points on either side."""
    whole = document.text
    if whole is None or row.state not in IN_TEXT:
        parts = row.quote.split(JOINT) if len(row.spans) > 1 else [row.quote]
        yield from map(Quote, parts)
        return
    for start, end in row.spans:
        before, after = whole[max(0, start - context) : start], whole[end : end + context]
        yield Quote(whole[start:end], before, after, start, end)


def passage_in(target: object, losses: Losses, which: str) -> Passage | None:
    """Return the passage of a target by its quote; None, and a loss, if it has no quote.

    The position only decides between equal places, since a file does not say which form of the text it refers to.
    """
    selectors = listed(target.get("selector")) if isinstance(target, dict) else []
    exact: dict[str, Any] = {}
    near = None
    for selector in selectors:
        if not isinstance(selector, dict):
            continue
        if selector.get("type") == "TextQuoteSelector" and not exact:
            exact = selector
        elif selector.get("type") == "TextPositionSelector":
            near = number(selector.get("start"))
    words = canonical(text(exact.get("exact")))
    if not selectors:
        losses.lose(N_("annotations on a whole document"), which)
    elif not words.strip():
        losses.lose(N_("annotations without the words that they are on"), which)
    else:
        return Passage(words, None, canonical(text(exact.get("prefix"))), canonical(text(exact.get("suffix"))), near)
    return None


def tag_path(value: str, losses: Losses) -> str:
    """Return the path of a tag that may be written with slashes; empty for a blank one."""
    path = ""
    for name in value.split("/"):
        if name.strip():
            path = code_path(path, name, losses)
    return path
