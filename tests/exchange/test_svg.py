"""Pictures are well-formed, hold every number, and nothing of outside origin can break them."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from reader.exchange import svg
from reader.layout.chart import Bar

LABELS = st.text(max_size=20) | st.sampled_from(["<b>&\"'", "\x1b[0m", "]]>", "\ud800", "\uffff", "日本"])
NUMBERS = st.integers(0, 99)


def texts(picture: str) -> list[str]:
    root = ElementTree.fromstring(picture.encode())
    assert root.tag.endswith("svg")
    wide, high = float(root.attrib["width"]), float(root.attrib["height"])
    for element in root.iter():
        assert float(element.attrib.get("x", 0)) <= wide
        assert float(element.attrib.get("y", 0)) <= high
        assert float(element.attrib.get("width", "0").replace("100%", "0")) >= 0
    return ["".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")]


@given(LABELS, st.lists(st.tuples(LABELS, NUMBERS), max_size=6))
def test_bars(title: str, rows: list[tuple[str, int]]) -> None:
    picture = svg.bars(title, [Bar(label, value, str(value)) for label, value in rows])
    found = texts(picture)
    assert len(found) == 1 + 2 * len(rows)
    assert found[2::2] == [str(value) for _, value in rows]
    long = [float(text) for text in re.findall(r'width="([\d.]+)" height="16"', picture)]
    assert sorted(range(len(rows)), key=lambda at: (rows[at][1], at)) == sorted(
        range(len(rows)), key=lambda at: (long[at], at)
    )


@given(st.integers(0, 6), st.data())
def test_heat(size: int, data: st.DataObject) -> None:
    labels = data.draw(st.lists(LABELS, min_size=size, max_size=size))
    table = data.draw(st.lists(st.lists(NUMBERS, min_size=size, max_size=size), min_size=size, max_size=size))
    found = texts(svg.heat("x", labels, table))
    assert len(found) == 1 + 2 * size + sum(bool(cell) for row in table for cell in row)
    assert all(str(cell) in found for row in table for cell in row if cell)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=9))
def test_steps(values: list[tuple[int, int]]) -> None:
    picture = svg.steps("x", ("new", "all"), values)
    assert {"new", "all", "0", str(len(values))} <= set(texts(picture))
    assert picture.count("<rect") == len(values) + 2


def test_no_colour_but_grey_is_used() -> None:
    picture = (
        svg.heat("x", ["a", "b"], [[1, 2], [2, 3]])
        + svg.bars("x", [Bar("a", 1, "1")])
        + svg.steps("x", ("a", "b"), [(1, 1)])
    )
    for red, green, blue in re.findall("#(..)(..)(..)", picture):
        assert red == green == blue
