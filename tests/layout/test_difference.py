"""A difference can be read without colours."""

from __future__ import annotations

from reader.layout.difference import difference_lines
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
    assert lines[0][1] == ("[-baisse-]", ("removed",)) and lines[2][0][1] == ("added",)
