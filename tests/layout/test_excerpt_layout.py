"""Excerpts as lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.layout.cells import cells
from reader.layout.excerpt_layout import ExcerptBlock, Section, lay_out
from reader.text.guard import guard

WORDS = st.text(max_size=200)
BLOCKS = st.builds(ExcerptBlock, st.uuids().map(str), WORDS, st.lists(WORDS, max_size=3).map(tuple))
SECTIONS = st.lists(st.builds(Section, WORDS, st.lists(BLOCKS, min_size=1, max_size=3).map(tuple)), max_size=3)


@given(sections=SECTIONS, width=st.integers(8, 80))
def test_every_word_is_there_and_nothing_is_too_wide(sections: list[Section], width: int) -> None:
    laid = lay_out(sections, width)
    assert list(laid.ids) == [block.id for section in sections for block in section.blocks]
    lines = [line for row in laid.lines for line in row]
    assert all(cells(line.text) <= width for line in lines)
    shown = "".join("".join(line.text for line in lines).split())
    content = (
        (
            f"{section.heading} ({len(section.blocks)})" if section.heading and block is section.blocks[0] else "",
            block.quote,
            *block.details,
        )
        for section in sections
        for block in section.blocks
    )
    assert shown == "".join(guard("".join(part for row in content for part in row)).split())


def test_a_heading_stands_above_its_first_excerpt_alone() -> None:
    laid = lay_out([Section("Port", (ExcerptBlock("a", "Un."), ExcerptBlock("b", "Deux.", ("(Cité)",))))], 40)
    assert [[(line.text, line.look) for line in row] for row in laid.lines] == [
        [("Port (2)", "title"), ("", "title"), ("Un.", ""), ("", "title")],
        [("Deux.", ""), ("(Cité)", "dim"), ("", "title")],
    ]
