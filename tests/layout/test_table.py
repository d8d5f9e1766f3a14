from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.layout.cells import cells
from reader.layout.lazy_rows import MadeRows
from reader.layout.table import ListRow, row_pieces, used_columns
from reader.text.span import Span

texts = st.text(st.sampled_from("abcéœ漢字👩‍🚀\u0301\x1b ’«"), max_size=60)


@given(texts, texts, st.integers(30, 120), st.booleans())
def test_a_row_has_just_its_cells(title: str, other: str, width: int, under: bool) -> None:
    row = ListRow("a", (title, other))
    pieces = row_pieces(row, (12,), used_columns([row], 1), width, under=under)
    assert sum(cells(text) for text, _ in pieces) in (width - 1, width - 2)  # a wide character may not fit the last
    assert all(("cursor" in names) == under for _, names in pieces)
    assert "\x1b" not in "".join(text for text, _ in pieces)


def test_a_title_that_does_not_fit_says_so() -> None:
    row = ListRow("a", ("Un titre qui dépasse de loin ce que la colonne peut tenir",))
    shown = "".join(text for text, _ in row_pieces(row, (), (), 33, under=False))
    assert shown == "  Un titre qui dépasse de loin …"


def test_a_column_that_is_empty_everywhere_leaves_its_room() -> None:
    rows = [ListRow("a", ("Un", "", "x")), ListRow("b", ("Deux", "", ""))]
    assert used_columns(rows, 2) == {1}


def test_what_is_lit_is_found() -> None:
    pieces = row_pieces(ListRow("a", ("Mexique",), (Span(0, 3),)), (), (), 40, under=False)
    assert ("Mex", ("found",)) in pieces


def test_only_rows_that_are_looked_at_are_made() -> None:
    made: list[int] = []

    def make(at: int) -> ListRow:
        made.append(at)
        return ListRow(str(at), ("",))

    rows = MadeRows(5, make)
    assert len(rows) == 5 and not made
    assert (rows[1].id, rows[-1].id, [row.id for row in rows[2:4]]) == ("1", "4", ["2", "3"])
    assert made == [1, 4, 2, 3]
    assert [row.id for row in rows] == ["0", "1", "2", "3", "4"]
