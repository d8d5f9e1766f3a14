"""The page of keys: no text stands under keys, and nothing is lost, at any width."""

from __future__ import annotations

import pytest

from reader.layout.cells import cells
from reader.layout.gutter import Piece
from reader.layout.keys_page import keys_rows

LONG = "Shift+Down Shift+Ctrl+PgDn Ctrl+Shift+Home"
SECTIONS = (
    ("Reading", (("j Down", "Move to the next sentence, and show what is said of it."), ("漢 Space", "Page down."))),
    (
        "Acting on what is lit",
        ((LONG, "Do a thing that takes some more words to be told than most do."), ("", "No key.")),
    ),
)


def text(row: list[Piece]) -> str:
    return "".join(words for words, _ in row)


def letters(words: str) -> list[str]:
    return sorted(words.replace(" ", ""))


@pytest.mark.parametrize("width", range(10, 200))
def test_text_never_stands_under_keys(width: int) -> None:
    rows = keys_rows(SECTIONS, width)
    assert all(cells(text(row)) <= width for row in rows)
    told = [title for title, _ in SECTIONS] + [keys + what for _, pairs in SECTIONS for keys, what in pairs]
    assert letters("".join(map(text, rows))) == letters("".join(told))
    key_cells = {cells(piece) for row in rows for piece, looks in row if looks == ("strong",)}
    beside = [row for row in rows if len(row) == 2]
    if beside:
        assert len(key_cells) == 1, "one column of keys"
        assert all(row[0][0].endswith("  ") for row in beside)
    else:
        assert all(row[0][0].startswith("    ") for row in rows if row and row[0][1] == () and text(row).strip())


def test_the_column_of_keys_is_as_wide_as_the_keys() -> None:
    rows = keys_rows(SECTIONS[:1], 70)
    assert [text(row) for row in rows[1:]] == [
        "Reading",
        "  j Down    Move to the next sentence, and show what is said of it.",
        "  漢 Space  Page down.",
    ]
