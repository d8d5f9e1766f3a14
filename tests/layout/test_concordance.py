"""Hits stand below each other, and so does what comes before and after them, whatever letters they are made of."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.cells import cells
from reader.layout.concordance import WIDEST_HIT, ConcordanceTable, hits_width, whole_start, with_marks
from reader.layout.table import Column, ListRow
from reader.text.span import Span

letters = st.text(st.sampled_from("abcéœ漢字אבش👩‍🚀\u0301\x1b’« "), max_size=70)


def row(before: str, hit: str, after: str, grown: Span | None = None) -> ListRow:
    span = Span(len(before), len(before) + len(hit))
    return ListRow("a", (before + hit + after,), (grown or span,), hit=span)


def shown(rows: list[ListRow], width: int) -> list[list[tuple[str, tuple[str, ...]]]]:
    hits = [with_marks(each.hit.of(each.cells[0]), each.cells[0][each.hit.end :]) for each in rows if each.hit]
    table = ConcordanceTable(hit_width=hits_width(hits))
    return [table.row(each, (), width, under=False) for each in rows]


def lines(rows: list[ListRow], width: int) -> list[str]:
    return ["".join(text for text, _ in pieces) for pieces in shown(rows, width)]


def test_contexts_end_and_begin_in_one_column() -> None:
    rows = [
        row("dans le port, la ", "mer", " dort."),
        row("", "Mers", ", fleuves et rivières."),
        row("un vent de ", "mer", " se lève au large de la côte"),
    ]
    assert lines(rows, 50) == [
        "      dans le port, la mer   dort.               ",
        "                       Mers, fleuves et rivières.",
        "            un vent de mer   se lève au large de ",
    ]


def test_a_word_is_not_cut_where_there_are_blanks() -> None:
    (line,) = lines([row("anticonstitutionnellement dans la ", "mer", " incommensurablement")], 30)
    assert line.split() == ["dans", "la", "mer"]
    (line,) = lines([row("漢字漢字漢字漢字漢字", "mer", "漢字漢字漢字漢字漢字")], 30)
    assert line == "  漢字漢字漢字mer漢字漢字漢字"


@pytest.mark.parametrize("text", ["漢字仮名" * 20, "ท่าเรือใหญ่มาก" * 6, "x" * 90], ids=["Chinese", "Thai", "one letter"])
@pytest.mark.parametrize("width", [20, 50, 120])
def test_a_text_without_blanks_is_seen_on_both_sides_of_a_hit(text: str, width: int) -> None:
    (line,) = lines([row(f"{text} ", "mer", f" {text}")], width)
    before, after = (part.strip() for part in line.split("mer"))
    assert before and after and text.startswith(after) and text.endswith(before)
    assert cells(line.strip()) > width - 8


def test_no_part_of_a_text_begins_with_a_mark_whose_letter_is_cut_off() -> None:
    text = "กำ้" * 9
    assert all(category(text[whole_start(text, at, len(text))])[0] != "M" for at in range(20))


@given(letters, st.text(st.sampled_from("abé漢א"), min_size=1, max_size=30), letters, st.integers(8, 140))
def test_a_hit_begins_in_its_column_and_a_row_has_just_its_cells(before: str, hit: str, after: str, width: int) -> None:
    after = after.lstrip("\u0301\u200d")  # a hit ends with a whole letter
    rows = [row("a ", "b", " c"), row(before, hit, after)]
    plain, pieces = shown(rows, width)
    assert sum(cells(text) for text, _ in pieces) in (width - 1, width - 2)
    assert "\x1b" not in "".join(text for text, _ in pieces)
    columns = []
    for each in (plain, pieces):
        at = next(number for number, (_, names) in enumerate(each) if "found" in names)
        columns.append(sum(cells(text) for text, _ in each[:at]))
    assert columns[0] == columns[1]


@given(letters, letters, st.integers(0, 70), st.integers(0, 70))
def test_what_a_hit_was_grown_to_is_marked_as_far_as_it_is_seen(before: str, after: str, back: int, forth: int) -> None:
    after = after.lstrip("\u0301\u200d")
    start, end = max(0, len(before) - back), min(len(before) + 3 + len(after), len(before) + 3 + forth)
    (pieces,) = shown([row(before, "mer", after, Span(start, end))], 200)
    marked = "".join(text for text, names in pieces if names and names[-1] in ("grown", "found"))
    text = (before + "mer" + after).replace("\x1b", "\u241b")
    assert marked in text and "mer" in marked
    assert len(marked) <= end - start


def test_marks_stand_beside_their_hit_and_not_in_the_next_column() -> None:
    rows = [
        row("la ", "mer", ", dit-il"),
        row("la ", "mer", " dort"),
        row("l’", "État", "-major"),
        row("", "Les mers", " …"),
    ]
    assert [line[line.index("la ") if "la " in line else 0 :].split("  ")[0] for line in lines(rows, 60)[:2]] == [
        "la mer,", "la mer",
    ]  # fmt: skip
    assert "État-major" in lines(rows, 60)[2]
    starts = {lines(rows, 60)[number].index(word) for number, word in ((0, "dit-il"), (1, "dort"))}
    assert len(starts) == 1


def test_a_hit_wider_than_the_column_pushes_on_what_follows() -> None:
    wide = "x" * (WIDEST_HIT + 5)
    first, second = lines([row("a ", "b", " c"), row("a ", wide, " c")], 80)
    assert first.index("b") == second.index("x")
    assert f"{wide} c" in second


def test_columns_stand_beside_the_line() -> None:
    table = ConcordanceTable((Column(10),), least=30, hit_width=3)
    each = ListRow("a", ("la mer dort", "Le Quai"), (Span(3, 6),), hit=Span(3, 6), swatch="", sign="□")
    line = "".join(text for text, _ in table.row(each, (7,), 60, under=True))
    assert line.startswith("┃ □ ") and line.rstrip().endswith("Le Quai") and cells(line) == 59
