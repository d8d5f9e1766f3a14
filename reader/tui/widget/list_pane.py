"""A list painted row by row: articles, annotations, choices. Any length costs the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.layout.table import ListRow, Table
from reader.layout.wrap import wrap
from reader.text.guard import guard
from reader.text.span import Span
from reader.tui.widget.row_pane import RowPane
from reader.tui.widget.row_places import RowPlaces, SingleLines

_MARGIN = "  "
"""Left and right of what stands in the place of a list without rows."""


class ListPane(RowPane, inherit_bindings=False):
    """Shows rows with a cursor. Keys are the screen's; the mouse posts `Chosen`."""

    can_focus = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--cursor",
        "list--focus",
        "list--found",
        "list--grown",
        "list--title",
        "list--dim",
    }
    DEFAULT_CSS = """
    ListPane { background: $background; color: $foreground; scrollbar-size-vertical: 1; overflow-x: hidden; }
    ListPane .list--cursor { background: $focus-background; color: $focus-foreground; text-style: bold; }
    ListPane .list--focus { color: $cursor-mark; }
    ListPane .list--found { text-style: bold underline; }
    ListPane .list--grown { text-style: underline; }
    ListPane .list--title { text-style: bold; }
    ListPane .list--dim { color: $dim; }
    """

    class Chosen(Message):
        """A row was clicked twice, or once when it was under the cursor."""

        def __init__(self, id_: str) -> None:
            super().__init__()
            self.id = id_

    def __init__(self, table: Table | None = None, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self.table = table or Table()
        self.empty = empty
        self.rows: Sequence[ListRow] = ()
        self.cursor = 0
        self.widths: tuple[int, ...] = ()
        self.places: RowPlaces = SingleLines()
        self.on_layout: Callable[[], object] = lambda: None
        """Is called when the columns may stand elsewhere."""

    def show(
        self,
        rows: Sequence[ListRow],
        keep: str | None = None,
        widths: tuple[int, ...] | None = None,
        at: int | None = None,
    ) -> None:
        """Show ``rows``, which stay as they are, with the cursor on the row ``keep``, or where it was.

        For rows that are made when they are looked at, ``widths`` are those that the columns need, and ``at`` is the place of
        the cursor.
        """
        keep = keep or (self.current if at is None else None)
        self.cursor = self.cursor if at is None else at
        self.rows = rows
        self.widths = self.table.widths(rows) if widths is None else widths
        index = next((number for number, row in enumerate(rows) if row.id == keep), None) if keep else None
        self.cursor = index if index is not None else max(0, min(self.cursor, len(self.rows) - 1))
        self._measure()

    @property
    def current(self) -> str | None:
        """The id of the row under the cursor."""
        return self.rows[self.cursor].id if 0 <= self.cursor < len(self.rows) else None

    def move(self, step: int) -> None:
        """Move the cursor by ``step`` rows."""
        self.to(self.cursor + step)

    def turn(self, step: int) -> None:
        """Move the cursor by a page, at least by a row."""
        line = self.places.line_of(self.cursor) + step * max(1, self.size.height - 1)
        index = self.places.row_at(max(0, line))
        self.to(index if index != self.cursor else index + step)

    def to(self, index: int) -> None:
        """Put the cursor on a row, the nearest there is."""
        if not self.rows:
            return
        old, self.cursor = self.cursor, max(0, min(index, len(self.rows) - 1))
        if not self._reveal():
            for index in (old, self.cursor):
                self.refresh_lines(
                    self.places.line_of(index), self.places.line_of(index + 1) - self.places.line_of(index)
                )

    def _measure(self) -> None:
        self.set_height(max(1, self.places.line_of(len(self.rows))))
        self.refresh()
        self.on_layout()
        self._reveal()

    def _reveal(self) -> bool:
        """Bring the cursor into view; return whether that took scrolling."""
        top, height = self.scroll_offset.y, self.size.height
        if not self.rows or not height:
            return False
        first, end = self.places.line_of(self.cursor), self.places.line_of(self.cursor + 1)
        if first < top or end - first > height:
            target = first
        elif end > top + height:
            target = end - height
        else:
            return False
        self.scroll_at_once(target)
        return True

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the rows to the size, with the cursor still in view."""
        self._measure()

    def strips(self, lines: range) -> list[Strip]:
        """Return the rows at ``lines`` of the view."""
        return [self.strip(y + self.scroll_offset.y) for y in lines]

    def strip(self, index: int) -> Strip:
        """Return the line at ``index`` of the list."""
        base = self.looks.style()
        if not self.rows and index >= 0:
            return Strip([Segment(_empty_row(self.empty, self.size.width, index), base)]).adjust_cell_length(
                self.size.width, base
            )
        if not 0 <= index < len(self.rows):
            return Strip.blank(self.size.width, base)
        under = index == self.cursor
        row = self.rows[index]
        pieces = self.table.row(row, self.widths, self.size.width, under=under)
        segments = [Segment(text, self._look(names, row)) for text, names in pieces]
        return Strip(segments).adjust_cell_length(self.size.width, self.looks.style(*["list--cursor"] if under else []))

    def _look(self, names: Sequence[str], row: ListRow) -> Style:
        own = {name: row.swatch if name == "swatch" else name for name in names if name == "swatch" or name[0] == "#"}
        style = self.looks.style(*[f"list--{name}" for name in names if name not in own])
        colour = next(iter(own.values()), "")
        return style + self.looks.coloured(colour, style) if colour else style

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where one clicks; a second click chooses."""
        index = self.places.row_at(event.y + self.scroll_offset.y)
        if 0 <= index < len(self.rows):
            if index == self.cursor:
                self.post_message(self.Chosen(self.rows[index].id))
            self.to(index)


def _empty_row(text: str, width: int, index: int) -> str:
    """Return row ``index`` of a text that stands in the place of a list, at ``width`` cells; empty below its last row."""
    words = guard(text)
    rows = wrap(words, Span(0, len(words)), width - 2 * len(_MARGIN))
    return _MARGIN + rows[index].of(words) if index < len(rows) else ""
