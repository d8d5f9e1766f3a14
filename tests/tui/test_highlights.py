"""How highlights, the focus and the selection are seen in the text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.style import Style

from reader.config.look import BARE, LOOKS
from reader.layout.block_roles import BlockRoles
from reader.layout.motion import Selection
from reader.layout.runs import Decoration, TagLabel
from reader.layout.signs import Highlight, MarksLook
from reader.text.document import Document
from reader.text.span import Span
from reader.tui.widget.pane import ReadingPane
from tests.tui.showing import Stage

TEXT = "Un mot deux mots trois mots quatre mots cinq mots.\n\nUne autre phrase, qui est lue."
FIRST, SECOND = Span(3, 20), Span(12, 34)


@asynccontextmanager
async def shown(marks: MarksLook, colours: str | None = "truecolor") -> AsyncIterator[ReadingPane]:
    pane = ReadingPane(column=60, marks=marks)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.constants.COLOR_SYSTEM", colours)
        if colours is None:
            patch.setenv("NO_COLOR", "1")
        async with Stage(pane).run_test(size=(120, 12)) as pilot:
            document = Document.read(TEXT)
            pane.show(document, document.sentence_at(len(TEXT) - 1))
            await pilot.pause()
            yield pane


def looks(pane: ReadingPane, row: int = 0) -> list[Style | None]:
    """Return the style of each code point of a row."""
    assert pane.fitted.page
    assert pane.fitted.marked
    shown_row = pane.fitted.page.row(row)
    assert shown_row
    assert shown_row.span
    at = pane.fitted.marked.column_of(shown_row, shown_row.span.start, 120)
    (strip,) = pane.strips(range(row, row + 1))
    styles = [segment.style for segment in strip for _ in segment.text]
    return styles[at : at + len(shown_row.span)]


@pytest.mark.parametrize("colours", ["truecolor", "standard", None])
@pytest.mark.parametrize("highlight", ["fill", "underline", "both"])
@pytest.mark.parametrize("second", [SECOND, Span(8, 14), Span(3, 9), Span(12, 20)], ids=str)
async def test_both_ends_of_two_that_overlap_are_seen(highlight: Highlight, second: Span, colours: str | None) -> None:
    async with shown(MarksLook(highlight), colours) as pane:
        pane.decorate([Decoration(FIRST, "yellow", "a", "Y"), Decoration(second, "yellow", "b", "Y")])
        styles = looks(pane)
        for end in {FIRST.start, FIRST.end, second.start, second.end}:
            assert styles[end - 1] != styles[end], end
        assert not any(style.bold for style in styles if style)


async def test_a_fill_or_a_line_or_both() -> None:
    seen = {}
    for highlight in ("fill", "underline", "both"):
        async with shown(MarksLook(highlight)) as pane:
            pane.decorate([Decoration(FIRST, "yellow", "a", "Y")])
            plain, marked = looks(pane)[0], looks(pane)[FIRST.start]
            assert plain
            assert marked
            seen[highlight] = (marked.bgcolor != plain.bgcolor, bool(marked.underline))
    assert seen == {"fill": (True, False), "underline": (False, True), "both": (True, True)}


@pytest.mark.parametrize("colours", ["truecolor", None])
async def test_a_highlight_is_seen_in_the_focus_and_keeps_its_fill_where_there_are_colours(colours: str | None) -> None:
    async with shown(MarksLook(), colours) as pane:
        pane.decorate([Decoration(FIRST, "yellow", "a", "Y")])
        before = looks(pane)[FIRST.start]
        sentence = Span(0, TEXT.index("\n"))
        pane.select(Selection(sentence, sentence))
        marked, plain = looks(pane)[FIRST.start], looks(pane)[0]
        assert marked != plain
        assert (marked == before) == (colours is not None)
        assert marked
        assert marked.underline


async def test_what_is_selected_and_what_is_kept_have_one_colour() -> None:
    async with shown(MarksLook()) as pane:
        pane.mark_up(kept=[FIRST])
        kept = looks(pane)[FIRST.start]
        pane.mark_up(kept=[])
        words = Span(3, 6), Span(10, 20)
        pane.select(Selection(*words))
        assert looks(pane)[words[0].start] == kept


async def test_lanes_never_move_the_text() -> None:
    async with shown(MarksLook(with_tags=True)) as pane:
        before = pane.strips(range(1))[0].text.index("Un mot")
        pane.decorate([Decoration(FIRST, "yellow", str(number), "Y") for number in range(20)])
        (row,) = (strip.text for strip in pane.strips(range(1)))
        assert row.index("Un mot") == before
        assert row[:before].rstrip().endswith("▎▎▎▎▎+")


async def test_tags_stand_on_the_right_in_their_colours() -> None:
    async with shown(MarksLook(with_tags=True)) as pane:
        pane.decorate([Decoration(FIRST, "yellow", "a", "Y", (TagLabel("mer", "#2e933c"), TagLabel("vide")))])
        (row,) = pane.strips(range(1))
        assert row.text.rstrip().endswith("▎ #mer ▎ #vide")
        styles = {segment.text: segment.style for segment in row}
        first, second = styles["▎ #mer"], styles["▎ #vide"]
        assert first
        assert second
        assert first.color
        assert first.color.get_truecolor().hex == "#2e933c"
        assert first.color != second.color


async def test_the_focus_on_a_caption_that_is_hidden_is_seen_where_it_stands() -> None:
    text = "Le bac part.\n\n• Le quai vide\n\nPHOTO ANNE LE GOFF, LE RIVAGE\n\nLe quai vide\n\nPHOTO LE RIVAGE\n\nLe pont ouvre.\n"
    async with shown(MarksLook()) as pane:
        document = Document.read(text)
        pane.show(document)
        hidden = document.sentence_at(text.rindex("Le quai vide"))
        assert (
            document.block_index(hidden.start) in BlockRoles(document, [each.kind for each in document.blocks]).repeats
        )
        pane.select(Selection(hidden, hidden))
        (row,) = (strip for strip in pane.strips(range(12)) if "quai vide" in strip.text)
        assert "┃" in row.text
        assert any(segment.text == "Le quai vide" for segment in row), "lit apart from its bullet"
        assert pane.selection == Selection(hidden, hidden), "what keys act on stays where it was found"


def test_bold_is_for_headings_and_what_the_author_stressed() -> None:
    bold = {name for name, look in LOOKS.items() if "bold" in look.style}
    assert bold == {"title", "heading", "strong", "label", "mark"}
    assert not any("bold" in style for style in BARE.values())
