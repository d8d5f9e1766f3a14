"""Terms are found exactly where a slow reading of the text finds them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.search.query.parser import parse
from reader.search.query.places import SearchText
from reader.search.query.tree import Near, Pattern, Phrase, Term, Word, terms
from reader.text.finding import search_key, searchable
from reader.text.fold import Folded, is_blank
from reader.text.problem import Problem
from tests.search.slow_places import places

WORDS = (
    "réforme", "reformes", "Réformé", "mer", "MERS", "mérite", "l’État", "l'etat", "cœur", "coeurs", "port", "Ports",
    "porte-avions", "porte-\navions", "souve-\nraineté", "souve\u00ad\nraineté", "Zuk-\nker", "zucker", "文字", "字", "AI文",
    "me\u00adr", "me\u200br", "lois", "loi", "2024", "2,5", "€", "a_b", "nationaux", "national", "ŉ",
)  # fmt: skip
BLANKS = (" ", " ", " ", "\u00a0", "\u202f", "\n", " \n", "-", "–", ", ", ". ", "… ", "")

texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BLANKS)), max_size=7).map(
    lambda pairs: "".join(word + blank for word, blank in pairs)
)
asked = st.sampled_from(
    [*WORDS, "me", "por", "souveraineté", "réf", "porte", "avions", "rainete", "文", "l’", "1", "souve", "n"]
)
phrases = st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(" ".join)
words = st.builds(Word, asked.filter(lambda word: len(word.split()) == 1), st.booleans(), st.booleans())
near = st.builds(Near, st.lists(words, min_size=2, max_size=3, unique=True).map(tuple), st.integers(0, 4))
patterns = st.builds(Pattern, st.sampled_from([r"\bme", "[A-Z]ORT", "^.", "r?", "(?<=l’)É", "é."]), st.booleans())
any_term = words | st.builds(Phrase, phrases | asked, st.booleans()) | near | patterns
languages = st.sampled_from(["fr", "en-GB", "de", ""])


@settings(max_examples=400)
@given(texts, any_term, languages)
@example("ŉ mer", Word("n"), "fr")
def test_a_term_is_found_where_a_slow_reading_finds_it(text: str, term: Term, language: str) -> None:
    expected = places(term, text, language[:2])
    assert list(SearchText(text, language).places(term)) == expected
    assert SearchText(text, language).has(term) == bool(expected)


@given(texts)
def test_both_folded_forms_are_the_same(text: str) -> None:
    assert searchable(text).text == search_key(text)


def found(query: str, text: str, language: str = "fr") -> list[str]:
    searched = SearchText(text, language)
    return [place.of(text) for term in terms(parse(query)) for place in searched.places(term)]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("reforme", "Les Réformes, la réforme.", ["Réformes", "réforme"]),
        ("l'Etat", "Ce que l’État dit", ["l’État"]),
        ("oeuvre", "son œuvre", ["œuvre"]),
        ("cartel", "Des cartels, pas de cartellisation", ["cartels"]),
        ("cartel*", "Des cartels, une cartellisation", ["cartels", "cartellisation"]),
        ("=cartel", "Cartel, cartels, cartel", ["cartel"]),
        ("=Etat", "l’Etat et l’État", ["Etat"]),
        ("lois", "une loi", ["loi"]),
        ('"port franc"', "ports francs, le port\u202ffranc", ["port\u202ffranc"]),
        ("souveraineté", "la souve-\nraineté", ["souve-\nraineté"]),
        ('"mer port"~1', "port de mer", ["port de mer"]),
        ('"mer port"~1', "port de la mer", []),
        ("me\u200br", "la me\u00adr", ["me\u00adr"]),
        ("/m.r/", "Mer, MUR", ["Mer", "MUR"]),
        ("=/M.r/", "mer, Mer", ["Mer"]),
        ("文", "中文字", ["文"]),
    ],
)
def test_what_the_help_says(query: str, text: str, expected: list[str]) -> None:
    assert found(query, text) == expected


def test_forms_are_those_of_the_language_of_the_article() -> None:
    assert found("city", "cities", "en") == ["cities"]
    assert found("city", "cities", "") == found("city", "cities", "de") == []


@pytest.mark.parametrize("regex", ["(a+)+$", "((a+)+)+b", r"(\w+\s?)*\d", "(a|aa)+$"])
def test_a_regular_expression_that_explodes_is_stopped_and_said(regex: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.search.query.pattern.SECONDS", 0.05)
    with pytest.raises(Problem, match="too long"):
        found(f"/{regex}/", "a" * 5000 + "!")


def test_a_regular_expression_that_reads_backwards_finds_all_places() -> None:
    assert found("/(?r)m.r/", "mer, mur, mar") == ["mer", "mur", "mar"]


def test_a_regular_expression_that_fills_the_memory_is_stopped_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    class Engine:
        def finditer(self, *_: object, **__: object) -> Iterator[object]:
            raise MemoryError

    monkeypatch.setattr("reader.search.query.pattern.compiled", lambda *_: Engine())
    with pytest.raises(Problem, match="too long"):
        found("/mer/", "mer")


@given(st.text(max_size=30), st.text(max_size=5).filter(lambda text: not is_blank(text)))
def test_any_word_is_searched_for_in_any_text(text: str, word: str) -> None:
    for term in (Word(word), Word(word, exact=True), Word(word, prefix=True), Phrase(word)):
        for place in SearchText(text, "fr").places(term):
            assert 0 <= place.start < place.end <= len(text)


@pytest.mark.parametrize("query", ["=Mer", "=mers", "=MER*", "=zucKer", '="la Mer"', '="Mer la"~3'])
def test_a_text_without_what_is_asked_for_exactly_is_not_folded(query: str) -> None:
    def fold() -> Folded:
        raise AssertionError("folded")

    (term,) = terms(parse(query))
    assert SearchText("la mer, le zucker", folded=fold).places(term) == ()
