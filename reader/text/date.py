"""Dates as they are written of articles: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (ISO 8601), and nothing that never was."""

from __future__ import annotations

import re

_BEGINS = re.compile(r"(?a)(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?!\d)")
_WHOLE = re.compile(r"(?a)\d{4}(?:-\d{2}){0,2}")
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
    """Whether ``text`` is one date and every part of it exists."""
    return bool(_WHOLE.fullmatch(text)) and len(date_parts(text)) == text.count("-") + 1
