"""What press databases write around an article, in the five languages of their interfaces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reader.text.date import date_parts, is_date, iso_date

_DATES = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?\d{1,2}(?:er|st|nd|rd|th|\.)?\s+(?:de\s+)?[^\W\d_]+\.?,?\s+(?:de\s+)?\d{4}\b"
    r"|(?:[^\W\d_]+,\s+)?[^\W\d_]+\.?\s+\d{1,2},\s+\d{4}\b"
)
"""What may be a day; `iso_date` decides."""
WORD_COUNT = re.compile(r"\b\d[\d   .,]*\s?(?:mots|words|Wörter|palabras|woorden|parole|字)(?!\w)")
_PAGES = re.compile(r"(?:,\s*|^)(?:pp?|Pg|S|pág|blz)\.\s*(.+)$")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b)", re.IGNORECASE)
_BY = re.compile(
    r"(?:propos recueillis par|recueilli par|interview de|interview by|by|par|von|por|door)\s+(?=[^\W\d_])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the line above an article says; what it does not say is empty. ``date`` is in ISO 8601."""

    section: str = ""
    date: str = ""
    pages: str = ""


def parse_heading(line: str) -> Heading:
    """Read ``[section, …,] [weekday] date [N words] [- time] [, p. N]``, the heading of Europresse.

    Sections have commas, so the date is found first: left of it is the section, right of it the page.
    """
    for match in _DATES.finditer(line):
        if is_date(date := iso_date(match[0], "")):
            section, rest = line[: match.start()], line[match.end() :]
            return Heading(section.strip(" ,–-"), date, _pages(rest))
    return Heading(section="" if _pages(line) else line.strip(" ,–-"), pages=_pages(line))


def _pages(words: str) -> str:
    match = _PAGES.search(words)
    return match[1].strip() if match else ""


def find_date(line: str) -> tuple[str, int] | None:
    """Return the first day that a line names, in ISO 8601, and where it ends; None if there is none."""
    for match in _DATES.finditer(line):
        if is_date(date := iso_date(match[0], "")):
            return date, match.end()
    return None


def parse_source(name: str) -> dict[str, str]:
    """Return ``source``, and what follows it as ``edition``: a number, a volume, a local edition, ``site web``.

    ``Le Rivage, no. 2114`` and ``L’Écho des Landes - Édition de Dax`` name a paper and one of its editions.
    """
    match = re.search(
        r"\s*(?:,\s*(?=no?\.|n°|nº|vol\.)|\s[-–]\s(?=(?:Édition|Edition|Ed\.)\b)|\s\((?=site web|web site|online)|\s{2,})",
        name,
        re.IGNORECASE,
    )
    if match is None:
        return {"source": name.strip()}
    return given(source=name[: match.start()].strip(), edition=name[match.end() :].strip().rstrip(")"))


def parse_byline(words: str) -> str:
    """Return the names in a byline; empty if it has a place, an address or nothing."""
    match = _BY.match(words.strip())
    names = words.strip()[match.end() :] if match else words.strip()
    return "" if "@" in names or re.search(r"\d", names) or not re.search(r"[^\W\d_]", names) else names.strip(" ;,")


def is_copyright(line: str) -> bool:
    """Whether a line says who has the rights."""
    return _COPYRIGHT.match(line) is not None


def most_exact_date(values: Iterable[str]) -> str:
    """Return the first value that is a date, or another that gives the same one more exactly; if none is, the first one.

    RIS separates year, month, day and what else there is to say by slashes.
    """
    dates = [iso_date("-".join(value.split("/")[:3]).strip("-"), "") for value in values]
    first = next((date for date in dates if any(date_parts(date))), None)
    if first is None:
        return dates[0] if dates else ""
    within = (date_in_year(date, first[:4]) for date in dates if not re.search(r"\d{4}", date))
    same = (date for date in (*dates, *within) if date_parts(date)[: len(date_parts(first))] == date_parts(first))
    return max(same, key=lambda date: len(date_parts(date)))


def date_in_year(words: str, year: str) -> str:
    """Return the date in ``year`` that ``words`` name, in ISO 8601; of a period (``4 January–6 December``), its beginning.

    If they name no month, it is ``year``.
    """
    for part in (re.split("[–/-]", words)[0], words):
        days = re.findall(r"(?a)(?<!\d)\d{1,2}(?!\d)", part)
        tries = (f"{day} {month} {year}" for day in (*days[:1], "") for month in re.findall(r"[^\W\d_]+", part))
        if date := next((date for each in tries if is_date(date := iso_date(each.strip(), ""))), ""):
            return date
    return year


def address(url: str, doi: str) -> str:
    """Return ``url``; if it is empty, the address of the DOI (empty if there is none)."""
    return url or (f"https://doi.org/{doi}" if doi.startswith("10.") else doi)


def given(**fields: str) -> dict[str, str]:
    """Return the fields that are not empty."""
    return {name: value for name, value in fields.items() if value}
