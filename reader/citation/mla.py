"""MLA, after the *MLA Handbook*, 9th edition: authors 5.3 to 5.22, titles 5.23 to 5.30, dates 5.68, in the text 6.2 to 6.30."""

from __future__ import annotations

from reader.citation.authors import cited, conjunction, given_first, inverted, listed
from reader.citation.item import Disambiguation, Item
from reader.citation.line import Line, italic, joined, link, text
from reader.citation.terms import SHORT_MONTHS, pages, whole_date
from reader.citation.typography import HEADLINE_MINOR, title_case
from reader.text.quotation import quoted

_ACCESSED = {"fr": "Consulté le", "en": "Accessed"}
_MOST_NAMES = 2
_WHOLE = {5: "May", 6: "June", 7: "July", 9: "Sept."}
"""The English months whose short form is not that of Vancouver with a full stop."""


def citation(item: Item, language: str, locator: str, disambiguation: Disambiguation) -> Line:
    """Return the citation in the text: (Roy and Blanc, par. 4); where the year would tell apart, with the title."""
    who = text(cited(item.names, disambiguation, conjunction(language), most=_MOST_NAMES))
    title = _title(item, item.short_title, language) if disambiguation.letter or not who else Line()
    parts = [part for part in (who, title, text(locator)) if part]
    has_number = locator[:1].isdecimal()  # a page, which no comma separates
    marked = [part if has_number and part is parts[-2] else part.marked(",", language) for part in parts[:-1]]
    return text("(") + joined(" ", (*marked, *parts[-1:])) + ")"


def reference(item: Item, language: str, _disambiguation: Disambiguation) -> Line:
    """Return the entry of the list: Roy, Anne. “Title.” *Source*, 9 Jan. 2024, p. 4, URL."""
    joint = f",{conjunction(language)}"
    who = text(listed(item.names, inverted, given_first, joint, most=_MOST_NAMES))
    metadata = item.metadata
    container = joined(
        ", ",
        (
            italic(metadata.source),
            text(metadata.edition),
            text(_date(item.date_parts, language) or item.unread_date),
            text(pages(metadata.page, language)),
            link(item.address),
        ),
    )
    accessed = "" if metadata.date or not item.address else _date(item.accessed_parts, language)
    read = text(f"{_ACCESSED[language]} {accessed}" if accessed else "")
    parts = (who, _title(item, item.bare_title, language), container, text(metadata.section), read)
    return joined(" ", (part.stopped(language) for part in parts if part))


def _title(item: Item, title: str, language: str) -> Line:
    if item.is_in_english:
        title = title_case(title, HEADLINE_MINOR)
    return text(quoted(title, language)) if item.metadata.source and title else italic(title)


def _date(parts: tuple[int, ...], language: str) -> str:
    if language == "fr" or len(parts) < 2:
        return whole_date(parts, language)
    month = _WHOLE.get(parts[1]) or f"{SHORT_MONTHS['en'][parts[1] - 1]}."
    return " ".join([*(str(day) for day in parts[2:]), month, str(parts[0])])
