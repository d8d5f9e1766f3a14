"""The rows that are painted of a widget that has changed."""

from __future__ import annotations

import pytest
from textual.geometry import Region
from textual.widgets import Static

from reader.tui.terminal.changed_rows import ChangedRows, PaintedRow
from reader.tui.widget.wrapped_pane import WrappedPane
from tests.tui.showing import Stage

LINES = [[(f"Line {number}", ())] for number in range(100)]


def regions(rows: list[PaintedRow] | None) -> list[Region]:
    assert rows is not None
    return [Region(x, y, strip.cell_length, 1) for y, x, strip in rows]


@pytest.mark.parametrize("border", ["none", "round"])
async def test_a_pane_is_painted_around_its_scroll_bar_and_nowhere_twice(border: str) -> None:
    pane = WrappedPane(LINES)
    async with Stage(pane).run_test(size=(40, 12)) as pilot:
        pane.styles.border = ("round", "red") if border == "round" else None
        await pilot.pause()
        bar = pane.vertical_scrollbar
        found = regions(ChangedRows(pilot.app.screen).of([pane], [pane, bar]))
        cells = [cell for region in found for cell in ((x, region.y) for x in range(region.x, region.right))]
        bar_cells = {(x, y) for x in bar.region.column_range for y in bar.region.line_range}
        pane_cells = {(x, y) for x in pane.region.column_range for y in pane.region.line_range}
        assert bar_cells
        assert len(cells) == len(set(cells))
        assert set(cells) == pane_cells - bar_cells
        both = regions(ChangedRows(pilot.app.screen).of([bar, pane], [pane, bar]))
        assert sum(region.area for region in both) == len(pane_cells)


async def test_what_another_widget_covers_is_not_painted_row_by_row() -> None:
    pane, cover = WrappedPane(LINES), Static("Over the text.")
    async with Stage(pane, cover).run_test(size=(40, 12)) as pilot:
        cover.styles.overlay, cover.styles.offset = "screen", (0, -6)
        await pilot.pause()
        every = [pane, pane.vertical_scrollbar, cover]
        rows = ChangedRows(pilot.app.screen)
        assert rows.of([pane], every) is None
        assert rows.of([cover], every) is None
        cover.display = False
        await pilot.pause()
        assert rows.of([pane], every)
        assert rows.of([cover], every) == []
