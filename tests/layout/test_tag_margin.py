"""Tags stand once, beside the first row of their passage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.cells import cells
from reader.layout.gutter import GUTTER
from reader.layout.page import MarkedPage, column_cells
from reader.layout.rows import Page
from reader.layout.runs import Decoration, TagLabel
from reader.layout.signs import LETTERS, SIGNS, MarksLook, Signs
from reader.layout.tag_margin import GAP, column_left, margin_cells, tag_pieces
from reader.text.document import Document
from reader.text.span import Span

TEXT = "Il est six heures quand le bac quitte le quai pour la dernière fois, et le jour se lève."
PATHS = st.text(alphabet="ab/é漢 ", min_size=1, max_size=90)
START = Span(0, 5)
NAMED = st.lists(st.lists(PATHS, max_size=4), max_size=12)


def passage(*paths: str, at: Span = START, note: bool = False) -> Decoration:
    return Decoration(at, "blue", "a", "B", tuple(TagLabel(path, "#2e933c") for path in paths), note)


def line(begin: list[Decoration], go_on: list[Decoration], room: int, signs: Signs = SIGNS) -> str:
    return "".join(text for text, _ in tag_pieces(begin, go_on, room, signs))


def test_tags_of_one_row_share_it_and_the_rest_are_counted() -> None:
    assert line([passage("pont")], [], 20) == "▎ #pont"
    assert line([passage("pont"), passage("mer")], [], 20) == "▎ #pont ▎ #mer"
    assert line([passage("pont", "mer", "quai")], [], 20) == "▎ #pont ▎ #mer +1"
    assert line([passage(*map(str, range(40)))], [], 20) == "▎ #0 ▎ #1 ▎ #2 +37"
    assert line([passage("pont")], [], 20, LETTERS) == "#pont"


def test_a_long_tag_is_cut() -> None:
    assert line([passage("a" * 80)], [], 20) == f"▎ #{'a' * 16}…"
    assert line([passage("a" * 80, "b")], [], 20) == f"▎ #{'a' * 13}… +1"


def test_a_note_has_its_sign_behind_the_last_tag_or_alone() -> None:
    assert line([passage("pont", "mer", note=True)], [], 30) == "▎ #pont ▎ #mer ✎"
    assert line([passage(note=True)], [], 20) == "▎ ✎"
    assert line([passage()], [], 20) == ""


def test_what_began_above_is_dim_and_comes_last() -> None:
    pieces = tag_pieces([passage("pont")], [passage("mer")], 20, SIGNS)
    assert pieces == [("▎ #pont", ("#2e933c",)), (" ", ()), ("▎ #mer", ("facts",))]


@given(NAMED, NAMED, st.integers(8, 40))
def test_no_tag_leaves_the_margin(begin: list[list[str]], go_on: list[list[str]], room: int) -> None:
    text = line([passage(*paths) for paths in begin], [passage(*paths) for paths in go_on], room)
    assert cells(text) <= room


@given(st.integers(1, 250), st.integers(20, 200), st.integers(0, 20))
def test_the_margin_never_takes_cells_of_the_column(width: int, wished: int, margin: int) -> None:
    column = column_cells(wished, margin, width)
    tags = margin_cells(width, column)
    left = column_left(width, column, tags)
    assert width >= 100 or not tags
    if tags:
        assert left >= 0
        assert left + GUTTER + column + GAP + tags < width


def marked(*decorations: Decoration, with_tags: bool = True) -> MarkedPage:
    page = MarkedPage(Page(Document.read(TEXT), 40), MarksLook(with_tags=with_tags))
    page.decorate(decorations)
    return page


def beside(page: MarkedPage, y: int, *, is_top: bool = False, width: int = 100) -> str:
    row = page.page.row(y)
    assert row
    return "".join(text for text, _ in page.tags(row, width, is_top=is_top))


def test_a_tag_stands_beside_the_first_row_and_beside_the_first_in_view() -> None:
    page = marked(passage("pont", at=Span(5, 80)))
    assert [beside(page, y) for y in range(3)] == ["▎ #pont", "", ""]
    assert beside(page, 1, is_top=True) == "▎ #pont"
    assert beside(page, 0, is_top=True) == "▎ #pont", "once"


def test_a_passage_of_several_spans_has_its_tags_once() -> None:
    second = Decoration(Span(60, 65), "blue", "a", "B", (TagLabel("pont"),), leads=False)
    page = marked(passage("pont"), second)
    assert [beside(page, y) for y in range(3)] == ["▎ #pont", "", ""]


@pytest.mark.parametrize(("with_tags", "width"), [(False, 200), (True, 99)])
def test_switched_off_or_without_room_there_are_none(with_tags: bool, width: int) -> None:
    page = marked(passage("pont"), with_tags=with_tags)
    assert beside(page, 0, width=width) == ""
    assert page.left(width) == (width - 40 - GUTTER) // 2
