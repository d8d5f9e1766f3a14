"""A difference can be read without colours."""

from __future__ import annotations

from reader.layout.difference import difference_lines, difference_rows
from reader.text.difference import Part, Side


def test_what_was_removed_and_added_stands_in_brackets_line_by_line() -> None:
    lines = difference_lines(
        [
            Part(Side.BOTH, "La mer "),
            Part(Side.OLD, "baisse "),
            Part(Side.NEW, "monte.\n\nIl\x1b pleut.\n\n"),
            Part(Side.BOTH, "Fin."),
        ]
    )
    assert ["".join(text for text, _looks in line) for line in lines] == [
        "La mer [-baisse-] {+monte.+}",
        "",
        "{+Il␛ pleut.+}",
        "",
        "Fin.",
    ]
    assert lines[0][1] == ("[-baisse-]", ("removed", "0")) and lines[2][0][1] == ("added", "0")


def test_each_difference_knows_its_rows_at_any_width() -> None:
    parts = [
        Part(Side.OLD, "un deux trois "),
        Part(Side.NEW, "quatre\n\n"),
        Part(Side.BOTH, "fin "),
        Part(Side.NEW, "cinq"),
    ]
    lines = difference_lines(parts)
    assert difference_rows(lines, 80)[1] == [range(1), range(2, 3)]
    rows, changes = difference_rows(lines, 11)
    assert all(sum(len(text) for text, _looks in row) <= 11 for row in rows)
    assert changes == [range(3), range(5, 6)]
