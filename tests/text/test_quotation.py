"""Quotation marks inside a quotation differ from those around it, in whatever language the program speaks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reader import translation
from reader.text.quotation import nested
from reader.text.title import clipped
from reader.tui.service.names import quoted, titled


@pytest.fixture
def french() -> Iterator[None]:
    translation.use("fr")
    yield
    translation.use(translation.SOURCE)


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("« la souveraineté » des ports", "« “la souveraineté” des… »"),
        ("« la souveraineté nationale des ports »", "« “la souveraineté… »"),
        ("Elle dit : “Non.”", "« Elle dit : “Non.” »"),
        ("sans guillemets", "« sans guillemets »"),
    ],
)
def test_titles_and_quotes_get_the_inner_marks_in_french(words: str, shown: str) -> None:
    words = words.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    shown = shown.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    assert (quoted(words), titled(words)) == (shown, shown)


def test_and_in_english() -> None:
    assert quoted("“The quay” is empty.") == "“‘The quay’ is empty.”"
    assert quoted("« le quai » is empty.") == "“« le quai » is empty.”", "English does not use these"


@pytest.mark.usefixtures("french")
def test_a_language_that_is_given_counts_more_than_the_one_in_use() -> None:
    assert nested("“Oui”", "en") == "‘Oui’"
    assert nested(clipped("« Oui »")) == "“Oui”"
