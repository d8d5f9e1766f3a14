"""The title block: what is known of an article, in rows of their own above its text or below the heading that is its title.

These rows belong to no block of the document and have no offsets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.layout.wrap import wrap
from reader.text.block import SKIPPED, Kind
from reader.text.fold import fold_key
from reader.text.guard import guard
from reader.text.span import Span

if TYPE_CHECKING:
    from reader.text.document import Document

_FAR = 30
"""Blocks among which the heading that is the title is looked for."""


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """A title and the facts below it, such as source and date; each may be empty.

    ``minutes``, the time it takes to read, stands behind the facts; alone it makes no row.
    """

    title: str = ""
    facts: tuple[str, ...] = ()
    minutes: str = ""


NO_TITLE = TitleBlock()
"""Nothing is known."""


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A row of the title block and the name of its look; a blank row has no words."""

    words: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class PlacedTitle:
    """The rows of a title block, and the index of the block above which they stand."""

    block: int = 0
    rows: tuple[TitleRow, ...] = ()


def place_title(document: Document, title: TitleBlock, width: int) -> PlacedTitle:
    """Return where a title block stands, in rows of at most ``width`` cells.

    A title that the text begins with is not said again: below its heading only the facts stand. A title that is the first
    words of a text without a heading says nothing new, either.
    """
    if not document.blocks or not (title.title or title.facts):
        return PlacedTitle()
    first = next((at for at, block in enumerate(document.blocks[:_FAR]) if block.kind not in SKIPPED), 0)
    block = document.blocks[first]
    words = fold_key(block.span.of(document.text)).strip()
    is_heading = block.kind is Kind.HEADING and (
        title.title == document.title or fold_key(title.title).strip() == words
    )
    named = () if is_heading or title.title == document.title else _rows(title.title, "title", width)
    known = [*title.facts, title.minutes] if title.facts or named else []
    facts = _rows(" · ".join(filter(None, known)), "facts", width)
    if is_heading and first + 1 < len(document.blocks):
        return PlacedTitle(first + 1, facts)
    rows = (*named, *facts)
    return PlacedTitle(0, (*rows, TitleRow()) if rows else ())


def _rows(text: str, look: str, width: int) -> tuple[TitleRow, ...]:
    text = guard(" ".join(text.split()))
    if not text:
        return ()
    return tuple(TitleRow(row.of(text).rstrip(), look) for row in wrap(text, Span(0, len(text)), width))
