"""Styles: how a citation and a reference read. APA 7 and ISO 690 (author-date), in French and English.

After the *Publication Manual of the American Psychological Association*, 7th edition (8.11, 8.14, 8.28 for
paragraph locators, 10.1 example 16 for newspapers) and ISO 690:2021, name and date system.
"""

from __future__ import annotations

from reader.citation.item import Item

STYLES = ("apa", "iso690")
LANGUAGES = ("fr", "en")
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_NO_DATE = {"fr": "s.\u00a0d.", "en": "n.d."}
_AND = {"fr": "et", "en": "and"}
_ONLINE = {"fr": "Disponible à l’adresse\u00a0: ", "en": "Available from: "}


def quoted(text: str, language: str) -> str:
    """Return ``text`` in the quotation marks of a language; marks inside change so that they nest."""
    if language == "fr":
        inner = text.replace("«\u00a0", "“").replace("« ", "“").replace("«\u202f", "“").replace("«", "“")
        inner = inner.replace("\u00a0»", "”").replace(" »", "”").replace("\u202f»", "”").replace("»", "”")
        return f"«\u00a0{inner}\u00a0»"
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def citation(item: Item, style: str, language: str, locator: str = "") -> str:
    """Return the citation in the text, in parentheses: (Dupont, 2024, paragr. 4)."""
    year = str(item.date_parts[0]) if item.date_parts else _NO_DATE[language]
    who = _cited_names(item, style, language) or _short_title(item, style, language)
    joint = ", " if style == "apa" else " "
    if style == "apa" and who.endswith("”") and language == "en":
        who, joint = who[:-1] + ",”", " "  # American usage: the comma goes inside
    told = f"{who}{joint}{year}"
    return f"({told}, {locator})" if locator else f"({told})"


def _cited_names(item: Item, style: str, language: str) -> str:
    names = [name.family for name in item.names]
    if len(names) == 2:
        joint = "&" if style == "apa" else _AND[language]
        return f"{names[0]} {joint} {names[1]}"
    if style == "apa":
        return f"{names[0]} et al." if len(names) > 2 else "".join(names)
    if len(names) > 3:
        return f"{names[0]} et al."
    return f"{', '.join(names[:-1])} {_AND[language]} {names[-1]}" if len(names) > 2 else "".join(names)


def _short_title(item: Item, style: str, language: str) -> str:
    words = item.title.split()
    title = " ".join(words[:6]).rstrip(",;:…") + ("…" if len(words) > 6 else "")
    return quoted(title, language) if style == "apa" else title


def reference(item: Item, style: str, language: str) -> str:
    """Return the entry for the list of references, in plain text."""
    return _apa(item, language) if style == "apa" else _iso690(item, language)


def _apa(item: Item, language: str) -> str:
    names = [f"{name.family}, {name.initials}" if name.given else name.family for name in item.names]
    if len(names) > 1:
        names = [*names[:-2], f"{names[-2]}, & {names[-1]}" if language == "en" else f"{names[-2]} et {names[-1]}"]
    who = ", ".join(names)
    date = f"({_apa_date(item, language)})."
    title = item.title.rstrip(".")
    opening = f"{who.rstrip('.')}. {date} {title}." if who else f"{title}. {date}"
    return " ".join(part for part in (opening, f"{item.source}." if item.source else "", item.url) if part)


def _apa_date(item: Item, language: str) -> str:
    parts = item.date_parts
    if len(parts) < 2:
        return str(parts[0]) if parts else _NO_DATE[language]
    month = _MONTHS[language][parts[1] - 1]
    if len(parts) == 2:
        return f"{parts[0]}, {month}"
    return f"{parts[0]}, {_day(parts[2], language)} {month}" if language == "fr" else f"{parts[0]}, {month} {parts[2]}"


def _day(day: int, language: str) -> str:
    return "1er" if day == 1 and language == "fr" else str(day)


def _iso690(item: Item, language: str) -> str:
    names = [f"{name.family.upper()}, {name.given}" if name.given else name.family.upper() for name in item.names]
    who = f"{', '.join(names[:-1])} {_AND[language]} {names[-1]}" if len(names) > 1 else "".join(names)
    parts = item.date_parts
    year = str(parts[0]) if parts else _NO_DATE[language]
    title = item.title.rstrip(".")
    opening = f"{who}, {year}. {title}." if who else f"{title}, {year.rstrip('.')}."
    date = ""
    if len(parts) > 1:
        day = f"{_day(parts[2], language)} " if len(parts) > 2 else ""
        date = f"{day}{_MONTHS[language][parts[1] - 1]} {parts[0]}."
    online = f"{_ONLINE[language]}{item.url}" if item.url else ""
    return " ".join(part for part in (opening, f"{item.source}." if item.source else "", date, online) if part)
