"""What the programs of textometry have in common: names of variables and their values, and the texts of articles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from reader.citation.item import Item
from reader.exchange.marked_text import blocks_of
from reader.exchange.project import ExportDocument
from reader.text.guard import guard

_NO_LETTER = re.compile("[^A-Za-z0-9]+")
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
)


def plain_name(words: str) -> str:
    """Return words as a name of ASCII letters, digits and underscores; empty if nothing is left."""
    letters = unicodedata.normalize("NFKD", words.translate(_LIGATURES))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NO_LETTER.sub("_", bare).strip("_")


def variables(document: ExportDocument) -> dict[str, str]:
    """Return what is known of an article and is worth a comparison, by the name of the variable; empty values are left out."""
    metadata = document.metadata
    parts = Item(document.id, metadata).date_parts
    values = {
        "title": document.title,
        "author": metadata.author,
        "source": metadata.source,
        "section": metadata.section,
        "language": metadata.language,
        "date": "-".join(f"{part:02d}" for part in parts),
        "year": f"{parts[0]:04d}" if parts else "",
        "month": f"{parts[0]:04d}-{parts[1]:02d}" if len(parts) > 1 else "",
        "url": document.url,
    }
    return {name: " ".join(guard(value).split()) for name, value in values.items() if value}


def paragraphs(document: ExportDocument) -> Iterator[str]:
    """Yield the blocks of an article, each on one line."""
    for block in blocks_of(document):
        if words := " ".join(guard(block.span.of(document.text or "")).split()):
            yield words


def tags_together(tags: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the tags of several annotations, each once, in alphabetical order."""
    return tuple(sorted({path for paths in tags for path in paths}))
