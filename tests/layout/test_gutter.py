"""Left of a row stand the focus and a lane for each highlight that overlaps others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.layout.cells import cells
from reader.layout.gutter import LANES, MOST_LANES, gutter, laid
from reader.layout.runs import Decoration, TagLabel
from reader.layout.signs import ASCII, IN_ASCII, LETTERS, SIGNS
from reader.text.span import Span

ROW = Span(0, 40)


def signs_of(decorations: list[Decoration], signs: object = SIGNS, row: Span = ROW, *, focused: bool = False) -> str:
    lane_of, count = laid(decorations)
    pieces = gutter(row, list(lane_of.items()), count, signs, focused=focused)  # type: ignore[arg-type]
    return "".join(text for text, _ in pieces)


def highlight(start: int, end: int, id: str, **details: object) -> Decoration:
    return Decoration(Span(start, end), "yellow", id, "Y", **details)  # type: ignore[arg-type]


def test_each_overlap_has_a_lane() -> None:
    assert signs_of([]) == "    "
    assert signs_of([highlight(0, 9, "a")], focused=True) == "┃▎  "
    assert signs_of([highlight(0, 9, "a"), highlight(5, 12, "b")]) == " ▎▎ "
    assert signs_of([highlight(0, 9, "a"), highlight(5, 12, "b"), highlight(6, 8, "c")]) == " ▎▎▎ "


def test_twenty_on_a_word_are_a_few_lanes_and_a_sign_for_the_rest() -> None:
    assert signs_of([highlight(0, 9, str(number)) for number in range(20)]) == f" {'▎' * (MOST_LANES - 1)}+ "


def test_a_lane_has_the_colour_of_the_tag_or_that_of_the_ink() -> None:
    tagged = highlight(0, 9, "a", tags=(TagLabel("mer"), TagLabel("quai", "#2e933c")))
    lane_of, count = laid([tagged, highlight(3, 9, "b")])
    _, first, second, _ = gutter(ROW, list(lane_of.items()), count, SIGNS, focused=False)
    assert (first[1], second[1]) == (("#2e933c",), ("lane-yellow",))


def test_a_note_has_a_sign_in_the_first_row() -> None:
    noted = highlight(5, 60, "a", note=True)
    assert signs_of([noted]) == " ✎  "
    assert signs_of([noted], row=Span(40, 80)) == " ▎  "
    assert signs_of([highlight(5, 60, "a", note=True, leads=False)]) == " ▎  "


def test_without_colours_letters_tell_inks_apart() -> None:
    assert signs_of([highlight(5, 60, "a", note=True)], LETTERS) == " Y ✎"
    assert signs_of([highlight(5, 60, "a", note=True)], ASCII, focused=True).isascii()


def test_what_lists_and_boxes_are_drawn_with_has_a_sign_in_ascii_of_one_cell() -> None:
    drawn = "┃▎✎■✓○▾□›│─╭╮╰╯┌┐└┘▁▆░▒▓█"
    assert drawn.translate(IN_ASCII).isascii()
    assert len(drawn.translate(IN_ASCII)) == sum(map(cells, drawn))
    assert "L’été : « 3 × 2 »…".translate(IN_ASCII) == "L’été : « 3 × 2 »…", "words are not drawn"


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=30))
def test_a_gutter_is_as_wide_in_every_row(spans: list[tuple[int, int]]) -> None:
    decorations = [highlight(start, start + length, str(number)) for number, (start, length) in enumerate(spans)]
    _, count = laid(decorations)
    assert LANES <= count <= MOST_LANES
    for row in (Span(0, 20), Span(20, 40), Span(90, 91)):
        assert cells(signs_of([each for each in decorations if each.span.overlaps(row)], row=row)) <= count + 2
