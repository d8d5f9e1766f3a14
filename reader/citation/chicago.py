"""What both systems of Chicago share: *The Chicago Manual of Style*, 18th edition in English, 17th edition in French.

Newspapers 14.87 to 14.97, web pages 14.103 to 14.106. Pages of newspapers are not cited.
"""

from __future__ import annotations

from reader.citation.authors import conjunction, given_first, listed, particle_last
from reader.citation.item import Item
from reader.citation.line import Line, italic, link, text
from reader.citation.terms import full_date
from reader.citation.typography import HEADLINE_MINOR, title_case
from reader.text.quotation import quoted

NO_DATE = {"fr": "s.\u00a0d.", "en": "n.d."}
MOST_CITED = {"fr": 3, "en": 2}
"""Authors that are all named in the text or in a note."""
_MOST_LISTED = {"fr": 10, "en": 6}
_SHOWN = {"fr": 7, "en": 3}
_ACCESSED = {"fr": "consulté le {date}", "en": "accessed {date}"}


def authors(item: Item, language: str) -> Line:
    """Return the authors of an entry: Gaulle, Charles de, and Anne Roy."""
    joint = f",{conjunction(language)}"
    return text(
        listed(
            item.names,
            particle_last,
            given_first,
            joint,
            most=_MOST_LISTED[language],
            shown=_SHOWN[language],
        )
    )


def title(item: Item, words: str, language: str) -> Line:
    """Return a title in quotation marks; in English one that stands by itself is in italics."""
    if item.is_in_english and language == "en":
        words = title_case(words, HEADLINE_MINOR)
    alone = language == "en" and not item.metadata.source and not item.is_web_page
    return italic(words) if alone or not words else text(quoted(words, language))


def source(item: Item) -> Line:
    """Return the newspaper in italics, or the site."""
    return text(item.metadata.source) if item.is_web_page else italic(item.metadata.source)


def edition(item: Item, language: str) -> str:
    """Return ``Finistère Edition`` or ``édition Finistère``."""
    words = item.metadata.edition
    if not words or "dition" in words:
        return words
    return f"édition {words}" if language == "fr" else f"{words} Edition"


def section(item: Item, language: str) -> str:
    """Return ``sect. Économie``; in English the section is named alone."""
    words = item.metadata.section
    return f"sect.\u00a0{words}" if words and language == "fr" else words


def accessed(item: Item, language: str) -> str:
    """Return when a page without a date was read; empty for any other."""
    date = "" if item.metadata.date or not item.address else full_date(item.accessed_parts, language)
    return _ACCESSED[language].format(date=date) if date else ""


def address(item: Item) -> Line:
    """Return the address with a full stop."""
    return link(item.address) + "." if item.address else Line()


def capitalised(words: str) -> str:
    """Return words with a capital at their beginning."""
    return words[:1].upper() + words[1:]
