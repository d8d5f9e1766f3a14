"""Likeness of words: counted here as `rapidfuzz` counts it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from reader.search import vocabulary
from reader.search.likeness import edits
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
