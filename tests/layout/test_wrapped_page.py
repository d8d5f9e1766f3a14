"""A wrapped page loses no word and no look, and no row of it is too wide."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.layout.cells import cells
from reader.layout.gutter import Piece
from reader.layout.wrapped_page import wrapped_rows

words = st.text("ab é漢«?e\u0301 ", max_size=30)
pieces = st.tuples(words, st.sampled_from([(), ("head",), ("strong",)]))


def letters(rows: list[list[Piece]]) -> list[tuple[str, tuple[str, ...]]]:
    return [(letter, names) for row in rows for text, names in row for letter in text if letter != " "]


@given(st.lists(st.lists(pieces, max_size=4), max_size=4), st.integers(2, 40))
def test_rows_are_the_lines(lines: list[list[Piece]], width: int) -> None:
    rows = wrapped_rows(lines, width)
    assert letters(rows) == letters(lines)
    assert all(cells("".join(text for text, _ in row)) <= width for row in rows)


def test_a_line_is_cut_between_words() -> None:
    line: list[Piece] = [("  g s  ", ("strong",)), ("Search in all articles.", ())]
    assert wrapped_rows([line, []], 20) == [[("  g s  ", ("strong",)), ("Search in all", ())], [("articles.", ())], []]
