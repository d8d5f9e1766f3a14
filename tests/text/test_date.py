"""What is a date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.citation.terms import MONTHS
from reader.text.date import date_parts, is_date, iso_date


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1er août 2024", "2024-08-01"), ("1ᵉʳ août\u00a02024", "2024-08-01"), ("31 mai 2024", "2024-05-31"),
        ("vendredi 31 mai 2024 à 10h12", "2024-05-31"), ("Publié le 31 mai 2024, mis à jour le 2 juin 2024", "2024-05-31"),
        ("mar. 3 déc. 2024", "2024-12-03"), ("3 fevr. 2024", "2024-02-03"), ("Juillet 2024", "2024-07"),
        ("Dec 3, 2025", "2025-12-03"), ("December 3rd, 2025", "2025-12-03"), ("Sept. 3, 2025", "2025-09-03"),
        ("3 December 2025", "2025-12-03"), ("3rd of May 2024", "2024-05-03"), ("31-May-2024", "2024-05-31"),
        ("Tue, 03 Dec 2025 10:00:00 +0000", "2025-12-03"), ("2024, May 3", "2024-05-03"), ("May 2024", "2024-05"),
        ("2024-May-03", "2024-05-03"), ("2024 mai", "2024-05"),
        ("31/05/2024", "2024-05-31"), ("le 31/05/2024 à 10:12", "2024-05-31"), ("31.5.2024", "2024-05-31"),
        ("03-05-2024", "2024-05-03"), ("05/31/2024", "2024-05-31"), ("2024/05/31", "2024-05-31"), ("20240531", "2024-05-31"),
        ("2024-05-31T10:00", "2024-05-31T10:00"), ("2024", "2024"),
    ],
)  # fmt: skip
def test_a_date_as_people_write_it(text: str, expected: str) -> None:
    assert iso_date(text, "fr") == expected
    assert iso_date(expected, "fr") == expected


@pytest.mark.parametrize(
    "text",
    [
        "hier", "", "printemps 2024", "31 avril 2024", "12-13 mai 2024", "du 12 mai au 3 juin 2024", "31/05/24", "45/13/2024",
        "20241345", "123/05/2024", "marsouin 2024", "2024 ou 2025, mai", "3 mai 20245",
    ],
)  # fmt: skip
def test_what_is_not_understood_stays_as_it_is_written(text: str) -> None:
    assert iso_date(text, "fr") == text


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en-US", "2024-03-05"), ("en_us", "2024-03-05"), ("en", "2024-05-03"), ("", "2024-05-03")],
)
def test_in_figures_the_day_is_first_but_in_american_english(language: str, expected: str) -> None:
    assert iso_date("03/05/2024", language) == expected
    assert iso_date("31/05/2024", language) == "2024-05-31"


@given(st.dates(), st.sampled_from(["fr", "en-US"]))
def test_every_day_is_read_in_each_way_of_writing(day: date, language: str) -> None:
    french = MONTHS["fr"][day.month - 1]
    english = MONTHS["en"][day.month - 1]
    year = f"{day.year:04d}"
    figures = f"{day.month}/{day.day}/{year}" if language == "en-US" else f"{day.day}/{day.month}/{year}"
    for text in (
        f"{day.day} {french} {year}",
        f"{english} {day.day}, {year}",
        f"{day.day} {english[:3]} {year}",
        figures,
    ):
        assert iso_date(text, language) == day.isoformat()
