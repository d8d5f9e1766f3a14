"""Folding makes equal what readers do not tell apart, and finds its way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.fold import find_folded, fold, fold_key

LETTERS = st.text(alphabet=st.sampled_from(list("aéÉœ’«  \u00a0\u00ad\u0301-–x…\n")), max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L’Été", "l'ete"),
        ("cœur", "coeur"),
        ("520\u202f000", "520 000"),
        ("porte\u00adparole", "porteparole"),
        ("« a »", '" a "'),
        ("e\u0301", "é"),
        ("ﬁn", "fin"),
    ],
)
def test_folds_to_the_same(one: str, other: str) -> None:
    assert fold_key(one) == fold_key(other)


@given(LETTERS)
def test_both_ways_of_folding_agree(text: str) -> None:
    assert fold(text).text == fold_key(text)


@given(LETTERS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_key(fold_key(text)) == fold_key(text)


@given(LETTERS, LETTERS, LETTERS)
def test_what_is_found_folds_to_the_needle(before: str, needle: str, after: str) -> None:
    text = before + "|" + needle + "|" + after
    wanted = fold_key(needle).strip()
    found = list(find_folded(fold(text), needle))
    assert bool(found) or not wanted
    assert all(fold_key(span.of(text)).strip() == wanted for span in found)


def test_hits_do_not_overlap() -> None:
    assert [(span.start, span.end) for span in find_folded(fold("aaaaa"), "aa")] == [(0, 2), (2, 4)]
