"""What the author has set apart is seen on the page, also under what the reader marks."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from rich.style import Style

from reader.ingest.markdown import read
from reader.layout.runs import Decoration
from reader.text.document import Document
from reader.text.span import Span
from reader.tui.widget.pane import ReadingPane
from tests.tui.showing import Stage

RAW = (
    "Ouverture.\n\nUn **mot**, *deux*, `trois`, [quatre](a), ~~cinq~~ et ==six== fin.\n\n```\nun\n\n  deux\n```\n\nFin."
)


@pytest.fixture
async def pane() -> AsyncIterator[ReadingPane]:
    pane = ReadingPane(column=60)
    async with Stage(pane).run_test(size=(76, 12)) as pilot:
        content = read(RAW.encode())
        pane.show(Document.read(content.text, content.structure))
        await pilot.pause()
        yield pane


def style_of(pane: ReadingPane, words: str) -> Style:
    for strip in pane.strips(range(12)):
        for segment in strip:
            if words in segment.text:
                assert segment.style
                return segment.style
    raise AssertionError(words)


async def test_each_kind_has_a_look_of_its_own(pane: ReadingPane) -> None:
    plain = style_of(pane, "fin.")
    styles = [style_of(pane, words) for words in ("mot", "deux", "trois", "quatre", "cinq")]
    assert [styles[0].bold, styles[1].italic, styles[4].strike, style_of(pane, "six").bold] == [True] * 4
    assert not (plain.bold or plain.italic or plain.strike)
    assert len({plain.color, styles[2].color, styles[3].color}) == 3
    assert not any(style.underline or style.bgcolor != plain.bgcolor for style in styles)


async def test_a_highlight_over_it_looks_as_any_other_and_keeps_it(pane: ReadingPane) -> None:
    assert pane.document
    start, end = pane.document.text.index("mot"), pane.document.text.index(" fin")
    pane.decorate([Decoration(Span(start, end), "yellow")])
    plain = style_of(pane, " et ")
    for words in ("mot", "deux", "trois", "quatre"):
        style = style_of(pane, words)
        assert (style.underline, style.bgcolor, style.color) == (True, plain.bgcolor, plain.color)
    assert style_of(pane, "mot").bold
    assert style_of(pane, "deux").italic


async def test_the_lines_of_a_block_are_lines_of_the_page(pane: ReadingPane) -> None:
    rows = [strip.text.strip(" ▌") for strip in pane.strips(range(12))]
    at = rows.index("un")
    assert rows[at : at + 5] == ["un", "", "deux", "", "Fin."]
    assert not any("\n" in row for row in rows)
    (deux,) = (strip.text for strip in pane.strips(range(12)) if strip.text.strip() == "deux")
    (un,) = (strip.text for strip in pane.strips(range(12)) if strip.text.strip() == "un")
    assert deux.index("deux") == un.index("un") + 2
