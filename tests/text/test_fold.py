"""Folding makes equal what readers do not tell apart, and finds its way back."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import fold as fold_module
from reader.text.fold import fold, fold_key
from reader.text.span import Span
from tests.store.making import often

LETTERS = st.text(alphabet=st.sampled_from(list("aéÉœ’«  \u00a0\u00ad\u0301-–x…\n")), max_size=40)
LONG = st.text(alphabet=st.sampled_from(list("aZéÉèçœÆß…’« \u00a0\u00ad\u200b\u0301ЖжΣς漢-–\n\n\t")), max_size=300)


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


def slowly(text: str) -> tuple[str, list[int]]:
    """Fold letter by letter; return the folded text and where each of its code points comes from."""
    pieces: list[str] = []
    origins: list[int] = []
    last_space = False
    for index, character in enumerate(text):
        piece = fold_key(character)
        if piece == " " and last_space:
            continue
        if piece:
            last_space = piece == " "
        pieces.append(piece)
        origins += [index] * len(piece)
    return "".join(pieces), origins


@pytest.mark.parametrize("size", [1, 3, 7, 16_384])
@given(st.one_of(LETTERS, st.text(max_size=60), LONG))
def test_it_folds_and_goes_back_as_letter_by_letter(size: int, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fold_module, "SLICE", size)
        patch.setattr(fold_module, "MOST_LETTERS", 2)
        wanted, origins = slowly(text)
        folded = fold(text)
        assert folded.text == fold_key(text) == wanted
        assert [folded.back(at, at).start for at in range(len(wanted))] == origins
        assert folded.back(len(wanted), len(wanted)) == Span(len(text), len(text))
        for start, end in ((at, at + 2) for at in range(len(wanted) - 1)):
            cut = start > 0 and origins[start - 1] == origins[start]
            cut |= end < len(wanted) and origins[end - 1] == origins[end]
            assert folded.holds_whole_letters(start, end) == (not cut)


def test_every_letter_folds_to_letters_that_fold_to_themselves() -> None:
    # Of the code points that are no characters, which are seven of eight, a few stand for all.
    every = (
        chr(code)
        for code in range(0x110000)
        if category(chr(code)) not in ("Cn", "Co", "Cs") or not code % often(97, 1)
    )
    made = set(map(fold_key, every))
    assert all(fold_key(letter) == letter for letter in set("".join(made)))
    assert all(fold_key(folded) == folded for folded in made if folded.isascii())


@given(LETTERS)
def test_both_ways_of_folding_agree(text: str) -> None:
    assert fold(text).text == fold_key(text)


@given(LETTERS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_key(fold_key(text)) == fold_key(text)
