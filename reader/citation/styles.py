"""Styles: how a citation in the text and an entry of the list of references read."""

from __future__ import annotations

from reader.citation import apa, iso690
from reader.citation.item import Item
from reader.citation.line import Line
from reader.citation.terms import LANGUAGES
from reader.citation.year_suffix import ALONE, Difference

__all__ = ["LANGUAGES", "STYLES", "citation", "reference"]

STYLES = ("apa", "iso690")


def citation(item: Item, style: str, language: str, locator: str = "", difference: Difference = ALONE) -> Line:
    """Return the citation in the text, in parentheses: (Roy, 2024, paragr. 4)."""
    made = apa.citation if style == "apa" else iso690.citation
    return made(item, language, locator, difference)


def reference(item: Item, style: str, language: str, difference: Difference = ALONE) -> Line:
    """Return the entry for the list of references."""
    made = apa.reference if style == "apa" else iso690.reference
    return made(item, language, difference)
