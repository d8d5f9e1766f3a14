"""What is painted anew, and what is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from rich.style import Style
from textual.strip import Strip

from reader.layout.motion import Selection
from reader.layout.runs import Decoration
from reader.text.document import Document
from reader.text.span import Span
from reader.tui.widget import row_painter
from reader.tui.widget.pane import ReadingPane
from reader.tui.widget.row_painter import RowPainter
from tests.tui.showing import Stage

TEXT = "Nos titres\n\n" + "\n\n".join(f"La phrase {number} du texte." for number in range(20))
FIRST, SECOND = (Span(TEXT.index(words), TEXT.index(words) + 12) for words in ("La phrase 0", "La phrase 1 "))
WIDTH, ROWS = 40, 10


@pytest.fixture
async def pane() -> AsyncIterator[ReadingPane]:
    pane = ReadingPane(column=30)
    async with Stage(pane).run_test(size=(WIDTH, ROWS)) as pilot:
        pane.show(Document.read(TEXT))
        await pilot.pause()
        yield pane


def strips(painter: RowPainter, lit: Span | None = None, room: int = WIDTH) -> list[Strip]:
    return painter.strips(0, ROWS, WIDTH, room, Selection(lit, lit) if lit else None)


def test_what_was_painted_is_kept(pane: ReadingPane) -> None:
    painter = pane.row_painter
    first = strips(painter, FIRST)
    painted = painter.painted
    assert all(one is other for one, other in zip(first, strips(painter, FIRST), strict=True))
    assert painter.painted == painted


def test_only_rows_whose_focus_differs_are_painted(pane: ReadingPane) -> None:
    painter = pane.row_painter
    strips(painter)
    strips(painter, FIRST)
    painted = painter.painted
    strips(painter, SECOND)
    assert painter.painted - painted == 1, "the row of the first is kept as it is without a focus"


def test_only_blocks_whose_highlights_have_changed_are_painted(pane: ReadingPane) -> None:
    painter = pane.row_painter
    before = strips(painter, FIRST)
    painted = painter.painted
    pane.decorate([Decoration(SECOND, "yellow")])
    after = strips(painter, FIRST)
    assert 1 <= painter.painted - painted <= 2, "its row, and the blank one above"
    assert [one.text for one in before if one not in after] != []


def test_another_room_paints_every_row_as_wide_as_it(pane: ReadingPane) -> None:
    for room in (WIDTH, WIDTH - 1, 20, 3):
        assert {strip.cell_length for strip in strips(pane.row_painter, FIRST, room)} == {room}


def test_a_label_takes_the_place_of_letters(pane: ReadingPane) -> None:
    painter = pane.row_painter
    pane.mark_up(labels={FIRST.start: "xy"})
    (row,) = (strip for strip in strips(painter) if "phrase 0" in strip.text)
    assert "xy phrase 0 du texte." in row.text
    assert row.cell_length == WIDTH


def test_another_theme_paints_everything_anew(pane: ReadingPane) -> None:
    painter = pane.row_painter

    def colours() -> set[Style | None]:
        return {segment.style for strip in strips(painter, FIRST) for segment in strip}

    before, painted = colours(), painter.painted
    pane.styles.color = "red"
    pane.notify_style_update()
    assert colours() != before
    assert painter.painted > painted


def test_no_more_is_kept_than_agreed(pane: ReadingPane, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_painter, "MOST_KEPT", ROWS)
    painter = pane.row_painter
    for first in range(5):
        painter.strips(first * ROWS, ROWS, WIDTH, WIDTH, None)
    painted = painter.painted
    strips(painter)
    assert painter.painted > painted
