"""BibLaTeX (biblatex 3.20, biber) and BibTeX entries of press articles and web pages, in Unicode."""

from __future__ import annotations

import re

from reader.citation.item import Item
from reader.citation.name import OTHERS, Name
from reader.citation.terms import SHORT_MONTHS
from reader.text.guard import guard

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&", "#": r"\#",
    "_": r"\_", "%": r"\%", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip
"""Braces are written as commands, since BibTeX counts them even behind a backslash."""
_LANGUAGES = {"fr": "french", "en": "english", "de": "german", "es": "spanish", "it": "italian"}


def biblatex(entries: list[tuple[str, Item]]) -> str:
    """Return the entries of items, each with its key: ``@article`` with the subtype ``newspaper``, or ``@online``."""
    return "\n".join(_biblatex(key, item) for key, item in entries)


def bibtex(entries: list[tuple[str, Item]]) -> str:
    """Return the entries for BibTeX itself, which has years and months in place of dates, and no entry for web pages."""
    return "\n".join(_bibtex(key, item) for key, item in entries)


def _biblatex(key: str, item: Item) -> str:
    metadata = item.metadata
    is_web = item.is_web_page
    fields = {
        "author": _names(item),
        "title": _escaped(item.title),
        "organization" if is_web else "journaltitle": _escaped(metadata.source),
        "entrysubtype": "" if is_web else "newspaper",
        "date": _date(item.date_parts) or _escaped(metadata.date),
        "edition": _escaped(metadata.edition),
        "titleaddon": _escaped(metadata.section),
        "pages": _pages(item),
        "url": _address(item.address),
        "urldate": _date(item.accessed_parts) if item.address else "",
        "addendum": _escaped("" if "://" in metadata.archive else metadata.archive),
        "langid": _LANGUAGES.get(metadata.language[:2].lower(), ""),
    }
    return _entry("online" if is_web else "article", key, fields)


def _bibtex(key: str, item: Item) -> str:
    metadata, parts = item.metadata, item.date_parts
    is_web = item.is_web_page
    address = _address(item.address)
    notes = [metadata.section, metadata.edition, metadata.archive if "://" not in metadata.archive else ""]
    fields = {
        "author": _names(item),
        "title": _escaped(item.title),
        "organization" if is_web else "journal": _escaped(metadata.source),
        "year": f"{parts[0]:04d}" if parts else _escaped(metadata.date),
        "month": SHORT_MONTHS["en"][parts[1] - 1].lower() if len(parts) > 1 else "",
        "day": str(parts[2]) if len(parts) > 2 else "",
        "pages": _pages(item),
        "note": ", ".join(map(_escaped, filter(None, notes))),
        "url": address,
        "urldate": _date(item.accessed_parts) if address else "",
    }
    return _entry("misc" if is_web else "article", key, fields, unquoted=("month",))


def _entry(kind: str, key: str, fields: dict[str, str], unquoted: tuple[str, ...] = ()) -> str:
    lines = [
        f"  {name} = {value if name in unquoted else f'{{{value}}}'},\n" for name, value in fields.items() if value
    ]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _names(item: Item) -> str:
    return " and ".join("others" if name == OTHERS else _name(name) for name in item.names)


def _name(name: Name) -> str:
    """Return ``de Villiers, Jr, Hugues``; words that BibTeX would split are in braces."""
    if not name.given:
        return f"{{{_escaped(name.short)}}}"
    given = " ".join(filter(None, (name.given, name.dropped)))
    family = " ".join(filter(None, (name.particle, _whole(name.family))))
    return ", ".join(map(_escaped_but_braces, filter(None, (family, name.suffix, _whole(given)))))


def _whole(words: str) -> str:
    """Return words in braces if BibTeX would take a part of them for something else."""
    return f"{{{words}}}" if re.search(r"(?i),|\band\b", words) else words


def _escaped_but_braces(words: str) -> str:
    is_whole = words.startswith("{") and words.endswith("}")
    return f"{{{_escaped(words[1:-1])}}}" if is_whole else _escaped(words)


def _escaped(words: str) -> str:
    return "".join(_SPECIAL.get(letter, letter) for letter in guard(words))


def _address(address: str) -> str:
    """Return an address as it is, which these fields want, but for what would end the field or the entry."""
    return re.sub(r"[\s\\{}]", lambda match: f"%{ord(match[0]):02X}", guard(address))


def _date(parts: tuple[int, ...]) -> str:
    return "-".join(f"{part:0{4 if not n else 2}d}" for n, part in enumerate(parts))


def _pages(item: Item) -> str:
    return re.sub(r"\s*[-\u2010-\u2013]\s*", "--", _escaped(item.metadata.page))
