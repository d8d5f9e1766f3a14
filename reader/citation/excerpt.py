"""Excerpts: a quote with its citation, ready to paste."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.citation.excerpt_formats import FORMATS, ExcerptFormat
from reader.citation.item import UNAMBIGUOUS, Disambiguation, Item
from reader.citation.line import Line
from reader.citation.passage import Passage
from reader.citation.styles import citation, style_of
from reader.citation.terms import locator
from reader.text.characters import in_one_line
from reader.text.guard import guard
from reader.text.hyphenation import mended

JOINT = " […] "
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quote in one line and in paragraphs, its citation, and quote and citation together in the format asked for.

    ``line``: the citation with its italics.
    """

    quote: str
    paragraphs: tuple[str, ...]
    citation: str
    text: str
    line: Line


def excerpt(
    quotes: Sequence[str],
    item: Item,
    paragraphs: Sequence[int],
    style: str,
    language: str,
    format: str | ExcerptFormat,
    disambiguation: Disambiguation = UNAMBIGUOUS,
    pages: Sequence[tuple[str, str]] = (),
    *,
    key: str = "",
    line: Line | None = None,
) -> Excerpt:
    """Return the excerpt of one or several passages in ``paragraphs``, without control characters.

    The citation names the ``pages``, first and last labels of runs of them, else the paragraphs. ``key``: the item's
    citation key, for a format that needs it; ``line``: the citation, if something else than ``style`` made it.

    An empty line ends a paragraph of a passage. Markdown keeps the paragraphs; between quotation marks they are one line.
    Quotation marks in the passage stay, nested in those of the excerpt, so that a speaker's words are not taken for the
    journalist's. No-break spaces stay, too.
    """
    row = FORMATS[format] if isinstance(format, str) else format
    passage = JOINT.join(mended(quote).strip() for quote in quotes)
    parts = tuple(guard(part) for part in map(in_one_line, _EMPTY_LINE.split(passage)) if part)
    sign = "markdown" if row.suffix == ".md" else row.key
    how = style_of(style)
    place = locator(paragraphs, language, sign, pages, how.paragraphs, bare_pages=how.bare_pages)
    if line is None:
        line = citation(item, style, language, place, disambiguation)
    shown = line.markdown if row.key == "markdown" else line.plain
    return Excerpt(" ".join(parts), parts, shown, row.write(Passage(parts, line, item, key, place, language)), line)
