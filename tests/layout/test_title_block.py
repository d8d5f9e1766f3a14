"""The title block has rows of its own, and the text keeps all of its rows and offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.motion import Grain, Selection, opening
from reader.layout.paging import paged
from reader.layout.rows import Page, Row
from reader.layout.title_block import NO_TITLE, TitleBlock
from reader.text.document import Document

PROSE = "Il est six heures. Le bac part.\n\n" * 12
HEADED = Document.read("Le dernier bac\n\n" + PROSE)
PLAIN = Document.read(PROSE)
KNOWN = TitleBlock("Le dernier bac", ("Le Rivage", "3 décembre 2024"), "3 min")
TITLES = st.builds(
    TitleBlock,
    st.sampled_from(["", "Le dernier bac", "Un autre titre " * 5, "mot" * 170]),
    st.lists(st.sampled_from(["Le Rivage", "2024", "A. Le Goff"]), max_size=3).map(tuple),
    st.sampled_from(["", "3 min"]),
)
TEXTS = st.lists(st.sampled_from(["Le dernier bac", "Un. Deux.", "- point", "\n\n", "\n", "Mot " * 30]), max_size=12)


def rows(page: Page) -> list[Row]:
    page.settle(0, 10_000)
    return [row for row in page.rows(0, page.height) if row]


def words(page: Page, count: int = 6) -> list[str]:
    return [
        row.title.words if row.title else row.span.of(page.document.text).strip() if row.span else ""
        for row in rows(page)[:count]
    ]


def test_it_stands_above_the_text() -> None:
    assert words(Page(PLAIN, 40, KNOWN), 4) == [
        "Le dernier bac",
        "Le Rivage · 3 décembre 2024 · 3 min",
        "",
        "Il est six heures. Le bac part.",
    ]


def test_below_a_heading_that_is_the_title_only_the_facts_stand() -> None:
    expected = ["Le dernier bac", "Le Rivage · 3 décembre 2024 · 3 min", "", "Il est six heures. Le bac part."]
    assert words(Page(HEADED, 40, KNOWN), 4) == expected


def test_a_heading_that_is_another_title_stays() -> None:
    known = TitleBlock("Adieu au bac", ("Le Rivage",))
    assert words(Page(HEADED, 40, known), 4) == ["Adieu au bac", "Le Rivage", "", "Le dernier bac"]


def test_a_title_alone_and_facts_alone_make_no_empty_rows() -> None:
    assert words(Page(PLAIN, 40, TitleBlock("Adieu")), 3) == ["Adieu", "", "Il est six heures. Le bac part."]
    facts = TitleBlock(PLAIN.title, ("Le Rivage",), "3 min")
    assert words(Page(PLAIN, 40, facts), 3) == ["Le Rivage · 3 min", "", "Il est six heures. Le bac part."]


@pytest.mark.parametrize(
    "title", [NO_TITLE, TitleBlock(minutes="3 min"), TitleBlock(PLAIN.title), TitleBlock(PLAIN.title, (), "3 min")]
)
def test_if_nothing_is_known_there_is_no_row(title: TitleBlock) -> None:
    assert rows(Page(PLAIN, 40, title)) == rows(Page(PLAIN, 40))


def test_a_long_title_is_wrapped() -> None:
    page = Page(PLAIN, 15, TitleBlock("Adieu " * 83))
    assert max(map(len, words(page, 40))) <= 15
    assert " ".join(words(page, 42)).count("Adieu") == 83


def test_an_article_that_is_only_a_heading_has_its_facts_above_it() -> None:
    page = Page(Document.read("# Le dernier bac", None), 40, TitleBlock("", ("Le Rivage",)))
    assert words(page, 3)[:2] == ["Le Rivage", ""]


@given(TEXTS.map("".join), TITLES, st.integers(1, 40))
def test_the_rows_of_the_text_are_the_same_as_without_it(text: str, title: TitleBlock, width: int) -> None:
    document = Document.read(text)
    page, bare = Page(document, width, title), Page(document, width)
    assert [row for row in rows(page) if row.span] == [row for row in rows(bare) if row.span]
    assert page.rows(-2, page.height + 4) == [page.row(y) for y in range(-2, page.height + 2)]
    for sentence in document.sentences():
        for position in range(sentence.start, sentence.end):
            row = page.row(page.y_of(position))
            assert row
            assert row.span
            assert row.span.holds(position)


@given(st.sampled_from([HEADED, PLAIN]), TITLES, st.integers(5, 40), st.integers(3, 30))
def test_paging_reaches_both_ends_and_never_the_title(
    document: Document, title: TitleBlock, width: int, height: int
) -> None:
    page = Page(document, width, title)
    selection, top = opening(document), 0
    assert selection
    sentences = list(document.sentences())
    for step in (1, -1):
        for _ in range(60):
            before = (top, selection)
            top, selection = paged(page, selection, top, height, step)
            assert selection.focus in sentences
            top = page.revealing(selection.focus, top, height)
            assert 0 <= top <= max(0, page.height - height)
            if before == (top, selection):
                break
        edge = sentences[-1 if step > 0 else 0]
        assert selection.focus == edge
    assert selection == Selection(edge, edge, Grain.SENTENCE)


def test_a_view_of_the_first_sentence_begins_with_the_title_if_there_is_room() -> None:
    page = Page(PLAIN, 40, TitleBlock("Adieu " * 30, ("Le Rivage",)))
    first = next(PLAIN.sentences())
    assert page.revealing(first, page.y_of(first.start), 20) == 0
    assert page.revealing(first, page.y_of(first.start), 5) > 0


def test_a_page_up_into_the_title_goes_to_the_first_sentence() -> None:
    page = Page(PLAIN, 40, TitleBlock("Adieu " * 60, ("Le Rivage",)))
    sentences = list(PLAIN.sentences())
    now = Selection(sentences[6], sentences[6])
    top, selection = paged(page, now, page.y_of(sentences[6].start) - 4, 16, -1)
    assert (top, selection.focus) == (0, sentences[0])
