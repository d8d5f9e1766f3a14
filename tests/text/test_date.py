"""What is a date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.date import date_parts, is_date


@given(st.dates())
def test_every_day_there_is_is_one(day: date) -> None:
    assert is_date(day.isoformat())
    assert date_parts(day.isoformat()) == (day.year, day.month, day.day)
    assert is_date(day.isoformat()[:7])
    assert is_date(day.isoformat()[:4])


@pytest.mark.parametrize(
    "text", ["hier", "2024-02-31", "2024-13", "2024-00", "24", "2024-5-1", "2024 ", "", "20240501"]
)
def test_nothing_else_is(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2024-02-31", (2024, 2)), ("2024-13-01", (2024,)), ("2024-05-03T10:00", (2024, 5, 3)),
        ("3 mai 2024", ()), ("20240503", ()), (" 2024-5-3 ", (2024, 5, 3)),
    ],
)  # fmt: skip
def test_what_a_text_begins_with_is_taken_as_far_as_it_exists(text: str, parts: tuple[int, ...]) -> None:
    assert date_parts(text) == parts
