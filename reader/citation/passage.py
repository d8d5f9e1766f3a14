"""A passage: what the formats of an excerpt write."""

from __future__ import annotations

from dataclasses import dataclass

from reader.citation.item import Item
from reader.citation.line import Line
from reader.text.quotation import quoted


@dataclass(frozen=True, slots=True)
class Passage:
    """What a format writes: the quote in ``paragraphs`` without control characters, its citation, the item with its
    citation key, and the place in the article (``paragr. 4``, empty if there is none).
    """

    paragraphs: tuple[str, ...]
    citation: Line
    item: Item
    key: str
    place: str
    language: str

    @property
    def quote(self) -> str:
        """The quote in one line and in quotation marks; those inside are nested."""
        return quoted(" ".join(self.paragraphs), self.language)
