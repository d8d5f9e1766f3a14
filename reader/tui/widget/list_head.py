"""The row above a list: the names of its columns."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip

from reader.text.guard import guard
from reader.tui.widget.list_pane import ListPane
from reader.tui.widget.row_pane import RowPane


class ListHead(RowPane, inherit_bindings=False):
    """Names the columns of a list, each above its own; nothing while the list is empty."""

    can_focus = False
    DEFAULT_CSS = """
    ListHead { height: 1; background: $background; color: $dim; overflow: hidden; }
    """

    def __init__(self, pane: ListPane) -> None:
        super().__init__()
        self._pane = pane
        pane.on_layout = self.refresh

    def strips(self, lines: range) -> list[Strip]:
        """Return the row at ``lines`` of the view, which has no other."""
        pane = self._pane
        has_swatch = bool(pane.rows) and pane.rows[0].swatch is not None
        names = pane.table.head(pane.widths, pane.size.width, has_swatch=has_swatch) if pane.rows else ""
        style = self.looks.style()
        return [Strip([Segment(guard(names), style)]).adjust_cell_length(self.size.width, style) for _ in lines]
