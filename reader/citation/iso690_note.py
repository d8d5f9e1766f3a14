"""ISO 690:2021, running notes: the whole entry stands in each note."""

from __future__ import annotations

from reader.citation.authors import conjunction, in_capitals, listed
from reader.citation.iso690 import AVAILABLE, viewed
from reader.citation.item import Disambiguation, Item
from reader.citation.line import Line, italic, joined, link, text
from reader.citation.terms import pages, whole_date

_NO_DATE = {"fr": "[s.\u00a0d.]", "en": "[n.d.]"}
_ONLINE = {"fr": "[en\u00a0ligne]", "en": "[online]"}
_INSIDE = {"fr": "Dans\u00a0: ", "en": "In: "}
_MOST_IN_A_NOTE = _SHOWN_IN_A_NOTE = 3


def citation(item: Item, language: str, locator: str, _disambiguation: Disambiguation) -> Line:
    """Return the note: ROY, Anne. Title. *Source* [en ligne]. 9 janvier 2024, paragr. 4. Disponible à l’adresse : URL."""
    who = listed(
        item.names,
        in_capitals,
        in_capitals,
        conjunction(language),
        most=_MOST_IN_A_NOTE,
        shown=_SHOWN_IN_A_NOTE,
    )
    return _entry(item, language, who, locator).stopped(language)


def reference(item: Item, language: str, _disambiguation: Disambiguation) -> Line:
    """Return the entry of the list, which has the page and ends without a full stop."""
    who = listed(item.names, in_capitals, in_capitals, conjunction(language))
    return _entry(item, language, who, pages(item.metadata.page, language))


def _entry(item: Item, language: str, who: str, place: str) -> Line:
    title, source = text(item.bare_title), italic(item.metadata.source)
    online = text(_ONLINE[language] if item.address else "")
    if item.is_web_page and source:
        source = text(_INSIDE[language]) + source
    if source:
        source = joined(" ", (source, online))
    else:
        title = joined(" ", (title, online))
    date = whole_date(item.date_parts, language) or item.unread_date or _NO_DATE[language]
    dated = joined(", ", (text(date), text(place)))
    parts = [text(who), title, source, text(item.metadata.edition), dated, text(viewed(item, language))]
    if item.address:
        parts.append(text(AVAILABLE[language]) + link(item.address))
    *before, last = (part for part in parts if part)
    return joined(" ", (*(part.stopped(language) for part in before), last))
