"""The reading pane: an article painted row by row, with the focus always lit. Only rows in view are laid out and painted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip

from reader.config.look import LOOKS, Look
from reader.layout.motion import Grain, Selection, moved, opening
from reader.layout.page import column_cells
from reader.layout.runs import Decoration
from reader.layout.signs import PLAIN_MARKS, MarksLook
from reader.layout.title_block import NO_TITLE, TitleBlock
from reader.text.document import Document
from reader.text.span import Span
from reader.tui.terminal.row_cells import foresee
from reader.tui.widget.drag import Drag
from reader.tui.widget.fitted_page import FittedPage
from reader.tui.widget.row_painter import RowPainter
from reader.tui.widget.row_pane import RowPane


def _rule(name: str, look: Look) -> str:
    colours = {"color": look.foreground, "background": look.background}
    rules = [f"{rule}: ${variable};" for rule, variable in colours.items() if variable]
    rules += [f"text-style: {look.style};"] if look.style else []
    return f"ReadingPane .pane--{name} {{ {' '.join(rules)} }}"


class ReadingPane(RowPane, inherit_bindings=False):
    """Shows one document. Keys are the screen's; the pane posts `FocusMoved`."""

    can_focus = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"pane--{name}" for name in LOOKS}
    DEFAULT_CSS = """
    ReadingPane { background: $background; color: $foreground; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """ + "\n".join(_rule(name, look) for name, look in LOOKS.items())

    class FocusMoved(Message):
        """The focus stands elsewhere now."""

        def __init__(self, selection: Selection, *, by_mouse: bool = False) -> None:
            super().__init__()
            self.by_mouse = by_mouse
            self.selection = selection

    def __init__(
        self, *, column: int = 72, margin: int = 0, marks: MarksLook = PLAIN_MARKS, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.column = column
        self.margin = margin
        self.document: Document | None = None
        self.title = NO_TITLE
        self.selection: Selection | None = None
        self.decorations: tuple[Decoration, ...] = ()
        self.hits: Sequence[Span] = ()
        self.kept: tuple[Span, ...] = ()
        self.fitted = FittedPage(marks)
        self.row_painter = RowPainter(self.fitted, self.looks)
        self._drag = Drag()
        self._wanted: int | None = None
        """The rows above the focus that were asked for before the size of the pane was known."""

    # -- what is shown

    def show(
        self, document: Document, at: Span | None = None, above: int | None = None, title: TitleBlock = NO_TITLE
    ) -> None:
        """Show a document with the focus on the unit ``at``, or on its first sentence, ``above`` rows down."""
        self.document, self.title = document, title
        self.fitted.forget()
        self._wanted = above
        self.decorations, self.hits, self.kept, self.row_painter.labels = (), (), (), {}
        self.selection = opening(document)
        if at is not None and document.blocks:
            sentence = document.sentence_at(min(at.start, max(0, len(document.text) - 1)))
            self.selection = Selection(sentence, sentence)
        self._lay_out()
        if self.size.height:
            self._keep_row(self._wanted or 0)
            self._wanted = None
        self.call_after_refresh(self.reveal)

    def retitle(self, title: TitleBlock) -> None:
        """Show another title block; the focus keeps its row."""
        if title != self.title:
            above = self.rows_above
            self.title = title
            self._lay_out()
            self._keep_row(above)

    def decorate(self, decorations: Sequence[Decoration]) -> None:
        """Show highlights; their names are inks."""
        self.decorations = tuple(decorations)
        if self.fitted.marked is None:
            return
        lanes = self.fitted.marked.lanes
        changed = self.fitted.marked.decorate(self.decorations)
        if lanes != self.fitted.marked.lanes:  # the focus mark stands elsewhere now
            self.row_painter.forget()
            self.refresh()
        self.row_painter.change(changed)
        for line in self.fitted.lines_of_blocks(changed, self.scroll_offset.y, self.size.height):
            self.refresh(Region(0, line, self.size.width, 1))

    def mark_up(
        self,
        *,
        hits: Sequence[Span] | None = None,
        kept: Sequence[Span] | None = None,
        labels: Mapping[int, str] | None = None,
    ) -> None:
        """Show search hits, kept passages, labels (by the start of the sentence they name)."""
        painter = self.row_painter
        before = (self.hits, self.kept, painter.labels)
        self.hits = self.hits if hits is None else hits
        self.kept = self.kept if kept is None else tuple(kept)
        painter.labels = painter.labels if labels is None else labels
        if self.fitted.marked:
            self.fitted.marked.hits, self.fitted.marked.kept = self.hits, self.kept
        if (self.hits, self.kept, painter.labels) != before:
            painter.forget()
            self.refresh()

    # -- where it stands

    def change_look(
        self, *, column: int | None = None, margin: int | None = None, marks: MarksLook | None = None
    ) -> None:
        """Change the column's width, the cells free beside it, at least, and how marks look; the focus keeps its row."""
        before, above = (self.column, self.margin, self.fitted.marks), self.rows_above
        self.column = self.column if column is None else max(20, min(200, column))
        self.margin = self.margin if margin is None else margin
        self.fitted.show_marks(marks or self.fitted.marks)
        if (self.column, self.margin, self.fitted.marks) != before:
            self._lay_out()
            self._keep_row(above)

    def on_resize(self, _event: events.Resize) -> None:
        """Lay out anew; the focus keeps its row."""
        above = self.rows_above if self._wanted is None else self._wanted
        self._wanted = None
        self._lay_out()
        self._keep_row(above)

    def _lay_out(self) -> None:
        if self.document is None:
            return
        width = column_cells(self.column, self.margin, self.size.width) if self.size.width else self.column
        self.fitted.signs = self.looks.signs
        self.fitted.fit(self.document, width, self.title)
        self.row_painter.forget()
        self.refresh()
        self._settle()

    def _settle(self) -> None:
        if self.selection:
            self.fitted.settle(self.selection.focus.start, self.size.height)
        if self.fitted.page:
            self.set_height(self.fitted.height)

    @property
    def rows_above(self) -> int:
        """The rows in view above the focus."""
        if self.fitted.page is None or self.selection is None:
            return 0
        return self.fitted.y_of(self.selection.focus.start) - self.scroll_offset.y

    def _keep_row(self, above: int) -> None:
        if self.selection:
            above = max(0, min(above, self.size.height - 2))
            self.scroll_at_once(self.fitted.y_of(self.selection.focus.start) - above)
            self.call_after_refresh(self.reveal)

    def reveal(self, top: int | None = None) -> bool:
        """Scroll so that the focus is in view with a margin, and return whether that moved anything.

        ``top`` is the row with which the view is to begin if that shows the focus.
        """
        now, height = self.scroll_offset.y, self.size.height
        if self.selection is None or self.fitted.page is None or not height:
            return False
        self._settle()
        goes_to = self.fitted.top_revealing(self.selection.focus, now if top is None else top, height)
        self.scroll_at_once(goes_to)
        return goes_to != now

    # -- motion

    def select(self, selection: Selection | None, *, reveal: bool = True, top: int | None = None) -> None:
        """Light another selection, repainting only the rows that differ; ``top``: in a view that begins at that row."""
        if selection is None or selection == self.selection:
            return
        old, self.selection = self.selection, selection
        if not (reveal and self.reveal(top)):
            for span in (old.span if old else None, selection.span):
                lines = self.fitted.lines_of(span, self.scroll_offset.y, self.size.height) if span else range(0)
                if lines:
                    self.refresh(Region(0, lines.start, self.size.width, len(lines)))
        self.post_message(self.FocusMoved(selection))

    def move(self, grain: Grain, step: int, *, extend: bool = False) -> None:
        """Move the focus by a unit."""
        if self.document and self.selection:
            self.select(moved(self.document, self.selection, grain, step, extend=extend))

    def turn(self, step: int) -> None:
        """Turn a page, keeping two rows of context; the focus stays on its row of the screen, as near as it can."""
        if self.fitted.page is None or self.selection is None:
            return
        goes_to, selection = self.fitted.turned(self.selection, self.scroll_offset.y, self.size.height, step)
        if selection == self.selection:
            self.scroll_at_once(goes_to)
        else:
            self.select(selection, top=goes_to)
        if step > 0:
            # Only after a turn down: rows above that are found to be more or fewer would move what is in view.
            self.call_after_refresh(self._foresee, self.scroll_offset.y)

    def _foresee(self, top: int) -> None:
        """Have ready what the next turn of the page will show, if the reader still is where it was turned to."""
        height, page = self.size.height, self.fitted.page
        if page is None or self.selection is None or self.scroll_offset.y != top:
            return
        page.settle(top, 4 * height)
        first, then = self.fitted.turned(self.selection, top, height, 1)
        room = self.size.width - self.scrollbar_size_vertical
        for strip in self.row_painter.strips(first, height, self.size.width, room, then, first):
            foresee(strip.render(self.app.console))

    def in_view(self) -> list[Span]:
        """Return the sentences whose start is in view, skipped kinds left out."""
        return self.fitted.sentences(self.scroll_offset.y, self.size.height)

    # -- painting

    def strips(self, lines: range) -> list[Strip]:
        """Return the rows at ``lines`` of the view, as far as the scroll bar."""
        first, room = self.scroll_offset.y + lines.start, self.size.width - self.scrollbar_size_vertical
        top = self.scroll_offset.y
        return self.row_painter.strips(first, len(lines), self.size.width, room, self.selection, top)

    def cursor_at(self) -> Offset | None:
        """Return where on the screen the focus begins, for the terminal's own cursor."""
        cell = self.fitted.cell_of(self.selection.focus.start, self.size.width) if self.selection else None
        return self.region.offset + Offset(*cell) - Offset(0, self.scroll_offset.y) if cell else None

    # -- the mouse works too

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Focus the sentence that was clicked."""
        if selection := self._drag.begin(
            partial(self.fitted.unit_at, event.x, event.y + self.scroll_offset.y, self.size.width)
        ):
            self.capture_mouse()
            self.select(selection, reveal=False)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select words by dragging."""
        if selection := self._drag.go_on(
            partial(self.fitted.unit_at, event.x, event.y + self.scroll_offset.y, self.size.width)
        ):
            self.select(selection, reveal=False)

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """End the drag."""
        self._drag.end()
        self.release_mouse()
