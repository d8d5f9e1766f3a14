"""Excerpts: a quote with its citation, ready to paste."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.citation.item import Item
from reader.citation.line import escaped
from reader.citation.styles import citation
from reader.citation.terms import locator
from reader.citation.typography import quoted
from reader.citation.year_suffix import ALONE, Difference
from reader.text.guard import guard

FORMATS = ("plain", "markdown", "citation")
JOINT = " […] "
_BLANKS = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words, their citation, and both as the format has them."""

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
    difference: Difference = ALONE,
) -> Excerpt:
    """Return the excerpt of one or several passages, which lie in ``paragraphs``. No control character survives.

    Marks of quotation stay, nested in those of the excerpt: a speaker's words are not the journalist's. So do no-break spaces.
    """
    words = JOINT.join(_BLANKS.sub(" ", guard(quote, lines=True)).strip() for quote in quotes)
    line = citation(item, style, language, locator(paragraphs, language, format), difference)
    if format == "markdown":
        return Excerpt(words, line.markdown, f"> {escaped(words)}\n>\n> — {line.markdown}")
    return Excerpt(words, line.plain, line.plain if format == "citation" else f"{quoted(words, language)} {line.plain}")
