"""The reading pane: an article painted row by row, with the focus always lit.

Only rows in view are laid out and painted. A painted row is kept under a key that lists all that changes its look:
its span, what of the focus and the selection lies on it, and an epoch that counts every other change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.layout.cells import cells, position_at, shown
from reader.layout.motion import Grain, Selection, moved, opening
from reader.layout.rows import Page, Row
from reader.layout.runs import Decoration, lanes, runs
from reader.text.document import SKIPPED, Document, Kind
from reader.text.guard import guard
from reader.text.span import Span

GUTTER = 4
"""Cells left of the column: the focus mark, two lanes of letters, a space."""
LANES = 2
MARGIN_ROWS = 3
"""Rows kept in view above and below the focus while it moves."""
_INKS = ("yellow", "green", "blue", "pink", "violet")
_LOOKS = (*(f"ink-{ink}" for ink in _INKS), "focus", "selection", "hit", "kept", "label", "dim", "heading", "mark")
_KEPT = 4000


class ReadingPane(ScrollView, inherit_bindings=False):
    """Shows one document. Keys are the screen's; the pane posts `FocusMoved`."""

    can_focus = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"pane--{name}" for name in _LOOKS}
    DEFAULT_CSS = """
    ReadingPane { background: $background; color: $foreground; scrollbar-size-vertical: 1; overflow-x: hidden; }
    ReadingPane .pane--focus { background: $focus-background; color: $focus-foreground; }
    ReadingPane .pane--selection { background: $selection-background; color: $selection-foreground; }
    ReadingPane .pane--hit { background: $hit-background; color: $hit-foreground; text-style: bold; }
    ReadingPane .pane--kept { text-style: underline bold; }
    ReadingPane .pane--label { background: $accent; color: $background; text-style: bold reverse; }
    ReadingPane .pane--dim { color: $dim; text-style: dim; }
    ReadingPane .pane--heading { text-style: bold; }
    ReadingPane .pane--mark { color: $accent; text-style: bold; }
    ReadingPane .pane--ink-yellow {
        background: $ink-yellow-background; color: $ink-yellow-foreground; text-style: underline;
    }
    ReadingPane .pane--ink-green {
        background: $ink-green-background; color: $ink-green-foreground; text-style: underline;
    }
    ReadingPane .pane--ink-blue {
        background: $ink-blue-background; color: $ink-blue-foreground; text-style: underline;
    }
    ReadingPane .pane--ink-pink {
        background: $ink-pink-background; color: $ink-pink-foreground; text-style: underline;
    }
    ReadingPane .pane--ink-violet {
        background: $ink-violet-background; color: $ink-violet-foreground; text-style: underline;
    }
    """

    @dataclass
    class FocusMoved(Message):
        """The focus stands elsewhere now."""

        selection: Selection

    def __init__(self, *, column: int = 72, id: str | None = None) -> None:
        super().__init__(id=id)
        self.column = column
        self.document: Document | None = None
        self.page: Page | None = None
        self.selection: Selection | None = None
        self.decorations: tuple[Decoration, ...] = ()
        self.hits: tuple[Span, ...] = ()
        self.kept: tuple[Span, ...] = ()
        self.labels: Mapping[int, str] = {}
        self.painted = 0
        self._text = ""
        self._epoch = 0
        self._strips: dict[tuple[object, ...], Strip] = {}
        self._looks: dict[str, Style] = {}
        self._by_block: dict[int, list[Decoration]] = {}
        self._lane_of: dict[Decoration, int] = {}
        self._dragged_from: Span | None = None
        self._wanted: int | None = None

    # -- what is shown

    def show(self, document: Document, at: Span | None = None, above: int | None = None) -> None:
        """Show a document with the focus on the unit ``at``, or on its first sentence, ``above`` rows down."""
        self.document = document
        self._wanted = above
        # One guarded copy: the guard keeps the length, so every offset holds.
        self._text = guard(document.text, lines=True)
        self.decorations, self.hits, self.kept, self.labels = (), (), (), {}
        self.selection = opening(document)
        if at is not None and document.blocks:
            sentence = document.sentence_at(min(at.start, max(0, len(document.text) - 1)))
            self.selection = Selection(sentence, sentence)
        self._lay_out()
        if self.size.height:
            self._keep(self._wanted or 0)
        self.call_after_refresh(self.reveal)

    def _lay_out(self) -> None:
        if self.document is None:
            return
        width = max(1, min(self.column, self.size.width - GUTTER - 1)) if self.size.width else self.column
        if self.page is None or self.page.width != width or self.page.document is not self.document:
            self.page = Page(self.document, width)
        self._changed()
        self._settle()

    def _settle(self) -> None:
        if self.page is None:
            return
        if self.selection:
            self.page.settle_at(self.selection.focus.start, max(1, self.size.height))
        if self.virtual_size.height != self.page.height or self.virtual_size.width != self.size.width:
            self.virtual_size = Size(self.size.width, self.page.height)

    def _changed(self) -> None:
        """Something that is no part of a row's key has changed: paint everything anew."""
        self._epoch += 1
        self._strips.clear()
        self.refresh()

    def decorate(self, decorations: Sequence[Decoration]) -> None:
        """Show highlights; their names are inks."""
        self.decorations = tuple(decorations)
        self._by_block = {}
        for decoration in self.decorations if self.document and self.document.blocks else ():
            first = self.document.block_index(decoration.span.start)  # type: ignore[union-attr]
            last = self.document.block_index(max(decoration.span.start, decoration.span.end - 1))  # type: ignore[union-attr]
            for block in range(first, last + 1):
                self._by_block.setdefault(block, []).append(decoration)
        self._lane_of = dict(lanes(self.decorations, LANES))
        self._changed()

    def mark_up(
        self,
        *,
        hits: Sequence[Span] | None = None,
        kept: Sequence[Span] | None = None,
        labels: Mapping[int, str] | None = None,
    ) -> None:
        """Show search hits, kept passages, labels (by the start of the sentence they name)."""
        self.hits = self.hits if hits is None else tuple(hits)
        self.kept = self.kept if kept is None else tuple(kept)
        self.labels = self.labels if labels is None else labels
        self._changed()

    def set_column(self, column: int) -> None:
        """Change the width of the column, in cells; the focus keeps its row."""
        above = self.rows_above
        self.column = max(20, min(200, column))
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
            self.scroll_to(y=self.page.y_of(self.selection.focus.start) - above, animate=False, force=True)
            self.call_after_refresh(self.reveal)

    # -- motion

    def select(self, selection: Selection | None, *, reveal: bool = True) -> None:
        """Light another selection, repainting only the rows that differ."""
        if selection is None or selection == self.selection:
            return
        old, self.selection = self.selection, selection
        self._settle()
        scrolled = self.reveal() if reveal else False
        if not scrolled:
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
        if self.page is None or self.selection is None or not self.size.height:
            return False
        self._settle()
        first, end = self.page.rows_of(self.selection.focus)
        top, height = self.scroll_offset.y, self.size.height
        margin = min(MARGIN_ROWS, max(0, (height - 1) // 3))
        wanted = top
        if end + margin > top + height:
            wanted = end + margin - height
        if first - margin < wanted:
            wanted = first - margin
        wanted = max(0, min(wanted, self.page.height - height))
        if wanted == top:
            return False
        self.scroll_to(y=wanted, animate=False, force=True)
        return True

    def move(self, grain: Grain, step: int, *, extend: bool = False) -> None:
        """Move the focus by a unit."""
        if self.document and self.selection:
            self.select(moved(self.document, self.selection, grain, step, extend=extend))

    def turn(self, step: int) -> None:
        """Move by a page, keeping two rows of context; the focus goes along."""
        if self.page is None or self.document is None or self.selection is None:
            return
        rows = max(1, self.size.height - 2) * step
        y = self.page.y_of(self.selection.focus.start)
        target = max(0, min(y + rows, self.page.height - 1))
        self.page.settle(min(y, target), abs(target - y) + 1)
        row = self.page.row(target)
        probe = target
        while row and row.span is None and 0 < probe < self.page.height - 1:
            probe += step
            row = self.page.row(probe)
        if not row or row.span is None:
            return
        sentence = self.document.sentence_at(row.span.start)
        if self.document.blocks[row.block].kind in SKIPPED:
            other = self.document.sentence_after if step > 0 else self.document.sentence_before
            sentence = other(sentence.start, SKIPPED) or self.selection.focus
        if step > 0 and sentence.start <= self.selection.focus.start:
            sentence = self.document.sentence_after(self.selection.focus.start, SKIPPED) or sentence
        anchor = self.selection.anchor if self.selection.sticky else sentence
        self.select(replace(self.selection, anchor=anchor, focus=sentence, grain=Grain.SENTENCE))

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
        self._looks = {}
        self._epoch += 1
        self._strips.clear()

    def _look(self, name: str) -> Style:
        style = self._looks.get(name)
        if style is None:
            style = self._looks[name] = self.get_component_rich_style(f"pane--{name}", partial=True)
        return style

    def render_line(self, y: int) -> Strip:
        """Return the row at ``y`` of the view, painted or kept."""
        if self.page is None:
            return Strip.blank(self.size.width, self.rich_style)
        row = self.page.row(y + self.scroll_offset.y)
        if row is None or row.span is None:
            return Strip.blank(self.size.width, self.rich_style)
        now = self.selection
        focus = now.focus.meet(row.span) if now else None
        lit = now.span.meet(row.span) if now and now.extended else None
        key = (row.span, focus, lit, self._epoch, self.size.width)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > _KEPT:
                self._strips.clear()
            strip = self._strips[key] = self._paint(row, row.span, focus, lit)
        return strip

    def _paint(self, row: Row, span: Span, focus: Span | None, lit: Span | None) -> Strip:
        assert self.page is not None
        assert self.document is not None
        self.painted += 1
        base = self.rich_style
        kind = self.document.blocks[row.block].kind
        if kind in SKIPPED:
            base += self._look("dim")
        elif kind is Kind.HEADING:
            base += self._look("heading")
        here = self._by_block.get(row.block, [])
        marks = [Decoration(one.span, f"ink-{one.name}") for one in here]
        marks += [Decoration(hit, "hit") for hit in self.hits if hit.overlaps(span)]
        marks += [Decoration(kept, "kept") for kept in self.kept if kept.overlaps(span)]
        marks += [Decoration(lit, "selection")] if lit else []
        marks += [Decoration(focus, "focus")] if focus else []
        left = max(0, (self.size.width - self.page.width - GUTTER) // 2)
        segments = [Segment(" " * left, self.rich_style), *self._gutter(span, focus is not None, here)]
        column = 0
        if row.indent:
            segments.append(Segment(" " * row.indent, base))
        words = span.of(self._text)
        # The space at the end of a row hangs: a highlight that goes on ends with the word.
        solid = Span(span.start, span.start + max(1, len(words.rstrip()))) if words else span
        for run in runs(solid, marks) if words else ():
            text = shown(run.span.of(self._text), column)
            segments.append(Segment(text, self._style(base, run.names)))
            column += cells(text)
        segments = self._labelled(segments, span)
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style).simplify()

    def _style(self, base: Style, names: tuple[str, ...]) -> Style:
        for name in names:
            look = self._look(name)
            if name == "focus" and any(other.startswith("ink-") for other in names):
                # The ink stays visible under the focus; the mark in the gutter and bold say where it is.
                look = Style(bold=True)
            base += look
        return base

    def _gutter(self, span: Span, focused: bool, here: Sequence[Decoration]) -> list[Segment]:
        letters = [" "] * LANES
        styles = [self.rich_style] * LANES
        for one in here:
            if one.span.overlaps(span):
                lane = self._lane_of.get(one, 0)
                taken = letters[lane] != " " and letters[lane] != one.letter
                letters[lane] = "+" if taken else one.letter
                styles[lane] = self.rich_style + self._look(f"ink-{one.name}") + Style(underline=False)
        mark = Segment("▌" if focused else " ", self.rich_style + self._look("mark"))
        blank = Segment(" ", self.rich_style)
        painted = [
            Segment(letter, style if letter != " " else self.rich_style)
            for letter, style in zip(letters, styles, strict=True)
        ]
        return [mark, *painted, blank]

    def _labelled(self, segments: list[Segment], span: Span) -> list[Segment]:
        found = [(start, label) for start, label in self.labels.items() if span.holds(start)]
        if not found:
            return segments
        strip = Strip(segments)
        for start, label in found:
            at = self._column_of(span, start)
            end = at + len(label)
            parts = [
                strip.crop(0, at), Strip([Segment(label, self.rich_style + self._look("label"))]), strip.crop(end)
            ]  # fmt: skip
            strip = Strip.join(parts)
        return list(strip)

    def _column_of(self, row: Span, position: int) -> int:
        assert self.page is not None
        left = max(0, (self.size.width - self.page.width - GUTTER) // 2)
        found = self.page.row(self.page.y_of(position))
        indent = found.indent if found else 0
        return left + GUTTER + indent + cells(shown(self._text[row.start : position]))

    def cursor_at(self) -> Offset | None:
        """Return where on the screen the focus begins, for the terminal's own cursor."""
        if self.page is None or self.selection is None:
            return None
        y = self.page.y_of(self.selection.focus.start)
        row = self.page.row(y)
        if row is None or row.span is None:
            return None
        x = self._column_of(row.span, self.selection.focus.start)
        return self.region.offset + Offset(x, y - self.scroll_offset.y)

    # -- the mouse works too

    def _sentence_under(self, event: events.MouseEvent) -> Span | None:
        if self.page is None or self.document is None:
            return None
        row = self.page.row(event.y + self.scroll_offset.y)
        if row is None or row.span is None:
            return None
        left = max(0, (self.size.width - self.page.width - GUTTER) // 2) + GUTTER + row.indent
        position = row.span.start + position_at(row.span.of(self._text), event.x - left)
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
