"""What the search of the library shows around a hit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.session.search.find import CONTEXT, Hit
from reader.text.span import Span
from reader.tui.actions.picking import around

TEXT = (
    "Le passeur rend sa barre au maire, qui la pose sur la table. Le pont est ouvert, et le bac\n"
    "n’attend plus personne au quai. Demain on le vend à un ferrailleur de la rive gauche."
)
WORDS = set(TEXT.split())


def hit(start: int, end: int) -> Hit:
    return Hit("a", Span(start, end), TEXT[start:end], TEXT[max(0, start - CONTEXT) : start], TEXT[end : end + CONTEXT])


@given(st.sampled_from(sorted(WORDS)))
def test_no_word_is_cut(word: str) -> None:
    start = TEXT.index(word)
    shown = around(hit(start, start + len(word)))
    assert set(shown.split()) - {"…"} <= WORDS
    assert word in shown
    assert "  " not in shown


def test_an_ellipsis_stands_only_where_more_follows() -> None:
    assert around(hit(3, 10)).startswith("Le passeur rend")
    assert around(hit(3, 10)).endswith(" …")
    end = TEXT.index("gauche")
    assert around(hit(end, end + 6)).startswith("… ")
    assert around(hit(end, end + 6)).endswith("rive gauche.")
