"""RIS records of press articles (``NEWS``) and web pages (``ELEC``), after Research Information Systems' specification of 2011."""

from __future__ import annotations

import re

from reader.citation.item import Item
from reader.citation.name import OTHERS, Name
from reader.text.guard import guard


def ris(entries: list[tuple[str, Item]]) -> str:
    """Return the records of items, each with its key, with the line ends that the specification asks for."""
    return "".join(_record(key, item) for key, item in entries)


def _record(key: str, item: Item) -> str:
    metadata = item.metadata
    first, _, last = re.sub(r"\s*[-\u2010-\u2013]\s*", "-", metadata.page).partition("-")
    tags = [
        ("TY", "ELEC" if item.is_web_page else "NEWS"),
        ("ID", key),
        *(("AU", _name(name)) for name in item.names if name != OTHERS),
        ("TI", metadata.title),
        ("T2", metadata.source),
        ("PY", f"{item.date_parts[0]:04d}" if item.date_parts else ""),
        ("DA", _date(item.date_parts) or metadata.date),
        ("ET", metadata.edition),
        ("SE", metadata.section),
        ("SP", first),
        ("EP", last),
        ("UR", item.address),
        ("Y2", _date(item.accessed_parts)),
        ("DB", "" if "://" in metadata.archive else metadata.archive),
        ("LA", metadata.language),
    ]
    lines = [f"{tag}  - {guard(value)}\r\n" for tag, value in tags if value]
    return "".join([*lines, "ER  - \r\n\r\n"])


def _name(name: Name) -> str:
    """Return ``de Villiers, Hugues, Jr``; an institution ends without a comma."""
    given = " ".join(filter(None, (name.given, name.dropped)))
    return ", ".join(filter(None, (name.short, given, name.suffix)))


def _date(parts: tuple[int, ...]) -> str:
    """Return ``2025/01/15/``, with empty places for what is not known."""
    if not parts:
        return ""
    month, day = (*(f"{part:02d}" for part in parts[1:]), "", "")[:2]
    return f"{parts[0]:04d}/{month}/{day}/"
