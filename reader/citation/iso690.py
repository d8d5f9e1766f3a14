"""ISO 690:2021, name and date system."""

from __future__ import annotations

from reader.citation.authors import cited, conjunction, given_name, in_capitals, listed
from reader.citation.item import Disambiguation, Item
from reader.citation.line import Line, italic, joined, link, text
from reader.citation.name import OTHERS, Name
from reader.citation.terms import et_al, pages, whole_date

_NO_DATE = {"fr": "[sans date]", "en": "[no date]"}
_MOST_CITED = 3
_SEVERAL_PAGES = {"fr": ("p.\u00a0{}", "pp.\u00a0{}"), "en": ("p. {}", "pp. {}")}
AVAILABLE = {"fr": "Disponible à l’adresse\u00a0: ", "en": "Available from: "}
"""What stands before an address."""
_VIEWED = {"fr": "[Consulté le {date}]", "en": "[viewed {date}]"}


def viewed(item: Item, language: str) -> str:
    """Return the day on which an item with an address was read, in brackets; empty if it is not known."""
    date = whole_date(item.accessed_parts, language) if item.address else ""
    return _VIEWED[language].format(date=date) if date else ""


def citation(item: Item, language: str, locator: str, disambiguation: Disambiguation) -> Line:
    """Return the citation in the text: (Roy, Blanc 2024a, paragr. 4)."""
    names = cited(item.names, disambiguation, ", ", most=_MOST_CITED, given=given_name)
    who = text(names) or italic(item.title)
    year = text(_year(item, language, disambiguation))
    return text("(") + joined(", ", (joined(" ", (who, year)), text(locator))) + ")"


def reference(item: Item, language: str, disambiguation: Disambiguation) -> Line:
    """Return the entry of the list: ROY, Anne, 2024a. Title. *Source* [en ligne]. 9 janvier 2024. Disponible à …"""
    year = text(_year(item, language, disambiguation))
    title, source = text(item.bare_title), italic(item.metadata.source)
    who = text(_listed(item.names, language))
    first = (who or title).marked(",", language)
    opening = joined(" ", (first, year)).stopped(language)
    if language == "fr" and item.address:
        source = joined(" ", (source, text("[en\u00a0ligne]")))
    edition, date = text(item.metadata.edition), text(whole_date(item.date_parts, language))
    online = text("Online" if language == "en" and item.address else "")
    page = text(pages(item.metadata.page, language, _SEVERAL_PAGES[language]))
    parts = (title if who else Line(), source, online, edition, date, page)
    return joined(" ", (opening, *(part.stopped(language) for part in parts if part), _available(item, language)))


def _available(item: Item, language: str) -> Line:
    if not item.address:
        return Line()
    line = text(AVAILABLE[language]) + link(item.address)
    day = viewed(item, language)
    return line + f" {day}." if day else line


def _year(item: Item, language: str, disambiguation: Disambiguation) -> str:
    if item.unread_date:
        return f"{item.unread_date}-{disambiguation.letter}" if disambiguation.letter else item.unread_date
    return f"{item.date_parts[0] if item.date_parts else _NO_DATE[language]}{disambiguation.letter}"


def _listed(names: tuple[Name, ...], language: str) -> str:
    if OTHERS in names:
        return et_al([in_capitals(name) for name in names if name != OTHERS])
    return listed(names, in_capitals, in_capitals, conjunction(language))
