"""Chicago, notes and bibliography."""

from __future__ import annotations

from reader.citation import chicago
from reader.citation.authors import conjunction, given_first, joined_names
from reader.citation.item import Disambiguation, Item
from reader.citation.line import Line, joined, link, text
from reader.citation.name import OTHERS
from reader.citation.terms import et_al, full_date


def citation(item: Item, language: str, locator: str, _disambiguation: Disambiguation) -> Line:
    """Return the note: Anne Roy, “Title,” *Source*, January 9, 2024, para. 4, URL. In French a stop is behind the authors."""
    details = [
        chicago.title(item, item.bare_title, language),
        *_section_first(item, language),
        chicago.source(item),
        *_dated(item, language),
        text(locator),
        text(chicago.accessed(item, language)),
    ]
    who = text(_named(item, language))
    if language == "en":
        return _in_series((who, *details, link(item.address)), "en").stopped("en")
    entry = _in_series(details, "fr").stopped("fr")
    return joined(" ", (who.stopped("fr"), entry, chicago.address(item)))


def reference(item: Item, language: str, _disambiguation: Disambiguation) -> Line:
    """Return the entry of the list: Roy, Anne. “Title.” *Source*, January 9, 2024. URL."""
    title, source, who = (
        chicago.title(item, item.bare_title, language),
        chicago.source(item),
        chicago.authors(item, language),
    )
    by_source = not who and bool(source) and (language == "en" or item.is_web_page)
    dated = _dated(item, language)
    if by_source:
        who, source = source, Line()
    if language == "en":
        edition = text(chicago.edition(item, "en"))
        parts = [title, *_section_first(item, "en"), joined(", ", (source, *dated[:1])), edition]
    elif source:
        parts = [title, _in_series((source, *dated), "fr")]
    else:
        parts = [_in_series((title, *dated), "fr")]
    read = text(chicago.capitalised(chicago.accessed(item, language)))
    stopped = (part.stopped(language) for part in (who, *parts, read) if part)
    return joined(" ", (*stopped, chicago.address(item)))


def _dated(item: Item, language: str) -> list[Line]:
    """Return the date, and what follows it: edition and, in French, section."""
    date = full_date(item.date_parts, language) or item.unread_date
    if not date and not chicago.accessed(item, language):
        date = chicago.NO_DATE[language]
    section = chicago.section(item, "fr") if language == "fr" else ""
    return [text(date), text(chicago.edition(item, language)), text(section)]


def _section_first(item: Item, language: str) -> list[Line]:
    return [text(item.metadata.section)] if language == "en" else []


def _in_series(parts: list[Line] | tuple[Line, ...], language: str) -> Line:
    """Return parts with a comma behind each but the last, which English sets before a closing mark."""
    present = [part for part in parts if part]
    return joined(" ", (*(part.marked(",", language) for part in present[:-1]), *present[-1:]))


def _named(item: Item, language: str) -> str:
    shown = [given_first(name) for name in item.names if name != OTHERS]
    if OTHERS in item.names or len(shown) > chicago.MOST_CITED[language]:
        return et_al(shown[:1])
    joint = conjunction(language)
    return joined_names(shown, f",{joint}" if len(shown) > 2 else joint)
