"""Vancouver, after *Citing Medicine* of the National Library of Medicine, 2nd edition, chapters 8 and 25."""

from __future__ import annotations

import re

from reader.citation.authors import listed
from reader.citation.item import Disambiguation, Item
from reader.citation.line import Line, joined, link, text
from reader.citation.name import Name
from reader.citation.terms import SHORT_MONTHS, page_range

_CITED = {"fr": "cité", "en": "cited"}
_AVAILABLE = {"fr": "Disponible sur: ", "en": "Available from: "}
_MOST_NAMES, _SHOWN = 6, 6
_PAGES = re.compile(r"(?a)(\d+)(\D)(\d+)")


def citation(_item: Item, _language: str, _locator: str, disambiguation: Disambiguation) -> Line:
    """Return the citation in the text, the number in the list: (1). It has no place for a paragraph."""
    return text(f"({disambiguation.number})")


def reference(item: Item, language: str, disambiguation: Disambiguation) -> Line:
    """Return the entry of the list: 1. Roy A. Title. Source [Internet]. 2024 Jan 9 [cited 2026 Nov 20]:4. Available …"""
    who = text(listed(item.names, _printed, _printed, ", ", most=_MOST_NAMES, shown=_SHOWN))
    parts = [text(f"{disambiguation.number}"), who, *(_web if item.is_web_page else _press)(item, language)]
    available = text(_AVAILABLE[language]) + link(item.address) if item.address else Line()
    return joined(" ", (*(part.stopped(language) for part in parts if part), available))


def _press(item: Item, language: str) -> tuple[Line, ...]:
    source = item.metadata.source
    title = item.bare_title
    if source:
        source = _online(item, source)
    else:
        title = _online(item, title)
    page = _short_range(page_range(item.metadata.page, language))
    date = " ".join(filter(None, (_date(item.date_parts, language) or item.unread_date, _read(item, language))))
    return text(title), text(source), text(item.metadata.edition), text(":".join(filter(None, (date, page))))


def _web(item: Item, language: str) -> tuple[Line, ...]:
    """Return site, year and title: a page is cited as a part of its site; a page without a site, as a site."""
    site, title = item.metadata.source or item.bare_title, item.bare_title if item.metadata.source else ""
    year = "".join(str(part) for part in item.date_parts[:1]) or item.unread_date
    return text(_online(item, site)), text(" ".join(filter(None, (year, _read(item, language))))), text(title)


def _online(item: Item, words: str) -> str:
    return f"{words} [Internet]".strip() if item.address else words


def _read(item: Item, language: str) -> str:
    date = _date(item.accessed_parts, language) if item.address else ""
    return f"[{_CITED[language]} {date}]" if date else ""


def _date(parts: tuple[int, ...], language: str) -> str:
    """Return ``2024 Dec 3`` or ``3 déc 2024``."""
    months = [SHORT_MONTHS[language][part - 1] for part in parts[1:2]]
    words = [*(str(part) for part in parts[:1]), *months, *(str(part) for part in parts[2:])]
    return " ".join(words if language == "en" else reversed(words))


def _short_range(pages: str) -> str:
    """Return pages whose last number lacks the figures that it shares with the first: ``12–3``."""

    def shorter(match: re.Match[str]) -> str:
        first, dash, last = match.groups()
        same = 0
        while len(first) == len(last) and same < len(last) - 1 and first[same] == last[same]:
            same += 1
        return f"{first}{dash}{last[same:]}"

    return _PAGES.sub(shorter, pages)


def _printed(name: Name) -> str:
    """Return ``Roy JL``."""
    return " ".join(filter(None, (name.short, re.sub(r"[.\s-]", "", name.initials), name.suffix)))
