"""Titles: an article's own words, on one line, cut at a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.document import Document
from reader.text.title import TITLE_LIMIT, clipped


@given(st.text(), st.integers(5, 100))
def test_a_clipped_title_is_one_short_line(text: str, limit: int) -> None:
    title = clipped(text, limit)
    assert len(title) <= limit
    assert title == " ".join(title.split())


@given(st.lists(st.text("abcdé", min_size=1, max_size=12), max_size=40))
def test_a_clipped_title_ends_with_a_whole_word(words: list[str]) -> None:
    title = clipped(" ".join(words))
    assert title.endswith("…") == (len(" ".join(words)) > TITLE_LIMIT)
    assert title.removesuffix("…").split() == words[: len(title.split())]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("MondeAsie\n\nLe port attend : un hiver long\n\nLa phrase.", "Le port attend : un hiver long"),
        ("Sommaire\nLe port attend. La grève dure.\nUn intertitre\nSuite.", "Le port attend. La grève dure."),
        ("(Genève) Les délégués sont partis. La suite.", "(Genève) Les délégués sont partis."),
        ("Par Anne Roy\n3 mars 2025\nLes délégués sont tous partis hier.", "Les délégués sont tous partis hier."),
        (
            "PHOTO ANNE ROY, LE PORT\n\nUne grue\n\nLes grutiers reprennent ce matin.",
            "Les grutiers reprennent ce matin.",
        ),
        ("This live page is now closed. Les grutiers reprennent ce matin.", "Les grutiers reprennent ce matin."),
        ("1/2\n•\n", ""),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert Document.read(text).title == title
