"""Harvard, after Pears and Shields, *Cite Them Right*, 12th edition; in French, the same with French terms."""

from __future__ import annotations

from reader.citation.authors import cited, conjunction, listed
from reader.citation.item import Disambiguation, Item
from reader.citation.line import Line, italic, joined, link, text
from reader.citation.name import OTHERS, Name
from reader.citation.terms import pages, whole_date
from reader.text.quotation import quoted, single_quoted

_NO_DATE = {"fr": "s.\u00a0d.", "en": "no date"}
_AVAILABLE = {"fr": "Disponible à l’adresse\u00a0: ", "en": "Available at: "}
_ACCESSED = {"fr": " (Consulté le {date})", "en": " (Accessed: {date})"}
_MOST_NAMES = 3
_STOPS = (".", "?", "!", "…")


def citation(item: Item, language: str, locator: str, disambiguation: Disambiguation) -> Line:
    """Return the citation in the text: (Roy and Blanc, 2024a, para. 4)."""
    names = cited(item.names, disambiguation, conjunction(language), most=_MOST_NAMES)
    who = text(names) or _first(item, item.short_title, language)
    return text("(") + joined(", ", (who, text(_year(item, language, disambiguation)), text(locator))) + ")"


def reference(item: Item, language: str, disambiguation: Disambiguation) -> Line:
    """Return the entry of the list: Roy, A. (2024a) ‘Title’, *Source*, 9 January, p. 4. Available at: URL."""
    metadata = item.metadata
    names = listed(item.names, _initialled, _initialled, conjunction(language), most=_MOST_NAMES)
    names = names.replace(f", {OTHERS.family}", f" {OTHERS.family}")
    who = text(names) or _first(item, item.bare_title, language)
    opening = joined(" ", (who, text(f"({_year(item, language, disambiguation)})")))
    if item.is_web_page:
        title = italic(item.bare_title) if names else Line()
        details = [title, text(metadata.source)]
    else:
        has_title = bool(names or metadata.source)
        title = text(_quoted(item.bare_title, language)) if has_title else Line()
        source = italic(metadata.source) if names else Line()
        edition = text(metadata.edition)
        source = joined(" ", (source.stopped(language) if edition and source else source, edition))
        details = [title, source, text(_day(item, language)), text(pages(metadata.page, language))]
    entry = joined(" ", (opening, joined(", ", details)))
    return joined(" ", (entry if entry.plain.endswith(_STOPS) else entry + ".", _available(item, language)))


def _first(item: Item, title: str, language: str) -> Line:
    """Return what stands in the place of an author: the newspaper, or else the title."""
    if item.is_web_page:
        return italic(title)
    return italic(item.metadata.source) or (text(_quoted(title, language)) if title else Line())


def _available(item: Item, language: str) -> Line:
    if not item.address:
        return Line()
    date = whole_date(item.accessed_parts, language)
    read = _ACCESSED[language].format(date=date) if date else ""
    return text(_AVAILABLE[language]) + link(item.address) + f"{read}."


def _year(item: Item, language: str, disambiguation: Disambiguation) -> str:
    if item.date_parts:
        return f"{item.date_parts[0]}{disambiguation.letter}"
    no_year = item.unread_date or _NO_DATE[language]
    return f"{no_year}-{disambiguation.letter}" if disambiguation.letter else no_year


def _day(item: Item, language: str) -> str:
    """Return ``9 January``: the year stands at the beginning."""
    year = "".join(str(part) for part in item.date_parts[:1])
    return whole_date(item.date_parts, language).removesuffix(year).rstrip()


def _quoted(words: str, language: str) -> str:
    return quoted(words, "fr") if language == "fr" else single_quoted(words)


def _initialled(name: Name) -> str:
    """Return ``Marsh, P.J.``"""
    given = " ".join(part for part in (name.initials.replace(". ", "."), name.dropped) if part)
    return ", ".join(part for part in (name.short, given, name.suffix) if part)
