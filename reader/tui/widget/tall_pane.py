"""A list whose rows have several lines each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip

from reader.annotation.model import Ink
from reader.layout.excerpt_layout import ExcerptLine
from reader.layout.table import ListRow
from reader.tui.widget.list_pane import ListPane
from reader.tui.widget.row_looks import RowLooks
from reader.tui.widget.row_places import ManyLines

LEAD = 2
"""Cells left of each line: the sign of the row under the cursor, and of a row that is marked, or a blank."""
MARKED = "✓"


class TallPane(ListPane):
    """Shows rows of lines that fit its width. The owner gives new lines when the width changes."""

    marked = reactive[Collection[str]](())
    """The ids of the rows that are marked."""
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "tall--cursor",
        "tall--head",
        "tall--title",
        "tall--dim",
        *(f"tall--lane-{ink}" for ink in Ink),
    }
    DEFAULT_CSS = """
    TallPane .tall--cursor { background: $focus-background; color: $focus-foreground; }
    TallPane .tall--head, TallPane .tall--title { text-style: bold; }
    TallPane .tall--dim { color: $dim; }
    """ + "".join(f"TallPane .tall--lane-{ink} {{ color: $lane-{ink}; }}\n" for ink in Ink)

    def __init__(self, *, empty: str = "", id: str | None = None, parts_marks: bool = False) -> None:
        """``parts_marks``: a blank stands behind the sign of a row that is marked."""
        super().__init__(empty=empty, id=id)
        self._lead = LEAD + parts_marks
        self.places = ManyLines()
        self.column: int | None = None
        """Cells that a line has at most; None: as many as there are. Lines stand in the middle of a wider pane."""
        self._lines: list[ExcerptLine] = []

    @property
    def room(self) -> int:
        """Cells that a line may have, beside the scroll bar, whether or not it is there."""
        room = max(1, self.size.width - self._lead - self.styles.scrollbar_size_vertical)
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
        page = self.looks.style()
        plain = style = self.looks.style(*["tall--cursor"] if under else [])
        if line.text and (line.look == "head" or (line.look and not under)):
            style = self.looks.style(*["tall--cursor"] if under else [], f"tall--{line.look}")
        is_marked = first and line.look != "title" and self.rows[row].id in self.marked
        left = (self.size.width - self._lead - self.room) // 2
        segments = [
            Segment(" " * left, page),
            Segment(self.looks.signs.focus, self.looks.style("tall--cursor", "list--focus"))
            if under
            else Segment(" ", page),
            Segment((MARKED if is_marked else "").ljust(self._lead - 1), plain),
            *_words(line, style, self.looks, under=under),
        ]
        strip = Strip(segment for segment in segments if segment.text)
        return strip.adjust_cell_length(left + self._lead + self.room, plain).adjust_cell_length(self.size.width, page)


def _words(line: ExcerptLine, style: Style, looks: RowLooks, *, under: bool) -> list[Segment]:
    """Return the words of a line, with the sign of a lane in place of an ink's letter where colours tell inks apart."""
    if not line.lane or looks.signs.letters:
        return [Segment(line.text, style)]
    if line.lane.startswith("#"):
        lane = style + looks.coloured(line.lane, style)
    else:
        lane = looks.style(*["tall--cursor"] if under else [], f"tall--lane-{line.lane}")
    return [Segment(looks.signs.lane, lane), Segment(line.text[1:], style)]
