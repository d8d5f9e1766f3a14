"""Charts in cells: they fit, and more looks like more."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from reader.layout.cells import cells
from reader.layout.chart import Bar, bars, heat, shade, sparkline

VALUES = st.lists(st.integers(0, 500), min_size=1, max_size=30)
LABELS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


def inked(line: str) -> int:
    return sum(
        8 if character == "█" else 8 - "▉▊▋▌▍▎▏".index(character) - 1 for character in line if character in "█▉▊▋▌▍▎▏"
    )


@given(st.lists(st.tuples(LABELS, st.integers(0, 500)), min_size=1, max_size=9), st.integers(16, 120))
@example([("a", 1), ("b", 500)], 20)
def test_bars_fit_and_more_is_longer(rows: list[tuple[str, int]], width: int) -> None:
    lines = bars(
        [Bar("x" + label.translate({ord(c): "y" for c in "█▉▊▋▌▍▎▏"}), value, str(value)) for label, value in rows],
        width,
    )
    assert len(lines) == len(rows)
    assert all(cells(line) <= width for line in lines)
    assert not any(ord(character) < 32 for line in lines for character in line)
    drawn = sorted((value, inked(line)) for (_, value), line in zip(rows, lines, strict=True))
    assert [ink for _, ink in drawn] == sorted(ink for _, ink in drawn)
    assert all((ink > 0) == (value > 0) for value, ink in drawn)


def test_bars_as_they_look() -> None:
    assert bars([Bar("mer", 4, "4"), Bar("port", 1, "1"), Bar("vent", 0, "0")], 20) == [
        "mer   4 ████████████", "port  1 ███", "vent  0",
    ]  # fmt: skip
    assert bars([], 20) == []


@given(VALUES, st.integers(1, 40))
def test_a_sparkline_fits_and_its_highest_is_full(values: list[int], width: int) -> None:
    line = sparkline(values, width)
    assert 0 < len(line) <= width
    assert ("█" in line) == any(values)
    if len(values) <= width:
        assert [character == " " for character in line] == [value == 0 for value in values]


@given(st.integers(1, 12), st.integers(20, 100), st.data())
def test_a_heat_table_fits(size: int, width: int, data: st.DataObject) -> None:
    labels = data.draw(st.lists(LABELS, min_size=size, max_size=size))
    table = data.draw(
        st.lists(st.lists(st.integers(0, 99), min_size=size, max_size=size), min_size=size, max_size=size)
    )
    lines = heat(labels, table, width)
    assert len(lines) in (size + 1, size + 2)
    assert all(cells(line) <= width for line in lines)


def test_a_label_that_begins_with_a_mark_widens_no_line() -> None:
    mark = "\N{LIMBU SUBJOINED LETTER YA}"
    labels = ["0", mark + "0" * 12, "0"]
    for width in range(20, 40):
        assert all(cells(line) <= width for line in heat(labels, [[1, 2, 3]] * 3, width))


def test_a_heat_table_as_it_looks() -> None:
    assert heat(["mer", "port"], [[4, 2], [2, 7]], 40) == ["        1   2", "1 mer   4   2█", "2 port  2█  7"]
    assert heat(["mer", "port"], [[4, 0], [0, 7]], 12) == ["        1", "1 mer   4", "2 port  ·", "… 1 more co…"]
    assert "".join(shade(value, 8) for value in range(9)) == " ░░▒▒▓▓██"
    assert heat([], [], 40) == []
