"""Chicago, author-date."""

from __future__ import annotations

from reader.citation import chicago
from reader.citation.authors import cited, conjunction, given_name
from reader.citation.item import Disambiguation, Item
from reader.citation.line import Line, joined, text
from reader.citation.terms import day_and_month, whole_date


def citation(item: Item, language: str, locator: str, disambiguation: Disambiguation) -> Line:
    """Return the citation in the text: (Roy and Blanc 2024a, para. 4)."""
    names = cited(
        item.names,
        disambiguation,
        conjunction(language),
        most=chicago.MOST_CITED[language],
        comma=True,
        given=given_name,
    )
    who = text(names) or _substitute(item, item.short_title, language)
    year = text(_year(item, language, disambiguation))
    if not item.date_parts:
        who = who.marked(",", language)
    return text("(") + joined(", ", (joined(" ", (who, year)), text(locator))) + ")"


def reference(item: Item, language: str, disambiguation: Disambiguation) -> Line:
    """Return the entry of the list: Roy, Anne. 2024a. “Title.” *Source*, January 9. URL."""
    title = chicago.title(item, item.bare_title, language)
    who = chicago.authors(item, language)
    first = who or _substitute(item, item.bare_title, language)
    by_source = not who and _is_by_source(item, language)
    titled = title if who or by_source else Line()
    parts = (_in_french if language == "fr" else _in_english)(
        item, titled, Line() if by_source else chicago.source(item)
    )
    opening = (first, text(_year(item, language, disambiguation)))
    read = text(chicago.capitalised(chicago.accessed(item, language)))
    stopped = (part.stopped(language) for part in (*opening, *parts, read) if part)
    return joined(" ", (*stopped, chicago.address(item)))


def _is_by_source(item: Item, language: str) -> bool:
    """Whether the newspaper stands in the place of a missing author; in English also the site."""
    return bool(item.metadata.source) and (language == "en" or not item.is_web_page)


def _substitute(item: Item, title: str, language: str) -> Line:
    return chicago.source(item) if _is_by_source(item, language) else chicago.title(item, title, language)


def _in_english(item: Item, title: Line, source: Line) -> tuple[Line, ...]:
    parts = item.date_parts
    dated = joined(", ", (source, text(day_and_month(parts, "en") if len(parts) > 1 else "")))
    return title, text(item.metadata.section), dated, text(chicago.edition(item, "en"))


def _in_french(item: Item, title: Line, source: Line) -> tuple[Line, ...]:
    date = text(whole_date(item.date_parts, "fr") if len(item.date_parts) > 1 else "")
    details = (text(chicago.edition(item, "fr")), text(chicago.section(item, "fr")))
    if item.is_web_page:
        return title, source, date, joined(", ", details)
    if source:
        return title, joined(", ", (source, date, *details))
    return (joined(", ", (title, date, *details)),)


def _year(item: Item, language: str, disambiguation: Disambiguation) -> str:
    if item.date_parts:
        return f"{item.date_parts[0]}{disambiguation.letter}"
    no_year = item.unread_date or chicago.NO_DATE[language]
    return f"{no_year}-{disambiguation.letter}" if disambiguation.letter else no_year
