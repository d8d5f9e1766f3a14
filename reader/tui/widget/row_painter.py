"""Paints the rows of a page, each once for each look it can have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.config.look import BARE
from reader.layout.cells import cells
from reader.layout.gutter import GUTTER, Piece
from reader.layout.motion import Selection
from reader.layout.rows import Row
from reader.layout.tag_margin import GAP
from reader.text.span import Span
from reader.tui.widget.fitted_page import FittedPage
from reader.tui.widget.row_looks import RowLooks

MOST_KEPT = 4000
"""Painted rows that are kept."""


class RowPainter:
    """Keeps each painted row under all that changes its look.

    That is its span, the focus if it lies on it, what of the selection does, how often the highlights of its block have changed,
    and an epoch that counts every other change.
    """

    def __init__(self, fitted: FittedPage, looks: RowLooks) -> None:
        self._fitted = fitted
        self._looks = looks
        self.labels: Mapping[int, str] = {}
        """By the start of a sentence, the letters that stand there."""
        self.painted = 0
        """How many rows were painted so far."""
        self._epoch = 0
        self._looks_version = looks.version
        self._changes: dict[int, int] = {}
        """By block, how often its highlights have changed."""
        self._strips: dict[tuple[object, ...], Strip] = {}
        self._styles: dict[tuple[str, ...], Style] = {}

    def forget(self) -> None:
        """Paint everything anew: something has changed that no key tells."""
        self._epoch += 1
        self._strips.clear()

    def change(self, blocks: Iterable[int]) -> None:
        """Paint blocks anew: their highlights have changed."""
        for block in blocks:
            self._changes[block] = self._changes.get(block, 0) + 1

    def strips(
        self, first: int, count: int, width: int, room: int, lit: Selection | None, top: int | None = None
    ) -> list[Strip]:
        """Return ``count`` rows of the page in a view ``width`` cells wide, of which ``room`` are free of the scroll bar.

        The view begins with row ``top``, where also the tags of passages that began above are seen.
        """
        if self._looks_version != self._looks.version:  # the theme has changed
            self._looks_version = self._looks.version
            self._styles.clear()
            self.forget()
        if len(self._strips) > MOST_KEPT:
            self._strips.clear()
        page = self._fitted.page
        focused, selected = (lit.focus, lit.span if lit.extended else None) if lit else (None, None)
        if page:
            focused, selected = (each and page.roles.shown(each) for each in (focused, selected))
        rows = page.rows(first, count) if page else [None] * count
        tops = [y == top for y in range(first, first + count)]
        return [
            self._strip(row, width, room, focused, selected, is_top) for row, is_top in zip(rows, tops, strict=True)
        ]

    def _strip(
        self, row: Row | None, width: int, room: int, focused: Span | None, selected: Span | None, is_top: bool
    ) -> Strip:
        span = row.span if row else None
        focus = focused if focused and span and focused.overlaps(span) else None
        lit = selected.meet(span) if selected and span else None
        changes = self._changes.get(row.block, 0) if row else 0
        tags = self._fitted.marked.tags(row, width, is_top=True) if is_top and row and self._fitted.marked else None
        key = (
            tuple(tags) if tags else None,
            span,
            row.title if row else None,
            focus,
            lit,
            changes,
            self._epoch,
            width,
            room,
        )
        strip = self._strips.get(key)
        if strip is None:
            marked = self._fitted.marked
            pieces = marked.pieces(row, width, focus, lit) if marked and row else []
            if marked and row and (beside := marked.tags(row, width, is_top=False) if tags is None else tags):
                at = marked.left(width) + GUTTER + marked.page.width + GAP
                pieces += [(" " * (at - sum(cells(text) for text, _ in pieces)), ()), *beside]
            strip = self._strips[key] = self._paint(pieces, width, room, span)
        return strip

    def _paint(self, pieces: Sequence[Piece], width: int, room: int, span: Span | None) -> Strip:
        self.painted += 1
        free = room - sum(cells(text) for text, _ in pieces)
        filled = [*pieces, (" " * free, ())] if free > 0 else pieces
        segments = [Segment(text, self._style(names)) for text, names in filled if text]
        strip = Strip(segments, room if free >= 0 else None)
        for start, label in self.labels.items():
            if span and span.holds(start) and (cell := self._fitted.cell_of(start, width)):
                strip = self._labelled(strip, cell[0], label)
        return strip if free >= 0 else strip.crop(0, room)

    def _labelled(self, strip: Strip, at: int, label: str) -> Strip:
        letters = Strip([Segment(label, self._style(("label",)))])
        return Strip.join([strip.crop(0, at), letters, strip.crop(at + len(label))])

    def _style(self, names: tuple[str, ...]) -> Style:
        style = self._styles.get(names)
        if style is None:
            parts = [f"pane--{name}" for name in names if not name.startswith("#")]
            style = self._looks.style(*parts)
            for colour in (name for name in names if name.startswith("#")):
                style += self._looks.coloured(colour, style)
            if self._looks.bare:
                style += Style.parse(" ".join(BARE.get(name, "") for name in names).strip() or "none")
            self._styles[names] = style
        return style
