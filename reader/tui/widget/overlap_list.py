"""The list of the annotations that overlap at the focus. It lies over the text, away from the focus, and moves nothing."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from reader.layout.table import Column, ListRow, Table
from reader.tui.widget.list_pane import ListPane

MOST_ROWS = 8
"""Rows of the list that are seen at once."""


class OverlapList(ListPane, inherit_bindings=False):
    """Shows annotations, the one that keys act on under the cursor. A click posts `Chosen`."""

    DEFAULT_CSS = """
    OverlapList { dock: bottom; layer: above; margin-bottom: 1; display: none; background: $panel;
                  border-top: solid $accent; }
    OverlapList.-top { dock: top; margin: 1 0 0 0; border-top: none; border-bottom: solid $accent; }
    """

    def __init__(self) -> None:
        super().__init__(Table((Column(1), Column(12))))

    def tell(self, rows: Sequence[ListRow], lit: str, focus_row: int) -> None:
        """Show rows with the cursor on the row ``lit``, or hide for none; ``focus_row`` is the row of the text not to cover."""
        self.display = bool(rows)
        if rows:
            self.set_class(focus_row > self.app.size.height // 2, "-top")
            self.styles.height = min(len(rows), MOST_ROWS) + 1
            self.show(rows, lit)

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked."""
        event.prevent_default()
        index = self.places.row_at(event.y + self.scroll_offset.y)
        if 0 <= index < len(self.rows):
            self.post_message(self.Chosen(self.rows[index].id))
