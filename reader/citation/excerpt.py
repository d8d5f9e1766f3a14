"""Excerpts: a quote with its citation, ready to paste."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.citation.item import UNAMBIGUOUS, Disambiguation, Item
from reader.citation.line import escaped
from reader.citation.styles import citation, style_of
from reader.citation.terms import locator
from reader.citation.typography import quoted
from reader.text.characters import in_one_line
from reader.text.guard import guard
from reader.text.hyphenation import mended

FORMATS = ("plain", "markdown", "citation")
JOINT = " […] "
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quote in one line and in paragraphs, its citation, and quote and citation together in the format asked for."""

    quote: str
    paragraphs: tuple[str, ...]
    citation: str
    text: str


def excerpt(
    quotes: Sequence[str],
    item: Item,
    paragraphs: Sequence[int],
    style: str,
    language: str,
    format: str,
    disambiguation: Disambiguation = UNAMBIGUOUS,
    pages: Sequence[tuple[str, str]] = (),
) -> Excerpt:
    """Return the excerpt of one or several passages in ``paragraphs``, without control characters.

    The citation names the ``pages``, first and last labels of runs of them, else the paragraphs.

    An empty line ends a paragraph of a passage. Markdown keeps the paragraphs; between quotation marks they are one line.
    Quotation marks in the passage stay, nested in those of the excerpt, so that a speaker's words are not taken for the
    journalist's. No-break spaces stay, too.
    """
    passage = JOINT.join(mended(quote).strip() for quote in quotes)
    parts = tuple(guard(part) for part in map(in_one_line, _EMPTY_LINE.split(passage)) if part)
    quote = " ".join(parts)
    place = locator(paragraphs, language, format, pages, style_of(style).paragraphs)
    line = citation(item, style, language, place, disambiguation)
    if format == "markdown":
        return Excerpt(quote, parts, line.markdown, block_quote([*map(escaped, parts), f"— {line.markdown}"]))
    text = line.plain if format == "citation" else f"{quoted(quote, language)} {line.plain}"
    return Excerpt(quote, parts, line.plain, text)


def block_quote(paragraphs: Sequence[str]) -> str:
    """Return paragraphs, each a line of Markdown, as one quote."""
    return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)
