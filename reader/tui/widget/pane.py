"""The reading pane: an article painted row by row, with the focus always lit.

Only rows in view are laid out and painted. A painted row is kept under a key that lists all that changes its look:
its span, what of the focus and the selection lies on it, and an epoch that counts every other change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip

from reader.config.look import LOOKS, Look
from reader.layout.cells import cells, position_at
from reader.layout.motion import Grain, Selection, moved, opening
from reader.layout.page import GUTTER, Piece, Sheet, column_cells
from reader.layout.rows import Page
from reader.layout.runs import Decoration
from reader.layout.turn import turned
from reader.text.document import SKIPPED, Document
from reader.text.span import Span
from reader.tui.terminal.screen_buffer import foresee
from reader.tui.widget.row_pane import RowPane

_KEPT = 4000


def _rule(name: str, look: Look) -> str:
    said = {"color": look.foreground, "background": look.background}
    rules = [f"{what}: ${variable};" for what, variable in said.items() if variable]
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

        def __init__(self, selection: Selection) -> None:
            super().__init__()
            self.selection = selection

    def __init__(self, *, column: int = 72, margin: int = 0, id: str | None = None) -> None:
        super().__init__(id=id)
        self.column = column
        self.margin = margin
        self.document: Document | None = None
        self.page: Page | None = None
        self.sheet: Sheet | None = None
        self.selection: Selection | None = None
        self.decorations: tuple[Decoration, ...] = ()
        self.hits: Sequence[Span] = ()
        self.kept: tuple[Span, ...] = ()
        self.labels: Mapping[int, str] = {}
        self.painted = 0
        self._epoch = 0
        self._decorated: dict[int, int] = {}
        """By block, how often its highlights have changed."""
        self._strips: dict[tuple[object, ...], Strip] = {}
        self._styles: dict[tuple[str, ...], Style] = {}
        self._dragged_from: Span | None = None
        self._wanted: int | None = None

    # -- what is shown

    def show(self, document: Document, at: Span | None = None, above: int | None = None) -> None:
        """Show a document with the focus on the unit ``at``, or on its first sentence, ``above`` rows down."""
        self.document = document
        self.page = self.sheet = None
        self._wanted = above
        self.decorations, self.hits, self.kept, self.labels = (), (), (), {}
        self.selection = opening(document)
        if at is not None and document.blocks:
            sentence = document.sentence_at(min(at.start, max(0, len(document.text) - 1)))
            self.selection = Selection(sentence, sentence)
        self._lay_out()
        if self.size.height:
            self._keep(self._wanted or 0)
            self._wanted = None
        self.call_after_refresh(self.reveal)

    def _lay_out(self) -> None:
        if self.document is None:
            return
        width = column_cells(self.column, self.margin, self.size.width) if self.size.width else self.column
        if self.page is None or self.page.width != width or self.page.document is not self.document:
            self.page = Page(self.document, width)
            if self.sheet is None:
                self.sheet = Sheet(self.page)
            self.sheet.page = self.page
        self._changed()
        self._settle()

    def _settle(self) -> None:
        if self.page is None:
            return
        if self.selection:
            self.page.settle_at(self.selection.focus.start, max(1, self.size.height))
        self.set_height(self.page.height)

    def _changed(self) -> None:
        """Something that is no part of a row's key has changed: paint everything anew."""
        self._epoch += 1
        self._strips.clear()
        self.refresh()

    def decorate(self, decorations: Sequence[Decoration]) -> None:
        """Show highlights; their names are inks."""
        self.decorations = tuple(decorations)
        if self.sheet is None or self.page is None:
            return
        changed = self.sheet.decorate(self.decorations)
        self._decorated = {**self._decorated, **{block: self._decorated.get(block, 0) + 1 for block in changed}}
        top, height = self.scroll_offset.y, self.size.height
        for y, row in enumerate(self.page.rows(top, height)) if changed else ():
            if row and row.block in changed:
                self.refresh(Region(0, y, self.size.width, 1))

    def mark_up(
        self,
        *,
        hits: Sequence[Span] | None = None,
        kept: Sequence[Span] | None = None,
        labels: Mapping[int, str] | None = None,
    ) -> None:
        """Show search hits, kept passages, labels (by the start of the sentence they name)."""
        before = (self.hits, self.kept, self.labels)
        self.hits = self.hits if hits is None else hits
        self.kept = self.kept if kept is None else tuple(kept)
        self.labels = self.labels if labels is None else labels
        if self.sheet:
            self.sheet.hits, self.sheet.kept = self.hits, self.kept
        if (self.hits, self.kept, self.labels) != before:
            self._changed()

    def set_column(self, column: int) -> None:
        """Change the width of the column, in cells; the focus keeps its row."""
        above = self.rows_above
        self.column = max(20, min(200, column))
        self._lay_out()
        self._keep(above)

    def set_margin(self, margin: int) -> None:
        """Leave at least ``margin`` cells free on each side; the focus keeps its row."""
        above = self.rows_above
        self.margin = margin
        self._lay_out()
        self._keep(above)

    def on_resize(self, _event: events.Resize) -> None:
        """Lay out anew; the focus keeps its row."""
        above = self.rows_above if self._wanted is None else self._wanted
        self._wanted = None
        self._lay_out()
        self._keep(above)

    @property
    def rows_above(self) -> int:
        """The rows in view above the focus."""
        if self.page is None or self.selection is None:
            return 0
        return self.page.y_of(self.selection.focus.start) - self.scroll_offset.y

    def _keep(self, above: int) -> None:
        if self.page and self.selection:
            above = max(0, min(above, self.size.height - 2))
            self.scroll_at_once(self.page.y_of(self.selection.focus.start) - above)
            self.call_after_refresh(self.reveal)

    # -- motion

    def select(self, selection: Selection | None, *, reveal: bool = True, top: int | None = None) -> None:
        """Light another selection, repainting only the rows that differ; ``top``: in a view that begins at that row."""
        if selection is None or selection == self.selection:
            return
        old, self.selection = self.selection, selection
        self._settle()
        if not (reveal and self._bring_into_view(selection.focus, top)):
            for span in (old.span if old else None, selection.span):
                if span:
                    self._refresh_rows(span)
        self.post_message(self.FocusMoved(selection))

    def _refresh_rows(self, span: Span) -> None:
        if self.page is None:
            return
        first, end = self.page.rows_of(span)
        top = self.scroll_offset.y
        first, end = max(first, top), min(end, top + self.size.height)
        if first < end:
            self.refresh(Region(0, first - top, self.size.width, end - first))

    def reveal(self) -> bool:
        """Scroll so that the focus is in view with a margin; return whether it scrolled."""
        if self.selection is None:
            return False
        self._settle()
        return self._bring_into_view(self.selection.focus)

    def _bring_into_view(self, focus: Span, top: int | None = None) -> bool:
        now, height = self.scroll_offset.y, self.size.height
        if self.page is None or not height:
            return False
        wanted = self.page.revealing(focus, now if top is None else top, height)
        self.scroll_at_once(wanted)
        return wanted != now

    def move(self, grain: Grain, step: int, *, extend: bool = False) -> None:
        """Move the focus by a unit."""
        if self.document and self.selection:
            self.select(moved(self.document, self.selection, grain, step, extend=extend))

    def turn(self, step: int) -> None:
        """Turn a page, keeping two rows of context; the focus stays on its row of the screen, as near as it can."""
        if self.page is None or self.selection is None:
            return
        top = self.scroll_offset.y
        goes_to, selection = turned(self.page, self.selection, top, self.size.height, step)
        if selection == self.selection:
            self.scroll_at_once(goes_to)
        else:
            self.select(selection, top=goes_to)
        if step > 0:
            self.call_after_refresh(self._foresee, self.scroll_offset.y)

    def in_view(self) -> list[Span]:
        """Return the sentences whose start is in view, skipped kinds left out."""
        if self.page is None or self.document is None:
            return []
        top = self.scroll_offset.y
        spans = [
            row.span for y in range(top, top + self.size.height) if (row := self.page.row(y)) is not None and row.span
        ]
        if not spans:
            return []
        view = spans[0].hull(spans[-1])
        blocks = self.document.blocks
        return [
            sentence
            for sentence in self.document.sentences(view)
            if view.holds(sentence.start) and blocks[self.document.block_index(sentence.start)].kind not in SKIPPED
        ]

    # -- painting

    def notify_style_update(self) -> None:
        """Forget looks and rows: the theme has changed."""
        super().notify_style_update()
        self._styles = {}
        self._epoch += 1
        self._strips.clear()

    def strips(self, lines: range) -> list[Strip]:
        """Return the rows at ``lines`` of the view, painted or kept, as far as the scroll bar."""
        now = self.selection
        focused, selected = (now.focus, now.span if now.extended else None) if now else (None, None)
        return self._strips_at(self.scroll_offset.y + lines.start, len(lines), focused, selected)

    def _strips_at(self, first: int, count: int, focused: Span | None, selected: Span | None) -> list[Strip]:
        """Return ``count`` rows of the page, with what is focused and selected."""
        width, page = self.size.width, self.page
        free = width - self.scrollbar_size_vertical
        if len(self._strips) > _KEPT:
            self._strips.clear()
        found: list[Strip] = []
        for row in page.rows(first, count) if page else [None] * count:
            span = row.span if row else None
            focus = focused.meet(span) if focused and span else None
            lit = selected.meet(span) if selected and span else None
            marks = self._decorated.get(row.block, 0) if row else 0
            key = (span, focus, lit, marks, self._epoch, width, free)
            strip = self._strips.get(key)
            if strip is None:
                pieces = self.sheet.pieces(row, width, focus, lit) if self.sheet and row and span else []
                strip = self._strips[key] = self._paint(pieces, free, span)
            found.append(strip)
        return found

    def _foresee(self, top: int) -> None:
        """Have ready what the next turn of the page will show, if the reader still is where it was turned to."""
        height = self.size.height
        if self.page is None or self.selection is None or self.scroll_offset.y != top:
            return
        # Only after a turn down: rows above that are found to be more or fewer would move what is in view.
        self.page.settle(top, 4 * height)
        goes_to, then = turned(self.page, self.selection, top, height, 1)
        for strip in self._strips_at(goes_to, height, then.focus, then.span if then.extended else None):
            foresee(strip.render(self.app.console))

    def _paint(self, pieces: Sequence[Piece], width: int, span: Span | None) -> Strip:
        self.painted += 1
        room = width - sum(cells(text) for text, _ in pieces)
        filled = [*pieces, (" " * room, ())] if room > 0 else pieces
        segments = self._labelled([Segment(text, self._style(names)) for text, names in filled if text], span)
        return Strip(segments, width) if room >= 0 else Strip(segments).crop(0, width)

    def _style(self, names: tuple[str, ...]) -> Style:
        style = self._styles.get(names)
        if style is None:
            style = self._styles[names] = self.looks.style(*[f"pane--{name}" for name in names])
        return style

    def _labelled(self, segments: list[Segment], span: Span | None) -> list[Segment]:
        found = [(start, label) for start, label in self.labels.items() if span and span.holds(start)]
        if not found:
            return segments
        strip = Strip(segments)
        for start, label in found:
            at = self._column_of(start)
            end = at + len(label)
            parts = [
                strip.crop(0, at), Strip([Segment(label, self._style(("label",)))]), strip.crop(end)
            ]  # fmt: skip
            strip = Strip.join(parts)
        return list(strip)

    def _column_of(self, position: int) -> int:
        row = self.page.row(self.page.y_of(position)) if self.page else None
        return self.sheet.column_of(row, position, self.size.width) if self.sheet and row else 0

    def cursor_at(self) -> Offset | None:
        """Return where on the screen the focus begins, for the terminal's own cursor."""
        if self.page is None or self.selection is None:
            return None
        y = self.page.y_of(self.selection.focus.start)
        row = self.page.row(y)
        if row is None or row.span is None:
            return None
        x = self._column_of(self.selection.focus.start)
        return self.region.offset + Offset(x, y - self.scroll_offset.y)

    # -- the mouse works too

    def _sentence_under(self, event: events.MouseEvent) -> Span | None:
        if self.page is None or self.sheet is None or self.document is None:
            return None
        row = self.page.row(event.y + self.scroll_offset.y)
        if row is None or row.span is None:
            return None
        left = self.sheet.left(self.size.width) + GUTTER + row.indent
        position = row.span.start + position_at(self.sheet.text(row.span), event.x - left)
        return self.document.sentence_at(min(position, row.span.end - 1))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Focus the sentence that was clicked."""
        sentence = self._sentence_under(event)
        if sentence:
            self._dragged_from = sentence
            self.capture_mouse()
            self.select(Selection(sentence, sentence), reveal=False)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select by dragging."""
        sentence = self._sentence_under(event) if self._dragged_from else None
        if sentence and self._dragged_from:
            self.select(Selection(self._dragged_from, sentence), reveal=False)

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """End the drag."""
        self._dragged_from = None
        self.release_mouse()
