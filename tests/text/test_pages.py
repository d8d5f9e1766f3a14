"""A page break is a boundary with a label; blocks and sentences run on across it."""

from __future__ import annotations

import pytest

from reader.text.block import Kind
from reader.text.composer import Composer, Words
from reader.text.document import Document
from reader.text.pages import Page, page_ranges, pages_in
from reader.text.span import Span

PAGES = (Page(10, "ix"), Page(20, "x"), Page(30, "1"))


@pytest.mark.parametrize(
    ("spans", "ranges"),
    [
        ([(12, 15)], [("ix", "ix")]),
        ([(0, 10)], []),
        ([(0, 11)], [("ix", "ix")]),
        ([(19, 21)], [("ix", "x")]),
        ([(10, 20)], [("ix", "ix")]),
        ([(12, 13), (31, 40)], [("ix", "ix"), ("1", "1")]),
        ([(31, 40), (12, 25)], [("ix", "1")]),
        ([(20, 20)], [("x", "x")]),
        ([], []),
    ],
)
def test_spans_are_on_the_pages_that_they_overlap(spans: list[tuple[int, int]], ranges: list[tuple[str, str]]) -> None:
    assert page_ranges(PAGES, [Span(*span) for span in spans]) == ranges


def test_a_form_feed_begins_a_page_of_a_plain_text() -> None:
    text = "Le port rouvre\nau matin, et la mer\n\fdort encore. Fin.\n\f"
    assert pages_in(text) == (Page(0, "1"), Page(text.index("dort"), "2"), Page(len(text), "3"))
    assert pages_in("Le port.") == ()
    document = Document.read(text)
    assert document.pages_of([Span(0, 5)]) == [("1", "1")]
    assert document.pages_of([Span(text.index("mer"), text.index("encore"))]) == [("1", "2")]


def test_a_page_may_begin_within_a_block_of_a_composed_text() -> None:
    composer = Composer()
    composer.add(Kind.PARAGRAPH, [Words("La mer ", page="3"), Words("", page="lost"), Words("dort.", page="4")])
    composer.add(Kind.PARAGRAPH, [Words("  "), Words("Fin.", page="5")])
    made = composer.finished()
    document = Document.read(made.text, made.structure)
    assert [(page.label, made.text[page.start :][:4]) for page in document.pages] == [
        ("3", "La m"),
        ("4", "dort"),
        ("5", "Fin."),
    ]
    (sentence, _) = document.sentences()
    assert sentence.of(made.text) == "La mer dort."
    assert document.pages_of([sentence]) == [("3", "4")]
