"""What a block does on the page beyond its kind: standfirst, attribution, credit, a caption that stands there before.

Offsets and kinds do not change by it; it decides how a block looks, how its rows are indented, and whether it has any.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from reader.layout.cells import cells
from reader.text.block import SKIPPED, Kind
from reader.text.document import mark_of
from reader.text.emphasis import Marks
from reader.text.plain import is_attribution, is_credit
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.document import Document

_NEAR = 12
"""Blocks among which a standfirst is looked for."""
_SHORTEST, _LONGEST = 60, 450
"""Code points of a standfirst."""
_COMPARED = 2
"""Paragraphs below a standfirst that must each be longer than it."""
_WIDEST_MARK = 6
"""Cells up to which the words of a list item stand right of its mark."""
_WIDEST_COUNTER = 12
_LOOKS = {Kind.HEADING: "heading", Kind.BOILERPLATE: "dim"}
_BULLETS = "•◦▪‣*·–—-"
_COUNTER = re.compile(r"\d{1,3}\s*(?:/|sur|of|de)\s*\d{1,3}")


def _is_counter(span: Span, text: str) -> bool:
    """Whether a line is the counter of a carousel, such as ``1 / 4``."""
    return len(span) <= _WIDEST_COUNTER and _COUNTER.fullmatch(text, span.start, span.end) is not None


class BlockRoles:
    """The roles of the blocks of one document, found when they are asked for."""

    def __init__(self, document: Document, kinds: Sequence[Kind]) -> None:
        self._document = document
        self._kinds = kinds
        self.repeats = self._repeats()
        """By the index of a block without rows, the index of the one that stands for it.

        A caption that says the same as one above it, among the same pictures; and an empty bullet below the counter of a
        carousel.
        """
        self.counts: dict[int, int] = {}
        """How often each caption stands there that is repeated."""
        for first in (first for block, first in self.repeats.items() if kinds[block] is Kind.CAPTION):
            self.counts[first] = self.counts.get(first, 1) + 1

    def look(self, block: int) -> str:
        """Return the name of the look of a block; empty for plain text."""
        kind = self._kinds[block]
        if kind is Kind.CAPTION:
            return "credit" if is_credit(self._words(block)) else "caption"
        if kind is Kind.QUOTE and block and self._kinds[block - 1] is Kind.QUOTE:
            return "attribution" if is_attribution(self._words(block)) else ""
        return "standfirst" if block in self._standfirsts else _LOOKS.get(kind, "")

    def hang(self, block: int, room: int) -> int:
        """Return by how many cells the rows of a list item are indented below its first; ``room`` are those of a row."""
        if self._kinds[block] is not Kind.LIST_ITEM:
            return 0
        mark = mark_of(self._document.text, self._document.blocks[block]).of(self._document.text)
        wide = cells(mark) if "\n" not in mark and "\t" not in mark else 0
        return wide if wide <= min(_WIDEST_MARK, room // 3) else 0

    def shown(self, span: Span) -> Span:
        """Return the same words in the caption that is shown in place of a repeated one; other spans as they are."""
        if not self.repeats:
            return span
        blocks = self._document.blocks
        block = self._document.block_index(span.start)
        first = self.repeats.get(block)
        if first is None or not blocks[block].span.covers(span):
            return span
        by = self._begin(first) - self._begin(block)
        place = blocks[first].span
        start = min(max(place.start, span.start + by), place.end - 1)
        return Span(start, min(max(start, span.end + by), place.end))

    def _begin(self, block: int) -> int:
        return mark_of(self._document.text, self._document.blocks[block]).end

    def _words(self, block: int) -> str:
        return self._document.text[self._begin(block) : self._document.blocks[block].span.end]

    def _repeats(self) -> dict[int, int]:
        repeats: dict[int, int] = {}
        above: dict[str, int] = {}
        counter: int | None = None
        for block, kind in enumerate(self._kinds):
            if kind not in SKIPPED:
                above.clear()
                counter = None
            elif kind is Kind.CAPTION:
                words = self._words(block)
                first = above.setdefault(words, block)
                if first != block and not is_credit(words):  # of two pictures by one person, each keeps its credit
                    repeats[block] = first
            elif counter is not None and len(self._document.blocks[block].span) == 1 and self._words(block) in _BULLETS:
                repeats[block] = counter
            else:
                counter = block if _is_counter(self._document.blocks[block].span, self._document.text) else None
        return repeats

    @cached_property
    def _standfirsts(self) -> frozenset[int]:
        """The paragraphs at the top that sum the article up.

        Those that are set apart as a whole, in bold or italics; else the first one below a heading, if it is a whole
        sentence or more, not long, and shorter than each of the next paragraphs or followed by a heading.
        """
        standfirsts: set[int] = set()
        has_heading = False
        for block, kind in enumerate(self._kinds[:_NEAR]):
            if kind is Kind.PARAGRAPH and self._is_set_apart(block):
                standfirsts.add(block)
            elif kind is Kind.PARAGRAPH:
                if has_heading and not standfirsts and self._sums_up(block):
                    standfirsts.add(block)
                break
            elif kind is Kind.HEADING and not standfirsts:
                has_heading = True
            elif kind not in SKIPPED:
                break
        # If nothing but such paragraphs follows, they are the article.
        return frozenset(standfirsts) if len(standfirsts) < len(self._paragraphs(_NEAR)) else frozenset()

    def _is_set_apart(self, block: int) -> bool:
        span = self._document.blocks[block].span
        if len(span) > 2 * _LONGEST:
            return False
        parts = self._document.emphasis.within(span)
        apart = sum(len(each.span) for each in parts if each.marks & (Marks.STRONG | Marks.EMPHASIS))
        return bool(parts) and apart >= len(span) - len(parts)

    def _sums_up(self, block: int) -> bool:
        span = self._document.blocks[block].span
        if not _SHORTEST <= len(span) <= _LONGEST or self._document.text[span.end - 1] not in ".!?…":
            return False
        below = [kind for kind in self._kinds[block + 1 : block + _NEAR] if kind not in SKIPPED]
        if below[:1] == [Kind.HEADING]:
            return True
        following = [length for at, length in self._paragraphs(2 * _NEAR) if at > block]
        return len(following) > _COMPARED and len(span) < min(following[:_COMPARED])

    def _paragraphs(self, count: int) -> list[tuple[int, int]]:
        """Return the paragraphs among the first blocks, each with its code points."""
        blocks = self._document.blocks[:count]
        return [(at, len(block.span)) for at, block in enumerate(blocks) if block.kind is Kind.PARAGRAPH]
