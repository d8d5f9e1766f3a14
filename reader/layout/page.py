"""A page with what is marked on it, row by row as pieces of text, each with the names of its looks.

The pane that paints the pieces decides what a look is (a colour, bold).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.layout.cells import cells, shown
from reader.layout.gutter import GUTTER, LANES, Laid, Piece, gutter, laid
from reader.layout.rows import Page, Row
from reader.layout.runs import Decoration, between, runs
from reader.layout.signs import PLAIN_MARKS, SIGNS, MarksLook
from reader.layout.tag_margin import column_left, margin_cells, tag_pieces
from reader.text.document import mark_of
from reader.text.emphasis import Marks
from reader.text.guard import guard
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_BULLETS = tuple("*-+·•◦▪‣")
"""The marks of list items for which a bullet is drawn."""
EMPHASIS = {
    Marks.STRONG: "strong",
    Marks.HIGHLIGHTED: "strong",
    Marks.EMPHASIS: "emphasis",
    Marks.CODE: "code",
    Marks.LINK: "link",
    Marks.STRUCK: "struck",
}
"""The names of the looks of what the author has set apart. Backgrounds and underlines are the reader's own."""


class MarkedPage:
    """The rows of ``page``. Decorations are highlights whose names are inks; hits and kept passages lie above them.

    Hits are sorted and do not overlap.
    """

    def __init__(self, page: Page, look: MarksLook = PLAIN_MARKS) -> None:
        self.page = page
        self.look = look
        self.signs = SIGNS
        self.lanes = LANES
        """How many lanes the gutter needs, at least `LANES`."""
        self.hits: Sequence[Span] = ()
        self.kept: Sequence[Span] = ()
        self._by_block: dict[int, list[Laid]] = {}

    def text(self, span: Span) -> str:
        """Return the text of ``span`` as it is shown. The guard keeps its length, so offsets hold."""
        return guard(span.of(self.page.document.text), lines=True)

    def decorate(self, decorations: Sequence[Decoration]) -> set[int]:
        """Show only these highlights; return the blocks that look different now."""
        document, before = self.page.document, self._by_block
        self._by_block = {}
        lane_of, self.lanes = laid(decorations)
        for decoration in decorations if document.blocks else ():
            lane = lane_of[decoration]
            decoration = self._shown(decoration)
            first = document.block_index(decoration.span.start)
            last = document.block_index(max(decoration.span.start, decoration.span.end - 1))
            for block in range(first, last + 1):
                self._by_block.setdefault(block, []).append((decoration, lane))
        blocks = before.keys() | self._by_block.keys()
        return {block for block in blocks if before.get(block) != self._by_block.get(block)}

    def _shown(self, decoration: Decoration) -> Decoration:
        """Return a highlight of a repeated caption as one of the same words where they are shown."""
        span = self.page.roles.shown(decoration.span)
        return decoration if span == decoration.span else replace(decoration, span=span)

    def tag_cells(self, width: int) -> int:
        """Return the cells for tags right of the column in a pane ``width`` cells wide."""
        return margin_cells(width, self.page.width) if self.look.with_tags else 0

    def left(self, width: int) -> int:
        """Return the cells left of the gutter in a pane ``width`` cells wide."""
        return column_left(width, self.page.width, self.tag_cells(width))

    def tags(self, row: Row, width: int, *, is_top: bool) -> list[Piece]:
        """Return the tags beside a row, from the left edge of their margin; ``is_top``: also of passages that began above."""
        room = self.tag_cells(width)
        block = self._by_block.get(row.block, ()) if room else ()
        span = row.span
        begin = [each for each, _ in block if each.leads and span and span.holds(each.span.start)]
        go_on = []
        if is_top:
            start = span.start if span else self.page.document.blocks[row.block].span.start
            go_on = [each for each, _ in block if each.leads and each.span.start < start < each.span.end]
        return tag_pieces(begin, go_on, room, self.signs)

    def pieces(self, row: Row, width: int, focus: Span | None, lit: Span | None) -> list[Piece]:
        """Return a row from the left edge of the pane; ``lit`` is the part of the selection on it.

        ``focus``, all of it, is given for a row that it touches.
        """
        span = row.span
        if span is None:
            return [(" " * (self.left(width) + GUTTER), ()), (row.title.words, (row.title.look,))] if row.title else []
        base = tuple(filter(None, (self.page.roles.look(row.block),)))
        here = [each for each in self._by_block.get(row.block, ()) if each[0].span.overlaps(span)]
        marks = [
            Decoration(each.span, name)
            for each in self.page.document.emphasis.within(span)
            for mark, name in EMPHASIS.items()
            if mark in each.marks
        ]
        marks += [Decoration(decoration.span, f"ink-{decoration.name}") for decoration, _ in here]
        first = bisect_right(self.hits, span.start, key=lambda hit: hit.end)
        behind = bisect_left(self.hits, span.end, lo=first, key=lambda hit: hit.start)
        marks += [Decoration(hit, "hit") for hit in self.hits[first:behind]]
        kept = (self.page.roles.shown(each) for each in self.kept)
        marks += [Decoration(each, "kept") for each in kept if each.overlaps(span)]
        marks += [Decoration(lit, "selection")] if lit else []
        marks += [Decoration(part, "focus") for part in self._lit_parts(focus, here)] if focus else []
        count = LANES + min(self.lanes - LANES, self.left(width))
        beside = gutter(span, here, count, self.signs, focused=focus is not None)
        pieces: list[Piece] = [(" " * (self.left(width) + LANES - count), ()), *beside]
        if row.indent:
            pieces.append((" " * row.indent, base))
        words = self.text(span)
        # A highlight that continues on the next row ends with the last word, not with the space behind it.
        solid = Span(span.start, span.start + max(1, len(words.rstrip()))) if words else span
        column = 0
        for run in runs(solid, marks) if words else ():
            text = shown(self._drawn(run.span, row.block), column)
            pieces.append((text, (*base, *self._seen(run.names))))
            column += cells(text)
        if (times := self.page.roles.counts.get(row.block)) and span.end == self.page.document.blocks[
            row.block
        ].span.end:
            pieces.append((f" {self.signs.times}{times}", ("facts",)))
        return pieces

    def _lit_parts(self, focus: Span, here: Sequence[Laid]) -> list[Span]:
        """Return the parts of the focus that have its fill: the words between highlights, whose fill stays to be seen.

        Where a highlight is the focus itself, or holds it, all of it is lit; so it is where highlights have no fill.
        """
        spans = [decoration.span for decoration, _ in here if not decoration.span.covers(focus)]
        is_filled = self.look.highlight != "underline" and not self.signs.letters
        if not is_filled or any(decoration.span == focus for decoration, _ in here):
            return [focus]
        return between(focus, spans)

    def _drawn(self, span: Span, block: int) -> str:
        """Return the words of ``span`` as they are drawn: the mark of a list item is a bullet."""
        words = self.text(span)
        if words[:1] not in _BULLETS or span.start != self.page.document.blocks[block].span.start:
            return words
        mark = mark_of(self.page.document.text, self.page.document.blocks[block])
        return self.signs.bullet + words[1:] if len(mark) else words

    def _seen(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the looks of a run: where highlights overlap, that shows; the line below one stays under the focus.

        Where letters stand for colours, an overlap is reversed, so that it shows in the gutter alone under the focus.
        """
        inks = sum(name.startswith("ink-") for name in names)
        if not inks:
            return names
        letters = self.signs.letters
        highlight = "both" if letters and self.look.highlight == "fill" else self.look.highlight
        overlap = "overlap-plain" if letters else "overlap-line" if highlight == "fill" else "overlap"
        seen = []
        is_shown = inks > 1 and not (letters and "focus" in names)  # reversed, the focus would lose its fill
        for name in (*names, *([overlap] if is_shown else [])):
            if name == "focus":
                seen.append("lit")
            elif highlight != "both" and name.startswith("ink-"):
                seen.append("line" if highlight == "underline" else name.replace("ink-", "fill-"))
            else:
                seen.append(name)
        return tuple(seen)

    def column_of(self, row: Row, position: int, width: int) -> int:
        """Return the cell of the pane at which ``position`` is shown in its row."""
        position = self.page.roles.shown(Span(position, position)).start
        start = row.span.start if row.span else position
        return self.left(width) + GUTTER + row.indent + cells(shown(self.text(Span(start, max(start, position)))))


def column_cells(wished: int, margin: int, width: int) -> int:
    """Return the width of the text column in a pane, beside the gutter, the scroll bar and both margins."""
    return max(1, min(wished, width - GUTTER - 1 - 2 * max(0, min(margin, (width - GUTTER - 21) // 2))))
