"""A document in a view, without the view."""

from __future__ import annotations

import pytest

from reader.layout.gutter import GUTTER
from reader.layout.motion import Grain, opening
from reader.layout.runs import Decoration
from reader.text.document import Document
from reader.text.span import Span
from reader.tui.widget.fitted_page import FittedPage

TEXT = "Nos titres\n\n" + "\n\n".join(
    f"Phrase {number} du texte, qui est longue. Une autre {number}." for number in range(40)
)
HEIGHT = 10


@pytest.fixture
def fitted() -> FittedPage:
    fitted = FittedPage()
    fitted.fit(Document.read(TEXT), 30)
    return fitted


def test_before_there_is_a_page_nothing_is_anywhere() -> None:
    fitted = FittedPage()
    assert (fitted.height, fitted.y_of(7), fitted.sentences(0, HEIGHT)) == (0, 0, [])
    assert not fitted.lines_of(Span(0, 9), 0, HEIGHT)
    assert fitted.unit_at(5, 0, 80, Grain.SENTENCE) is None
    assert fitted.cell_of(0, 80) is None


def test_what_is_marked_stays_at_another_width(fitted: FittedPage) -> None:
    assert fitted.page
    assert fitted.marked
    marked, document = fitted.marked, fitted.page.document
    marked.decorate([Decoration(Span(15, 20), "yellow")])
    fitted.fit(document, 50)
    assert fitted.marked is marked
    assert marked.page.width == 50
    fitted.forget()
    fitted.fit(document, 50)
    assert fitted.marked is not marked


def test_lines_are_counted_from_the_top_of_the_view_and_end_with_it(fitted: FittedPage) -> None:
    span = Span(TEXT.index("Phrase 3"), TEXT.index("Phrase 4") - 2)
    first = fitted.y_of(span.start)
    assert fitted.lines_of(span, first, HEIGHT) == range(2)
    assert fitted.lines_of(span, first - 1, HEIGHT) == range(1, 3)
    assert fitted.lines_of(span, first + 1, HEIGHT) == range(1)
    assert not fitted.lines_of(span, first + 2, HEIGHT)
    assert not fitted.lines_of(span, first - HEIGHT, HEIGHT)
    assert fitted.lines_of(span, first - HEIGHT + 1, HEIGHT) == range(HEIGHT - 1, HEIGHT)


def test_the_lines_of_a_block_are_those_that_show_it(fitted: FittedPage) -> None:
    assert fitted.page
    block = fitted.page.document.block_index(TEXT.index("Phrase 3"))
    top = fitted.y_of(TEXT.index("Phrase 3")) - 1
    assert fitted.lines_of_blocks({block}, top, HEIGHT) == [0, 1, 2], "with the blank row above it"
    assert fitted.lines_of_blocks(set(), top, HEIGHT) == []


def test_sentences_in_view_begin_there(fitted: FittedPage) -> None:
    top = fitted.y_of(TEXT.index("Une autre 3"))
    found = [span.of(TEXT) for span in fitted.sentences(top, 4)]
    assert found[0].startswith("Une autre 3")
    assert not any("Phrase 3" in sentence for sentence in found)


def test_a_cell_leads_to_its_sentence_and_a_position_to_its_cell(fitted: FittedPage) -> None:
    position = TEXT.index("Phrase 7")
    cell = fitted.cell_of(position, 30 + GUTTER)
    assert cell == (GUTTER, fitted.y_of(position))
    sentence = fitted.unit_at(*cell, 30 + GUTTER, Grain.SENTENCE)
    assert sentence
    assert sentence.start == position
    blank = fitted.y_of(position) - 1
    assert fitted.unit_at(GUTTER, blank, 30 + GUTTER, Grain.SENTENCE) is None


def test_the_view_moves_no_more_than_it_has_to(fitted: FittedPage) -> None:
    focus = Span(TEXT.index("Phrase 9"), TEXT.index("Phrase 9") + 5)
    y = fitted.y_of(focus.start)
    assert fitted.top_revealing(focus, y - 4, HEIGHT) == y - 4
    assert y - HEIGHT < fitted.top_revealing(focus, 0, HEIGHT) < y


def test_a_page_on_is_less_than_a_view_further(fitted: FittedPage) -> None:
    assert fitted.page
    selection = opening(fitted.page.document)
    assert selection
    top, then = fitted.turned(selection, 0, HEIGHT, 1)
    assert 0 < top < HEIGHT
    assert then.focus.start > selection.focus.start
    assert then.grain is Grain.SENTENCE
