"""APA, after the *Publication Manual of the American Psychological Association*, 7th edition.

Authors 9.7 to 9.12, dates 9.13 to 9.17, titles 9.18 to 9.20, newspapers and web pages 10.1 (example 16) and 10.16,
citations in the text 8.10 to 8.17, paragraphs 8.28. In French, the terms and the order of a date are French.
"""

from __future__ import annotations

from reader.citation.authors import cited, conjunction, with_initials
from reader.citation.item import Disambiguation, Item
from reader.citation.line import Line, italic, joined, link, text
from reader.citation.name import OTHERS, Name
from reader.citation.terms import day_and_month, full_date, page_range
from reader.citation.typography import title_case
from reader.text.quotation import quoted

_NO_DATE = {"fr": "s.\u00a0d.", "en": "n.d."}
_MOST_NAMES = 20
_NAMES_BEFORE_ELLIPSIS = 19


def citation(item: Item, language: str, locator: str, disambiguation: Disambiguation) -> Line:
    """Return the citation in the text: (Roy & Blanc, 2024a, para. 4)."""
    joint = conjunction("fr") if language == "fr" else " & "
    who = text(cited(item.names, disambiguation, joint, most=2, comma=language == "en")) or _cited_title(item, language)
    year = text(_year(item, language, disambiguation))
    line = who.marked(",", language) + " " + year if who else year
    return text("(") + joined(", ", (line, text(locator))) + ")"


def reference(item: Item, language: str, disambiguation: Disambiguation) -> Line:
    """Return the entry of the list: Roy, A. (2024a, January 9). Title. *Source*, 4. URL."""
    date = _year(item, language, disambiguation)
    if len(item.date_parts) > 1:
        date = f"{date}, {day_and_month(item.date_parts, language)}"
    alone = item.is_web_page or not item.metadata.source
    title = italic(item.bare_title) if alone else text(item.bare_title)
    source = text(item.metadata.source) if item.is_web_page else italic(item.metadata.source)
    source = joined(", ", (source, text(page_range(item.metadata.page, language))))
    who, dated = text(_listed(item.names, language)), text(f"({date})")
    parts = (who, dated, title, source) if who else (title, dated, source)
    return joined(" ", (*(part.stopped(language) for part in parts if part), _address(item, language)))


def _address(item: Item, language: str) -> Line:
    """Return the address; of what has no date, in English, with the day on which it was read (9.16)."""
    if language == "en" and item.accessed_parts and item.address and not item.metadata.date:
        return text(f"Retrieved {full_date(item.accessed_parts, language)}, from ") + link(item.address)
    return link(item.address)


def _year(item: Item, language: str, disambiguation: Disambiguation) -> str:
    if item.date_parts:
        return f"{item.date_parts[0]}{disambiguation.letter}"
    no_year = item.unread_date or _NO_DATE[language]
    return f"{no_year}-{disambiguation.letter}" if disambiguation.letter else no_year


def _cited_title(item: Item, language: str) -> Line:
    title = item.short_title
    if item.is_in_english:
        title = title_case(title)
    is_part = item.metadata.source and not item.is_web_page
    return text(quoted(title, language)) if is_part and title else italic(title)


def _listed(names: tuple[Name, ...], language: str) -> str:
    listed = [with_initials(name) for name in names if name != OTHERS]
    if OTHERS in names:
        return ", ".join([*listed, OTHERS.family])
    if len(listed) > _MOST_NAMES:
        return ", ".join([*listed[:_NAMES_BEFORE_ELLIPSIS], f"… {listed[-1]}"])
    joint = conjunction("fr") if language == "fr" else ", & "
    return joint.join([*([", ".join(listed[:-1])] if listed[1:] else []), *listed[-1:]])
