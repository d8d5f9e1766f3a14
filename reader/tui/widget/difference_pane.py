"""Two texts as one, with the differences one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip

from reader.layout.difference import difference_rows
from reader.layout.gutter import Piece
from reader.tui.widget.row_pane import RowPane

LEAD = 2
"""Cells left of each row: the sign of the difference that is lit."""


class DifferencePane(RowPane, inherit_bindings=False):
    """Shows lines of `layout.difference` wrapped to a column. Keys are the screen's."""

    can_focus = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "difference--lit",
        "difference--focus",
        "difference--removed",
        "difference--added",
        "difference--dim",
    }
    DEFAULT_CSS = """
    DifferencePane { background: $background; color: $foreground; scrollbar-size-vertical: 1; overflow-x: hidden; }
    DifferencePane .difference--lit { background: $focus-background; color: $focus-foreground; }
    DifferencePane .difference--focus { color: $mark; }
    DifferencePane .difference--removed { color: $error; }
    DifferencePane .difference--added { color: $success; }
    DifferencePane .difference--dim { color: $dim; }
    """

    def __init__(self, column: int) -> None:
        """``column``: the cells that a row has at most. It stands in the middle."""
        super().__init__()
        self.column = column
        self.at = 0
        """The difference that is lit."""
        self._lines: Sequence[Sequence[Piece]] = ()
        self._rows: list[list[Piece]] = []
        self.changes: list[range] = []
        """The rows of each difference."""

    def show(self, lines: Sequence[Sequence[Piece]]) -> None:
        """Show lines from the first on, with the first difference lit."""
        self._lines, self.at = lines, 0
        self.scroll_at_once(0)
        self._wrap()

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap the lines anew, with the lit difference in view."""
        self._wrap()

    def _wrap(self) -> None:
        self._rows, self.changes = difference_rows(self._lines, max(1, self._width))
        self.set_height(len(self._rows))
        self.refresh()
        self._reveal()

    @property
    def _width(self) -> int:
        return min(self.column, self.size.width - LEAD - self.styles.scrollbar_size_vertical)

    def go(self, step: int) -> None:
        """Light the difference ``step`` further, the nearest there is."""
        self.at = max(0, min(self.at + step, len(self.changes) - 1))
        self.refresh()
        self._reveal()

    def to(self, index: int) -> None:
        """Go to a row, the nearest there is."""
        self.scroll_at_once(index)

    def move(self, step: int) -> None:
        """Go ``step`` rows down."""
        self.scroll_at_once(self.scroll_offset.y + step)

    def turn(self, step: int) -> None:
        """Go ``step`` pages down."""
        self.move(step * max(1, self.size.height - 1))

    def _reveal(self) -> None:
        """Bring the lit difference into view, with some of what is around it."""
        if not self.changes or not self.size.height:
            return
        rows, top = self.changes[self.at], self.scroll_offset.y
        if rows.start < top or rows.stop > top + self.size.height:
            self.scroll_at_once(rows.start - self.size.height // 3)

    def strips(self, lines: range) -> list[Strip]:
        """Return the rows at ``lines`` of the view."""
        return [self._strip(y + self.scroll_offset.y) for y in lines]

    def _strip(self, index: int) -> Strip:
        page = self.looks.style()
        left = max(0, self.size.width - LEAD - self._width) // 2
        is_lit = bool(self.changes) and index in self.changes[self.at]
        sign = Segment(self.looks.signs.focus, self.looks.style("difference--focus")) if is_lit else Segment(" ", page)
        pieces = self._rows[index] if index < len(self._rows) else []
        segments = [Segment(text, self._look(names)) for text, names in pieces]
        return Strip([Segment(" " * left, page), sign, Segment(" ", page), *segments]).adjust_cell_length(
            self.size.width, page
        )

    def _look(self, names: Sequence[str]) -> Style:
        """Return the style of words; the lit ones are reversed where there is no colour for their ground."""
        is_lit = names[1:] == (str(self.at),)
        look = self.looks.style(*(f"difference--{name}" for name in names[:1]), *["difference--lit"] if is_lit else [])
        return look + Style(reverse=True) if is_lit and self.looks.bare else look
