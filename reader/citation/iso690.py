"""ISO 690:2021, name and date system."""

from __future__ import annotations

from reader.citation.item import Disambiguation, Item
from reader.citation.line import Line, italic, joined, link, text
from reader.citation.name import OTHERS, Name
from reader.citation.terms import AND, et_al, whole_date

_NO_DATE = {"fr": "[sans date]", "en": "[no date]"}
_AVAILABLE = {"fr": "Disponible à l’adresse\u00a0: ", "en": "Available from: "}
_MOST_CITED = 3


def citation(item: Item, language: str, locator: str, disambiguation: Disambiguation) -> Line:
    """Return the citation in the text: (Roy, Blanc 2024a, paragr. 4)."""
    who = text(_cited(item.names, disambiguation)) or italic(item.title)
    year = text(_year(item, language, disambiguation))
    return text("(") + joined(", ", (joined(" ", (who, year)), text(locator))) + ")"


def reference(item: Item, language: str, disambiguation: Disambiguation) -> Line:
    """Return the entry of the list: ROY, Anne, 2024a. Title. *Source* [en ligne]. 9 janvier 2024. Disponible à …"""
    year = text(_year(item, language, disambiguation))
    who, title, source = text(_listed(item.names, language)), text(item.bare_title), italic(item.metadata.source)
    first = (who or title).marked(",", language)
    opening = joined(" ", (first, year)).stopped(language)
    date = text(whole_date(item.date_parts, language))
    if language == "fr" and item.metadata.url:
        source = joined(" ", (source, text("[en\u00a0ligne]")))
    parts = (title if who else Line(), source, text("Online" if language == "en" and item.metadata.url else ""), date)
    available = text(_AVAILABLE[language]) + link(item.metadata.url) if item.metadata.url else Line()
    return joined(" ", (opening, *(part.stopped(language) for part in parts if part), available))


def _year(item: Item, language: str, disambiguation: Disambiguation) -> str:
    if item.unread_date:
        return f"{item.unread_date}-{disambiguation.letter}" if disambiguation.letter else item.unread_date
    return f"{item.date_parts[0] if item.date_parts else _NO_DATE[language]}{disambiguation.letter}"


def _cited(names: tuple[Name, ...], disambiguation: Disambiguation) -> str:
    shorts = [name.short for name in names if name != OTHERS]
    if disambiguation.given and names and names[0].given:
        shorts[0] = f"{names[0].given} {shorts[0]}"
    return (
        et_al(shorts[: disambiguation.names])
        if OTHERS in names or len(shorts) > max(_MOST_CITED, disambiguation.names)
        else ", ".join(shorts)
    )


def _listed(names: tuple[Name, ...], language: str) -> str:
    listed = [_inverted(name) for name in names if name != OTHERS]
    if OTHERS in names:
        return et_al(listed)
    return f" {AND[language]} ".join([*([", ".join(listed[:-1])] if listed[1:] else []), *listed[-1:]])


def _inverted(name: Name) -> str:
    given = " ".join(part for part in (name.given, name.dropped) if part)
    return ", ".join(part for part in (name.short.upper(), given, name.suffix) if part)
