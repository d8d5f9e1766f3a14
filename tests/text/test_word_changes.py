"""The words in which two versions differ."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from reader.text.word_changes import changed_words

words = st.lists(st.sampled_from(["le", "port", "rouvre,", "dit-il", "été", "港", "«", "lundi."]), max_size=20).map(
    " ".join
)


def test_whole_words_that_only_one_of_the_two_has() -> None:
    old, new = "Le port a rouvert lundi matin.", "Le port rouvrira mardi matin."
    only_old, only_new = changed_words(old, new)
    assert [span.of(old) for span in only_old] == ["a rouvert lundi"]
    assert [span.of(new) for span in only_new] == ["rouvrira mardi"]


def test_a_word_that_is_longer_now_is_another() -> None:
    old, new = "Le port.", "Le portail."
    only_old, only_new = changed_words(old, new)
    assert [span.of(new) for span in only_new] == ["portail"]
    assert [span.of(old) for span in only_old] in ([], ["port"])


@given(words, words)
def test_they_are_in_order_inside_and_none_where_nothing_differs(old: str, new: str) -> None:
    assert changed_words(old, old) == ((), ())
    for text, spans in zip((old, new), changed_words(old, new), strict=True):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(first.end < second.start or first.end <= second.start for first, second in itertools.pairwise(spans))
