"""Dates and periods that a query asks for, and which articles are in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from reader.text.date import date_parts, is_date

Day: TypeAlias = tuple[int, int, int]

_FIRST: Day = (0, 1, 1)
_LAST: Day = (9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both included."""

    first: Day = _FIRST
    last: Day = _LAST

    def has(self, date: str) -> bool:
        """Whether an article's date is in the period; False if the date is unknown.

        Of a date that is only a year or a month, every day must be in the period.
        """
        parts = date_parts(date)
        return bool(parts) and self.first <= _first(parts) and _last(parts) <= self.last


def period(value: str) -> Period | None:
    """Return the period that ``2024``, ``2024-03``, ``2024-03..2024-06``, ``>2024`` … mean; None if it is none.

    One end of ``..`` may be left out.
    """
    if ".." in value:
        start, end = (part.strip() for part in value.split("..", 1))
        if not (start or end) or not all(is_date(part) for part in (start, end) if part):
            return None
        first = _first(date_parts(start)) if start else _FIRST
        last = _last(date_parts(end)) if end else _LAST
        return Period(first, last) if first <= last else None
    date = value.lstrip("<>=").strip()
    sign = value[: len(value) - len(value.lstrip("<>="))]
    if not is_date(date) or sign not in ("", "<", ">", "<=", ">=", "="):
        return None
    first, last = _first(date_parts(date)), _last(date_parts(date))
    return {
        "<": Period(last=_before(first)),
        "<=": Period(last=last),
        ">": Period(first=_after(last)),
        ">=": Period(first=first),
    }.get(sign, Period(first, last))


def _first(parts: tuple[int, ...]) -> Day:
    year, month, day = (*parts, 1, 1)[:3]
    return year, month, day


def _last(parts: tuple[int, ...]) -> Day:
    """Return the last day; each month has 31, since days are only compared."""
    year, month, day = (*parts, 12, 31)[:3] if len(parts) == 1 else (*parts, 31)[:3]
    return year, month, day


def _before(day: Day) -> Day:
    return day[0], day[1], day[2] - 1


def _after(day: Day) -> Day:
    return day[0], day[1], day[2] + 1
