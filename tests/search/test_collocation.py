"""Words around hits: counted once, ranked by Dunning's log-likelihood ratio."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.collocation import Collocate, Collocations, log_likelihood
from reader.text.span import Span


def hits(text: str, word: str) -> list[Span]:
    return [Span(*found.span()) for found in re.finditer(rf"\b{word}\b", text)]


def best(text: str, word: str, window: int = 5, fewest: int = 1) -> list[Collocate]:
    collocations = Collocations(window)
    collocations.add(text, hits(text, word), "fr")
    return collocations.best(fewest)


@pytest.mark.parametrize(
    ("table", "ratio"),
    [  # Dunning (1993), table 2: the first bigrams of his text of some 30,000 words
        ((110, 2442, 111, 29114), 270.72),
        ((29, 13, 123, 31612), 263.90),
        ((31, 23, 139, 31584), 256.84),
    ],
)
def test_the_ratio_is_that_of_the_paper(table: tuple[int, int, int, int], ratio: float) -> None:
    assert log_likelihood(*table) == pytest.approx(ratio, abs=0.02)


@given(*[st.integers(0, 10_000)] * 4)
def test_the_ratio_is_zero_for_an_even_spread_and_never_below(near: int, others: int, far: int, rest: int) -> None:
    assert log_likelihood(near, others, far, rest) >= 0
    assert log_likelihood(near, others, 3 * near, 3 * others) == pytest.approx(0, abs=1e-6)


def test_what_stands_near_more_often_than_elsewhere_comes_first() -> None:
    text = "Une dette souveraine. Une dette souveraine pèse. " + "Le vent tombe, la nuit pèse. " * 20
    first, *others = best(text, "dette")
    assert (first.word, first.near, first.total) == ("souveraine", 2, 2)
    assert first.score > 10.83
    assert "vent" not in {each.word for each in others if each.near > 1}


def test_a_word_between_two_hits_is_counted_once() -> None:
    (between,) = (each for each in best("port neuf port. " + "Autre chose ici. " * 9, "port") if each.word == "neuf")
    assert (between.near, between.total) == (1, 1)


def test_the_window_ends_where_the_paragraph_does() -> None:
    text = "Avant tout.\n\nUn port neuf.\n\nEnsuite rien. " + "Autre chose ici. " * 9
    assert {each.word for each in best(text, "port")} == {"neuf"}


def test_words_are_counted_blind_to_case_and_accents_and_shown_as_they_are_spelt() -> None:
    text = "Le port d’État. Ce port d’État. Un port d’ETAT. " + "Autre chose ici. " * 9
    assert [(each.word, each.near) for each in best(text, "port")] == [("État", 3)]


def test_words_of_grammar_are_left_out_but_count_for_the_size() -> None:
    text = "Le port de la ville. " * 3 + "Autre chose ici. " * 9
    assert {each.word for each in best(text, "port")} == {"ville"}


def test_fewer_than_asked_for_are_left_out() -> None:
    text = "Un port neuf. Un port vieux. Un port neuf. " + "Autre chose ici. " * 9
    assert [each.word for each in best(text, "port", fewest=2)] == ["neuf"]


def test_a_window_of_one_word() -> None:
    text = "Un port neuf brille. " + "Autre chose ici. " * 9
    assert {each.word for each in best(text, "port", window=1)} == {"neuf"}
