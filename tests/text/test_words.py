"""Searches and the index count the same words."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.finding import holds, search_key
from reader.text.hyphenation import BREAK
from reader.text.span import Span
from reader.text.words import edges_of_words, parted, readings, spaced, words

TEXTS = st.text(alphabet=st.sampled_from(list("akcéÉœ’«_ \u00a0\u00ad\u0301-–…\n1²€文字กัहि" + BREAK)), max_size=40)


def words_of(text: str) -> list[str]:
    key = search_key(text)
    return [span.of(key) for span in words(key)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La réforme de l’État", ["la", "reforme", "de", "l", "etat"]),
        ("un porte-avions", ["un", "porte", "avions"]),
        ("Œuvre_complète, 2024 !", ["oeuvre", "complete", "2024"]),
        ("de 5€ à 10 m²", ["de", "5", "a", "10", "m²"]),
        ("2024年の憲法", ["2024", "年", "の", "憲", "法"]),
        ("ภาษาไทย", list("ภาษาไทย")),
        ("हिन्दी में", ["हिनदी", "में"]),
        ("한국어 문법", ["한국어", "문법"]),
        ("la souve-\nraineté", ["la", f"souve{BREAK}rainete"]),
        ("文-\n字", ["文", "字"]),
        ("", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, expected: list[str]) -> None:
    assert words_of(text) == [search_key(word) for word in expected]


@given(TEXTS)
def test_every_letter_and_digit_is_in_one_word(text: str) -> None:
    key = search_key(text)
    spans = list(words(key))
    inside = "".join(span.of(key) for span in spans)
    assert [sign for sign in inside if sign.isalnum()] == [sign for sign in key if sign.isalnum()]
    assert spaced(key) == " ".join(span.of(key) for span in spans)
    assert list(map(Span, *edges_of_words(key))) == spans
    assert all(first.end <= second.start for first, second in pairwise(spans))


@given(TEXTS | st.text(max_size=40))
def test_only_ascii_parts_what_is_parted(text: str) -> None:
    key = search_key(text).replace(BREAK, "")
    runs = re.findall("(?:[a-z0-9]|[^\\x00-\\x7f])+", parted(key))
    assert runs == [span.of(key) for span in words(key)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("mer", {("mer",)}),
        ("souve|rainete", {("souverainete",), ("souve", "rainete")}),
        ("zuk|ker", {("zukker",), ("zucker",), ("zuk", "ker")}),
        ("a|b|c", {("abc",), ("a", "bc"), ("ab", "c"), ("a", "b", "c")}),
    ],
)
def test_a_broken_word_has_each_reading(word: str, expected: set[tuple[str, ...]]) -> None:
    assert set(readings(word.replace("|", BREAK))) == expected


@given(st.lists(st.sampled_from(["a", "ak", "ka", "é", "1"]), min_size=1, max_size=4))
def test_what_finds_a_broken_word_is_one_of_its_readings(parts: list[str]) -> None:
    key = search_key("-\n".join(parts))
    for reading in readings(key):
        assert holds(key, " ".join(reading))


def test_a_chain_of_broken_words_stays_cheap() -> None:
    key = search_key("-\n".join(["ab"] * 5000))
    assert max(len(readings(span.of(key))) for span in words(key)) <= 8


def test_many_kinds_of_ideographs_are_parted_alike() -> None:
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 300)))
    assert parted(text).split() == list(text)
