"""A page of text to look through: lines whose words have looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.strip import Strip

from reader.layout.gutter import Piece
from reader.layout.wrapped_page import wrapped_rows
from reader.tui.widget.row_pane import RowPane

EDGE = 2
"""Cells that stay free on each side."""


class WrappedPane(RowPane, inherit_bindings=False):
    """Shows lines, already guarded, wrapped to its width. Keys are the screen's."""

    can_focus = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"wrapped--head", "wrapped--strong"}
    DEFAULT_CSS = """
    WrappedPane { overflow-x: hidden; }
    WrappedPane .wrapped--head { text-style: bold; }
    WrappedPane .wrapped--strong { text-style: bold; }
    """

    def __init__(self, lines: Sequence[Sequence[Piece]]) -> None:
        super().__init__()
        self._rows_of: Callable[[int], list[list[Piece]]] = partial(wrapped_rows, lines)
        self._rows: list[list[Piece]] = []

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap the lines anew."""
        self._wrap()

    def show(self, lines: Sequence[Sequence[Piece]]) -> None:
        """Show other lines, from the first on."""
        self.lay_out(partial(wrapped_rows, lines))

    def lay_out(self, rows_of: Callable[[int], list[list[Piece]]]) -> None:
        """Show other rows, from the first on; ``rows_of`` gives those of a width in cells."""
        self._rows_of = rows_of
        self.scroll_at_once(0)
        self._wrap()

    def _wrap(self) -> None:
        self._rows = self._rows_of(max(1, self.size.width - 2 * EDGE))
        self.set_height(len(self._rows))
        self.refresh()

    def move(self, step: int) -> None:
        """Go ``step`` rows down."""
        self.scroll_at_once(self.scroll_offset.y + step)

    def turn(self, step: int) -> None:
        """Go ``step`` pages down."""
        self.move(step * self.size.height)

    def to_end(self) -> None:
        """Go to the last page."""
        self.move(len(self._rows))

    def strips(self, lines: range) -> list[Strip]:
        """Return the rows at ``lines`` of the view."""
        return [self._strip(y + self.scroll_offset.y) for y in lines]

    def _strip(self, index: int) -> Strip:
        plain = self.looks.style()
        pieces = self._rows[index] if index < len(self._rows) else []
        segments = [Segment(text, self.looks.style(*[f"wrapped--{name}" for name in names])) for text, names in pieces]
        return Strip([Segment(" " * EDGE, plain), *segments]).adjust_cell_length(self.size.width, plain)
