"""Dates: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (ISO 8601), days that exist; and how people write them."""

from __future__ import annotations

import re
import unicodedata

from reader.text.problem import Problem
from reader.translation import _

_BEGINS = re.compile(r"(?a)(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?!\d)")
_WHOLE = re.compile(r"(?a)\d{4}(?:-\d{2}){0,2}")
_MONTHS = (
    "janvier janv january januar janner enero januari ene jan", "fevrier fevr fev february februar febrero februari feb",
    "mars march marz marzo maart mar mrt", "avril avr april abril apr abr", "mai may mayo mei",
    "juin june juni junio jun", "juillet juil july juli julio jul", "aout august agosto augustus aug ago",
    "septembre september septiembre sept sep", "octobre october oktober octubre oct okt",
    "novembre november noviembre nov", "decembre december dezember diciembre dec dez dic",
)  # fmt: skip
"""What each month may be called in French, English, German, Spanish and Dutch, without accents."""
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:er|st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
# Before the date may stand words (`Publié le vendredi`); behind it a time, or when the article was changed. Not compiled
# here, since every command would wait for that and few read a date: `re` keeps what it has compiled.
_WRITTEN = tuple(
    rf"(?a)(?:[^\d]*[^\w])?{form}"
    for form in (
        rf"{_DAY}[ -]?(?:of |de )?{_MONTH},?[ -]?(?:de )?{_YEAR}",
        rf"{_MONTH} ?{_DAY},? {_YEAR}",
        rf"{_MONTH},? ?{_YEAR}",
        rf"{_YEAR},?[ -]{_MONTH}[ -]{_DAY}(?!\d)",
        rf"{_YEAR}[ -]{_MONTH}$",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        rf"{_YEAR}(?P<mark>[/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?!\d)",
    )
)
_NUMBERS = rf"(?a)(?:[^\d]*[^\w])?(\d{{1,2}})([/.-])(\d{{1,2}})\2{_YEAR}"
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _last_day(year: int, month: int) -> int:
    """Return the last day of a month (Gregorian)."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _DAYS[month - 1]


def date_parts(text: str) -> tuple[int, ...]:
    """Return year, month and day of what ``text`` begins with, as far as they exist; empty if it is not a date."""
    match = _BEGINS.match(text.strip())
    year, month, day = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    if not year or not 1 <= month <= 12:
        return (year,) if year else ()
    return (year, month, day) if 1 <= day <= _last_day(year, month) else (year, month)


def is_date(text: str) -> bool:
    """Whether ``text`` is a date that exists."""
    return bool(_WHOLE.fullmatch(text)) and len(date_parts(text)) == text.count("-") + 1


def iso_date(text: str, language: str) -> str:
    """Return a date in ISO 8601 as far as it is given, from how people write it; ``text`` itself if it is not understood.

    ``1er août 2024``, ``Dec 3, 2025``, ``31/05/2024``; months in five languages (`_MONTHS`). In figures the day is first, unless
    ``language`` is American English or only the other order exists. Years of two figures and periods are not understood.
    """
    if len(date_parts(text)) == 3:
        return text
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    words = " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).split())
    year, month, day = _written(words) or _in_figures(words, language) or (0, 0, 0)
    date = "-".join([f"{year:04d}", f"{month:02d}", *([f"{day:02d}"] if day else [])])
    return date if is_date(date) else text


def read_date(text: str, language: str) -> str:
    """Return the date that a person wrote, in ISO 8601, as `iso_date` understands it; Problem if it is not understood."""
    date = iso_date(text.strip(), language)
    if not is_date(date):
        raise Problem(_("Not a valid date."), text, _("Write 2024, 2024-05, 2024-05-31 or 31 May 2024."))
    return date


def _written(words: str) -> tuple[int, int, int] | None:
    for pattern in _WRITTEN:
        if match := re.match(pattern, words):
            found = match.groupdict()
            month = _MONTH_OF.get(found["month"]) or int(found["month"])
            return int(found["year"]), month, int(found.get("day") or 0)
    return None


def _in_figures(words: str, language: str) -> tuple[int, int, int] | None:
    match = re.match(_NUMBERS, words)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match["year"])
    months_first = [(year, first, second), (year, second, first)]
    american = language.replace("_", "-").casefold() == "en-us"
    orders = months_first if american else months_first[::-1]
    return next((order for order in orders if is_date("{:04d}-{:02d}-{:02d}".format(*order))), None)
