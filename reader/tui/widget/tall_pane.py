"""A list whose rows have several lines each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip

from reader.layout.excerpt_layout import ExcerptLine
from reader.layout.table import ListRow
from reader.tui.widget.list_pane import ListPane
from reader.tui.widget.row_places import ManyLines

LEAD = 2
"""Cells left of each line: the sign of the row under the cursor, and of a row that is marked."""
MARKED = "✓"


class TallPane(ListPane):
    """Shows rows of lines that fit its width. The owner gives new lines when the width changes."""

    marked = reactive[Collection[str]](())
    """The ids of the rows that are marked."""
    COMPONENT_CLASSES: ClassVar[set[str]] = {"tall--head", "tall--title", "tall--dim"}
    DEFAULT_CSS = """
    TallPane .tall--head { text-style: bold; }
    TallPane .tall--title { text-style: bold underline; color: $accent; }
    TallPane .tall--dim { color: $dim; }
    """

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(empty=empty, id=id)
        self.places = ManyLines()
        self.column: int | None = None
        """Cells that a line has at most; None: as many as there are. Lines stand in the middle of a wider pane."""
        self._lines: list[ExcerptLine] = []

    @property
    def room(self) -> int:
        """Cells that a line may have."""
        room = max(1, self.size.width - LEAD)
        return room if self.column is None else min(room, self.column)

    def show_lines(self, ids: Sequence[str], lines: Sequence[Sequence[ExcerptLine]], keep: str | None = None) -> None:
        """Show rows of lines with the cursor on the row ``keep``, or where it was."""
        self.places = ManyLines(map(len, lines))
        self._lines = [line for row in lines for line in row]
        self.show([ListRow(id_, ("",)) for id_ in ids], keep)

    def strip(self, index: int) -> Strip:
        """Return the line at ``index`` of the list."""
        if not self.rows:
            return super().strip(index)
        if not 0 <= index < len(self._lines):
            return Strip.blank(self.size.width, self.looks.style())
        row = self.places.row_at(index)
        line = self._lines[index]
        under = row == self.cursor and line.look != "title"
        first = index == self.places.line_of(row) or self._lines[index - 1].look == "title"
        plain = style = self.looks.style()
        if under:
            plain = style = self.looks.style("list--cursor")
        elif line.look and line.text:
            style = self.looks.style(f"tall--{line.look}")
        lead = ("▶" if first else "▌") if under else " "
        lead += MARKED if first and line.look != "title" and self.rows[row].id in self.marked else " "
        lead = " " * ((self.size.width - LEAD - self.room) // 2) + lead
        return Strip([Segment(lead, plain), Segment(line.text, style)]).adjust_cell_length(self.size.width, plain)
