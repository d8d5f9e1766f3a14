"""Excerpts: a quote with its citation, ready to paste."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.citation.item import UNAMBIGUOUS, Disambiguation, Item
from reader.citation.line import escaped
from reader.citation.styles import citation
from reader.citation.terms import locator
from reader.citation.typography import quoted
from reader.text.characters import in_one_line
from reader.text.guard import guard
from reader.text.hyphenation import mended

FORMATS = ("plain", "markdown", "citation")
JOINT = " […] "


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quote, its citation, and both together in the format asked for."""

    quote: str
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
) -> Excerpt:
    """Return the excerpt of one or several passages in ``paragraphs``, without control characters.

    Quotation marks in the passage stay, nested in those of the excerpt, so that a speaker's words are not taken for the
    journalist's. No-break spaces stay, too.
    """
    quote = JOINT.join(guard(in_one_line(mended(passage))) for passage in quotes)
    line = citation(item, style, language, locator(paragraphs, language, format), disambiguation)
    if format == "markdown":
        return Excerpt(quote, line.markdown, f"> {escaped(quote)}\n>\n> — {line.markdown}")
    return Excerpt(quote, line.plain, line.plain if format == "citation" else f"{quoted(quote, language)} {line.plain}")
