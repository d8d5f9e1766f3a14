"""The fill of the focus, and that of the highlights in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.page import MarkedPage
from reader.layout.rows import Page
from reader.layout.runs import Decoration, between
from reader.layout.signs import LETTERS, PLAIN_MARKS, SIGNS, MarksLook, Signs
from reader.text.document import Document
from reader.text.span import Span

TEXT = "Le bac quitte le quai, et le passeur rend sa barre au maire."
SENTENCE = Span(0, len(TEXT))
SPANS = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


def of(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def lit(focus: Span, *highlights: Span, look: MarksLook = PLAIN_MARKS, signs: Signs = SIGNS) -> str:
    """Return the words of the text that have the fill of the focus."""
    page = Page(Document.read(TEXT), 30)
    page.settle(0, 100)
    marked = MarkedPage(page, look)
    marked.signs = signs
    marked.decorate([Decoration(span, "green", str(number)) for number, span in enumerate(highlights)])
    rows = [row for row in page.rows(0, page.height) if row and row.span]
    pieces = [piece for row in rows for piece in marked.pieces(row, 40, focus, None)]
    words = [text if {"focus", "lit"} & set(names) else "·" for text, names in pieces if text.strip() and len(text) > 1]
    return " ".join(" ".join(words).split()).replace(" ,", ",")


@given(SPANS, st.lists(SPANS, max_size=6))
def test_what_is_between_and_the_others_are_the_whole_once(span: Span, others: list[Span]) -> None:
    left = between(span, others)
    free = [at for part in left for at in range(part.start, part.end)]
    assert free == [at for at in range(span.start, span.end) if not any(other.holds(at) for other in others)]


def test_a_highlight_in_the_sentence_keeps_its_fill() -> None:
    assert lit(SENTENCE) == TEXT
    assert lit(SENTENCE, of("le quai"), of("sa barre")) == "Le bac quitte ·, et le passeur rend · au maire."


@pytest.mark.parametrize("focus", [SENTENCE, of("le quai"), of("quai")])
def test_a_highlight_that_is_the_focus_or_holds_it_is_lit(focus: Span) -> None:
    highlights = (focus, of("quitte le")) if focus == of("le quai") else (SENTENCE, of("le quai"))
    shown = lit(focus, *highlights).replace("· ", "").replace(" ·", "")
    assert shown == focus.of(TEXT)


@pytest.mark.parametrize(("look", "signs"), [(MarksLook("underline"), SIGNS), (PLAIN_MARKS, LETTERS)])
def test_all_of_the_focus_is_lit_where_highlights_have_no_fill(look: MarksLook, signs: Signs) -> None:
    assert lit(SENTENCE, of("le quai"), look=look, signs=signs) == TEXT


@pytest.mark.parametrize("signs", [SIGNS, LETTERS])
def test_the_focus_keeps_its_fill_where_highlights_overlap(signs: Signs) -> None:
    page = Page(Document.read(TEXT), 80)
    page.settle(0, 100)
    marked = MarkedPage(page)
    marked.signs = signs
    marked.decorate([Decoration(span, "green", str(number)) for number, span in enumerate([SENTENCE, SENTENCE])])
    (row,) = [row for row in page.rows(0, page.height) if row and row.span]
    looks = {name for _, names in marked.pieces(row, 90, SENTENCE, None) for name in names}
    assert "lit" in looks
    assert "overlap-plain" not in looks, "it is reversed"
    unlit = {name for _, names in marked.pieces(row, 90, None, None) for name in names}
    assert {"overlap", "overlap-plain"} & unlit
