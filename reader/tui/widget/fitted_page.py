"""A document as a view of some width and height shows it. Rows count from the top of the page, lines from that of the view."""

from __future__ import annotations

from collections.abc import Set

from reader.layout.cells import position_at
from reader.layout.gutter import GUTTER
from reader.layout.motion import Grain, Selection, unit_at
from reader.layout.page import MarkedPage
from reader.layout.paging import paged
from reader.layout.rows import Page
from reader.layout.signs import PLAIN_MARKS, SIGNS, MarksLook
from reader.layout.title_block import NO_TITLE, TitleBlock
from reader.text.document import SKIPPED, Document
from reader.text.span import Span


class FittedPage:
    """The page at the width that there is, and that page with what is marked on it; neither before `fit`."""

    def __init__(self, marks: MarksLook = PLAIN_MARKS) -> None:
        self.signs = SIGNS
        self.marks = marks
        self.page: Page | None = None
        self.marked: MarkedPage | None = None

    def show_marks(self, marks: MarksLook) -> None:
        """Show highlights and tags in another way."""
        self.marks = marks
        if self.marked:
            self.marked.look = marks

    def forget(self) -> None:
        """Forget the page, for another document."""
        self.page = self.marked = None

    def fit(self, document: Document, width: int, title: TitleBlock = NO_TITLE) -> None:
        """Lay out a document at a width. What is marked stays marked."""
        page = self.page
        if page is None or page.width != width or page.document is not document or page.title != title:
            self.page = Page(document, width, title)
            if self.marked is None:
                self.marked = MarkedPage(self.page, self.marks)
            self.marked.page = self.page
        if self.marked:
            self.marked.signs = self.signs

    @property
    def height(self) -> int:
        """The rows of the page, as far as known."""
        return self.page.height if self.page else 0

    def settle(self, position: int, height: int) -> None:
        """Make exact what a view ``height`` lines high can show around a position."""
        if self.page:
            self.page.settle_at(position, max(1, height))

    def y_of(self, position: int) -> int:
        """Return the row of a position."""
        return self.page.y_of(position) if self.page else 0

    def lines_of(self, span: Span, top: int, height: int) -> range:
        """Return the lines of a view from row ``top`` on that show a span."""
        if self.page is None:
            return range(0)
        first, end = self.page.rows_of(span)
        return range(max(first - top, 0), min(end - top, height))

    def lines_of_blocks(self, blocks: Set[int], top: int, height: int) -> list[int]:
        """Return the lines of a view from row ``top`` on that show some blocks."""
        rows = self.page.rows(top, height) if self.page and blocks else []
        return [line for line, row in enumerate(rows) if row and row.block in blocks]

    def top_revealing(self, focus: Span, top: int, height: int) -> int:
        """Return the row with which a view that begins at ``top`` has to begin to show the focus with a margin."""
        return self.page.revealing(focus, top, height) if self.page else top

    def turned(self, selection: Selection, top: int, height: int, step: int) -> tuple[int, Selection]:
        """Return the row with which the view ``step`` pages further begins, and the selection there."""
        return paged(self.page, selection, top, height, step) if self.page else (top, selection)

    def sentences(self, top: int, height: int) -> list[Span]:
        """Return the sentences that begin in a view, skipped kinds left out."""
        if self.page is None:
            return []
        rows = self.page.rows(top, height)
        spans = [row.span for row in rows if row and row.span]
        if not spans:
            return []
        view, document = spans[0].hull(spans[-1]), self.page.document
        return [
            sentence
            for sentence in document.sentences(view)
            if view.holds(sentence.start) and document.blocks[document.block_index(sentence.start)].kind not in SKIPPED
        ]

    def unit_at(self, x: int, y: int, width: int, grain: Grain) -> Span | None:
        """Return the unit of a grain at a cell of row ``y`` in a view ``width`` cells wide."""
        row = self.page.row(y) if self.page else None
        if self.page is None or self.marked is None or row is None or row.span is None:
            return None
        left = self.marked.left(width) + GUTTER + row.indent
        position = row.span.start + position_at(self.marked.text(row.span), x - left)
        return unit_at(self.page.document, min(position, row.span.end - 1), grain)

    def cell_of(self, position: int, width: int) -> tuple[int, int] | None:
        """Return the cell and the row of a position in a view ``width`` cells wide."""
        y = self.y_of(position)
        row = self.page.row(y) if self.page else None
        return (self.marked.column_of(row, position, width), y) if self.marked and row and row.span else None
