"""Likeness of words: counted here as `rapidfuzz` counts it."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from reader.search import vocabulary
from reader.search.likeness import INNER, LATER_WORD, NEXT_WORD, PIECES, edits, trace
from reader.search.vocabulary import Vocabulary

WORDS = st.text("abcd", max_size=9)


@given(WORDS, WORDS, st.integers(0, 4))
def test_edits_are_counted_as_rapidfuzz_does(one: str, other: str, most: int) -> None:
    assert edits(one, other, most) == min(OSA.distance(one, other), most + 1)


@given(
    st.lists(st.text("abcd", min_size=1, max_size=9), min_size=1, max_size=9), st.text("abcd", min_size=3, max_size=12)
)
def test_few_words_slip_as_many_do(words: list[str], token: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        few = sorted(Vocabulary([(words, ())]).slips(token))
        patch.setattr(vocabulary, "_FEW", 0)
        assert sorted(Vocabulary([(words, ())]).slips(token)) == few


def _cost(places: tuple[int, ...], line: str) -> float:
    """Return what it costs to read letters at these places."""
    cost = 0.0 if places[0] == 0 or line[places[0] - 1] == " " else INNER
    for before, at in pairwise(places):
        if at == before + 1:
            continue
        if line[at - 1] != " ":
            cost += INNER
        else:
            cost += NEXT_WORD if line.count(" ", before, at) == 1 else LATER_WORD
    return cost


@given(st.text("ab", min_size=1, max_size=4), st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=4))
def test_the_way_traced_is_the_cheapest_of_all(token: str, words: list[str]) -> None:
    line = " ".join(words)
    ways = [
        places for places in combinations(range(len(line)), len(token)) if "".join(line[at] for at in places) == token
    ]
    traced = trace(token, line)
    if not ways:
        assert traced is None
        return
    assert traced is not None
    quality, places = traced
    assert places in ways
    assert _cost(places, line) == pytest.approx(min(_cost(way, line) for way in ways))
    assert quality == pytest.approx(PIECES * max(0.02, 1 - _cost(places, line) / len(token)))
