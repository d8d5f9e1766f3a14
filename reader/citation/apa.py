"""APA, after the *Publication Manual of the American Psychological Association*, 7th edition.

Authors 9.7 to 9.12, dates 9.13 to 9.17, titles 9.18 to 9.20, newspapers 10.1 (example 16), citations in the text 8.10 to
8.17, paragraphs 8.28. In French, the terms and the order of a date are French.
"""

from __future__ import annotations

from reader.citation.item import Disambiguation, Item
from reader.citation.line import Line, italic, joined, link, text
from reader.citation.name import OTHERS, Name
from reader.citation.terms import day_and_month, et_al
from reader.citation.typography import quoted, title_case

_NO_DATE = {"fr": "s.\u00a0d.", "en": "n.d."}
_MOST_NAMES = 20
_NAMES_BEFORE_ELLIPSIS = 19


def citation(item: Item, language: str, locator: str, disambiguation: Disambiguation) -> Line:
    """Return the citation in the text: (Roy & Blanc, 2024a, para. 4)."""
    who = text(_cited(item.names, disambiguation)) or _cited_title(item, language)
    year = text(_year(item, language, disambiguation))
    line = who.marked(",", language) + " " + year if who else year
    return text("(") + joined(", ", (line, text(locator))) + ")"


def reference(item: Item, language: str, disambiguation: Disambiguation) -> Line:
    """Return the entry of the list: Roy, A. (2024a, January 9). Title. *Source*. URL."""
    date = _year(item, language, disambiguation)
    if len(item.date_parts) > 1:
        date = f"{date}, {day_and_month(item.date_parts, language)}"
    title = text(item.bare_title) if item.metadata.source else italic(item.bare_title)
    who, dated, source = text(_listed(item.names)), text(f"({date})"), italic(item.metadata.source)
    parts = (who, dated, title, source) if who else (title, dated, source)
    return joined(" ", (*(part.stopped(language) for part in parts if part), link(item.metadata.url)))


def _year(item: Item, language: str, disambiguation: Disambiguation) -> str:
    if item.date_parts:
        return f"{item.date_parts[0]}{disambiguation.letter}"
    no_year = item.unread_date or _NO_DATE[language]
    return f"{no_year}-{disambiguation.letter}" if disambiguation.letter else no_year


def _cited(names: tuple[Name, ...], disambiguation: Disambiguation) -> str:
    shorts = [name.short for name in names if name != OTHERS]
    if disambiguation.given and names and names[0].given:
        shorts[0] = f"{names[0].initials} {shorts[0]}"
    if OTHERS in names or len(shorts) > max(2, disambiguation.names):
        return et_al(shorts[: disambiguation.names])
    return " & ".join(shorts) if len(shorts) < 3 else f"{', '.join(shorts[:-1])}, & {shorts[-1]}"


def _cited_title(item: Item, language: str) -> Line:
    title = item.short_title
    if item.metadata.language.lower().startswith("en"):
        title = title_case(title)
    return text(quoted(title, language)) if item.metadata.source and title else italic(title)


def _listed(names: tuple[Name, ...]) -> str:
    listed = [_inverted(name) for name in names if name != OTHERS]
    if OTHERS in names:
        return ", ".join([*listed, OTHERS.family])
    if len(listed) > _MOST_NAMES:
        return ", ".join([*listed[:_NAMES_BEFORE_ELLIPSIS], f"… {listed[-1]}"])
    return ", & ".join([*([", ".join(listed[:-1])] if listed[1:] else []), *listed[-1:]])


def _inverted(name: Name) -> str:
    given = " ".join(part for part in (name.initials, name.dropped) if part)
    return ", ".join(part for part in (name.short, given, name.suffix) if part)
