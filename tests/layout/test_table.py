from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.cells import cells, is_plain
from reader.layout.lazy_rows import MadeRows
from reader.layout.table import Column, ListRow, Table
from reader.text.span import Span

texts = st.text(st.sampled_from("abcéœ漢字אב👩‍🚀\u0301\x1b ’«"), max_size=60)
THREE = Table((Column(12, "Where"), Column(5, "N", is_number=True, rank=2), Column(4, "How", rank=0)), "What", 40)


def text(table: Table, row: ListRow, widths: tuple[int, ...], width: int) -> str:
    return "".join(text for text, _ in table.row(row, widths, width, under=False))


@given(texts, texts, st.integers(4, 120), st.booleans())
def test_a_row_and_the_names_above_it_have_just_its_cells(title: str, other: str, width: int, under: bool) -> None:
    row = ListRow("a", (title, other, "12", "○"))
    pieces = THREE.row(row, THREE.widths([row]), width, under=under)
    assert sum(cells(text) for text, _ in pieces) in (width - 1, width - 2)  # a wide character may not fit the last
    assert cells(THREE.head(THREE.widths([row]), width)) == width - 1
    assert all(("cursor" in names) == under for _, names in pieces)
    assert "\x1b" not in "".join(text for text, _ in pieces)


def test_a_title_that_does_not_fit_says_so() -> None:
    row = ListRow("a", ("Un titre qui dépasse de loin ce que la colonne peut tenir",))
    assert text(Table(), row, (), 33) == "  Un titre qui dépasse de loin …"


@pytest.mark.parametrize(
    ("tags", "shown"),
    [
        ("#mer/port/quai", "#mer/port/quai"),
        ("#société/migration", "…/migration"),
        ("#a/b c/migration #mer", "…/migration #m…"),
        ("#société/état #mer/port", "…/état …/port"),
        ("#un nom qui est long", "#un nom qui es…"),
    ],
)
def test_of_paths_that_do_not_fit_the_last_part_stays(tags: str, shown: str) -> None:
    table = Table((Column(15, has_paths=True),))
    row = ListRow("a", ("Un", tags))
    assert text(table, row, table.widths([row]), 60).rstrip().endswith(f"  {shown}")


def test_columns_are_as_wide_as_what_they_hold_and_one_that_is_empty_everywhere_is_gone() -> None:
    rows = [ListRow("a", ("Un", "", "1", "x" * 9)), ListRow("b", ("Deux", "", "100", ""))]
    assert THREE.widths(rows) == (0, 3, 4)
    assert THREE.widths([]) == (0, 0, 0)


def test_numbers_stand_to_the_right_below_their_name() -> None:
    rows = [ListRow("a", ("Un", "Le Quai", "1", "○")), ListRow("b", ("Deux", "", "1000", ""))]
    widths = THREE.widths(rows)
    assert THREE.head(widths, 66).endswith("Where       N  How")
    assert text(THREE, rows[0], widths, 66).endswith("Le Quai     1  ○  ")
    assert text(THREE, rows[1], widths, 66).endswith("         1000     ")


@pytest.mark.parametrize(
    ("width", "names"), [(66, "Where N How"), (59, "Where How"), (52, "How"), (20, "How"), (12, "")]
)  # fmt: skip
def test_the_first_column_shrinks_first_then_columns_go_by_their_rank(width: int, names: str) -> None:
    row = ListRow("a", ("x" * 500, "Le Quai", "1000", "○"))
    head = THREE.head(THREE.widths([row]), width)
    assert " ".join(head.split()[1:]) == names
    if width > 50:
        assert head.index("Where" if "Where" in names else "How") >= 40


def test_a_column_is_cut_down_to_its_least_before_another_goes() -> None:
    table = Table((Column(24, least=10), Column(10, rank=2)), least=40)
    row = ListRow("a", ("x" * 99, "Le Courrier du Léman", "2025-01-01"))
    shown = text(table, row, table.widths([row]), 72)
    assert shown.endswith("  Le Courrier du…  2025-01-01"), "and has what the title can spare"
    assert shown.index("…") == 41, "the title keeps its least"
    assert text(table, row, table.widths([row]), 99).endswith("  Le Courrier du Léman  2025-01-01")


def test_what_is_lit_is_found() -> None:
    pieces = Table().row(ListRow("a", ("Mexique",), (Span(0, 3),)), (), 40, under=False)
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


def test_the_signs_of_the_list_are_measured_without_a_table_of_widths() -> None:
    assert is_plain("Title ▾ ✎ ○ ▆▁█ ┃ ✓"[:-1])
