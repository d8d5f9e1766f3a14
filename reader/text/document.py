"""The text of an article as blocks, sentences and words.

A block is a heading, paragraph, quote, list item, caption or boilerplate: a span with a kind and an ordinal. A sentence
is a span inside a block. Sentences and the gaps between them (white space, list and heading marks) cover each block
exactly. Sentences and words are found when needed, in stretches of limited length, so a text of any size opens at once.
What a person has corrected is taken into account: see `text.correction`.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from reader.text.abbreviation import GERMAN_DATE
from reader.text.block import SKIPPED, Block, Kind
from reader.text.boundaries import Boundaries
from reader.text.emphasis import Emphases
from reader.text.pages import Page, page_ranges, pages_in
from reader.text.plain import plain_blocks
from reader.text.segment import Cut, cuts, words
from reader.text.span import Span
from reader.text.table import outline
from reader.text.title import SHORT_TITLE, TITLE_LIMIT, clipped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from reader.text.structure import Structure

MARK = re.compile(rf"(?:[•◦▪‣☐☑*·+-]\s+|\d{{1,3}}[.)]\s+(?!\s|{GERMAN_DATE}))")
"""The mark before the words of a list item or numbered heading, not the day of a date; it does not belong to a sentence."""

_MARKED = frozenset({Kind.HEADING, Kind.LIST_ITEM, Kind.QUOTE, Kind.CAPTION})
_STRETCH = 4096
_SPACE = re.compile(r"\s+")


__all__ = ["SKIPPED", "Block", "Document", "Kind"]


def mark_of(text: str, block: Block) -> Span:
    """Return the mark before the first word of a block, with the blank behind it; empty if it has none."""
    return Span(block.span.start, _after_mark(text, block))


def _after_mark(text: str, block: Block) -> int:
    """Return the position of the first word of a block."""
    mark = MARK.match(text, block.span.start, block.span.end) if block.kind in _MARKED else None
    return mark.end() if mark and mark.end() < block.span.end else block.span.start


class _Sentences:
    """The sentences of a block; cut in stretches when needed, and remembered."""

    def __init__(self, text: str, block: Block, boundaries: Boundaries) -> None:
        self._text = text
        self._boundaries = boundaries
        self._span = Span(_after_mark(text, block), block.span.end)
        self._last = (len(self._span) - 1) // _STRETCH if len(self._span) else 0
        self._kept: dict[int, tuple[Cut, ...]] = {}

    def _cuts(self, stretch: int) -> tuple[Cut, ...]:
        cut = self._kept.get(stretch)
        if cut is None:
            start = self._span.start + stretch * _STRETCH
            cut = tuple(cuts(self._text, self._span, start, start + _STRETCH))
            if not cut and 0 < stretch < self._last:
                cut = self._forced(start)
            cut = self._boundaries.applied(self._text, cut, self._span, start, start + _STRETCH)
            self._kept[stretch] = cut
        return cut

    def _forced(self, start: int) -> tuple[Cut, ...]:
        """Cut a stretch without a terminator at its first white space, so that no sentence is longer than three stretches."""
        space = _SPACE.search(self._text, start, start + _STRETCH - 1)
        if space is None:
            return (Cut(start, start),)
        return (Cut(space.start(), space.end()),) if space.end() < start + _STRETCH - 1 else ()

    def at(self, position: int) -> Span:
        """Return the sentence at ``position``; a gap belongs to the sentence before it."""
        position = min(max(position, self._span.start), max(self._span.start, self._span.end - 1))
        stretch = (position - self._span.start) // _STRETCH
        start, low = self._span.start, 0
        for low in range(stretch, -1, -1):
            before = [cut for cut in self._cuts(low) if cut.start <= position]
            if before:
                start = before[-1].start
                break
        for high in range(low, self._last + 1):
            for cut in self._cuts(high):
                if cut.start > position:
                    return Span(start, cut.end)
        return Span(start, self._span.end)

    def since(self, position: int) -> Iterator[Span]:
        """Yield the sentences in order, beginning with the one at ``position``."""
        first = self.at(position)
        start = first.start
        for stretch in range((start - self._span.start) // _STRETCH, self._last + 1):
            for cut in self._cuts(stretch):
                if cut.start > start:
                    yield Span(start, cut.end)
                    start = cut.start
        if start < self._span.end:
            yield Span(start, self._span.end)

    def all(self) -> Iterator[Span]:
        """Yield the sentences of the block in order."""
        return self.since(self._span.start)


class Document:
    """A canonical text with its blocks, in order and disjoint; the white space between them belongs to no block.

    ``structure`` is what the text's format says of it; None for plain text, which has no emphasis and may break its lines
    anywhere.
    """

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        structure: Structure | None = None,
        boundaries: Boundaries = Boundaries(),  # noqa: B008 - it is immutable
    ) -> None:
        self.text = text
        self.blocks = blocks
        self._structure = structure
        self._boundaries = boundaries
        self.emphasis = structure.emphasis if structure else Emphases()
        self.keeps_lines = structure is not None
        """Whether a line end in a block is shown as one."""
        _, self._starts, _ = outline(blocks)
        self._sentences: dict[int, _Sentences] = {}

    @cached_property
    def proper_end(self) -> int:
        """The position where the article proper ends: captions and boilerplate behind it do not count as left to read."""
        return next((block.span.end for block in reversed(self.blocks) if block.kind not in SKIPPED), len(self.text))

    def share_until(self, position: int) -> float:
        """Return how much of the article proper comes before ``position``, 0 to 1."""
        return min(1.0, position / max(1, self.proper_end))

    @classmethod
    def read(cls, text: str, structure: Structure | None = None) -> Document:
        """Return the document of a canonical text; without a structure, its blocks are found by lines and wording."""
        return cls(text, structure.blocks if structure else plain_blocks(text), structure)

    def with_structure(self, blocks: Sequence[Block], boundaries: Boundaries) -> Document:
        """Return the same text with other blocks, and with these sentence boundaries."""
        return Document(self.text, blocks, self._structure, boundaries)

    def block_index(self, position: int) -> int:
        """Return the index of the block at ``position``, else of the next one, else of the last.

        ValueError if there are no blocks.
        """
        if not self.blocks:
            raise ValueError("a document without blocks has no positions")
        index = max(0, bisect_right(self._starts, position) - 1)
        if position >= self.blocks[index].span.end and index + 1 < len(self.blocks):
            index += 1
        return index

    def _of(self, index: int) -> _Sentences:
        sentences = self._sentences.get(index)
        if sentences is None:
            sentences = self._sentences[index] = self._unkept(index)
        return sentences

    def _unkept(self, index: int) -> _Sentences:
        return _Sentences(self.text, self.blocks[index], self._boundaries)

    def sentences_of(self, index: int) -> tuple[Span, ...]:
        """Return the sentences of one block."""
        return tuple(self._of(index).all())

    def count_sentences(self, index: int) -> int:
        """Return the number of sentences in one block, without remembering them."""
        return sum(1 for _ in self._unkept(index).all())

    def prose(self, step: int) -> Iterator[Span]:
        """Yield the text without blocks of the kinds in `SKIPPED`, in stretches of whole blocks.

        A stretch ends with the block that makes it longer than ``step`` code points.
        """
        start = end = 0
        for kind, block_start, block_end in zip(*outline(self.blocks), strict=True):
            if end and (kind in SKIPPED or end - start > step):
                yield Span(start, end)
                end = 0
            if kind not in SKIPPED:
                start, end = start if end else block_start, block_end
        if end:
            yield Span(start, end)

    def sentences(self, within: Span | None = None) -> Iterator[Span]:
        """Yield the sentences in order, or only those that overlap ``within``."""
        first = self.block_index(within.start) if within and self.blocks else 0
        for index in range(first, len(self.blocks)):
            if within and self.blocks[index].span.start >= within.end:
                return
            for sentence in self._of(index).since(within.start if within else 0):
                if within and sentence.start >= within.end:
                    return
                if within is None or sentence.overlaps(within):
                    yield sentence

    def sentence_at(self, position: int) -> Span:
        """Return the sentence at ``position``, or the first of the next block (ValueError without blocks)."""
        return self._of(self.block_index(position)).at(position)

    def sentence_after(self, position: int, skip: Collection[Kind] = ()) -> Span | None:
        """Return the first sentence that starts after ``position``, leaving out blocks of the kinds in ``skip``."""
        if not self.blocks:
            return None
        index = max(0, bisect_right(self._starts, position) - 1)
        while index < len(self.blocks):
            block = self.blocks[index]
            if block.kind not in skip and block.span.end > position:
                sentence = self._next_in(index, position)
                if sentence:
                    return sentence
            index += 1
        return None

    def _next_in(self, index: int, position: int) -> Span | None:
        block, sentences = self.blocks[index], self._of(index)
        for sentence in itertools.islice(sentences.since(max(position, block.span.start)), 2):
            if sentence.start > position:
                return sentence
        return None

    def sentence_before(self, position: int, skip: Collection[Kind] = ()) -> Span | None:
        """Return the last sentence that starts before ``position``, leaving out blocks of the kinds in ``skip``."""
        index = bisect_right(self._starts, position) - 1
        while index >= 0:
            block = self.blocks[index]
            if block.kind not in skip and block.span.start < position:
                sentence = self._of(index).at(min(position, block.span.end) - 1)
                if sentence.start < position:
                    return sentence
            index -= 1
        return None

    def word_at(self, position: int) -> Span | None:
        """Return the word at ``position``, if there is one."""
        for word in words(self.text, self._near(position)):
            if word.holds(position):
                return word
            if word.start > position:
                return None
        return None

    def word_after(self, position: int) -> Span | None:
        """Return the first word that starts after ``position``."""
        low, end = self._near(position).start, len(self.text)
        while low < end:
            stretch = Span(low, min(end, max(low, position) + _STRETCH))
            for word in words(self.text, stretch):
                # A word at the end of the stretch may continue behind it: look again from its start.
                if word.start > position and (word.end < stretch.end or stretch.end == end):
                    return word
            low = max(low + 1, stretch.end - 256)
            if stretch.end == end:
                return None
        return None

    def word_before(self, position: int) -> Span | None:
        """Return the last word that starts before ``position``."""
        high = position
        while high > 0:
            low = self._space_before(max(0, high - _STRETCH))
            before = [
                word for word in words(self.text, Span(low, min(len(self.text), high + 256))) if word.start < position
            ]
            if before:
                return before[-1]
            high = low
        return None

    def _near(self, position: int) -> Span:
        low = self._space_before(max(0, position - 256))
        return Span(low, max(low, min(len(self.text), position + 256)))

    def _space_before(self, position: int) -> int:
        """Return a position between words at or before ``position``, at most 256 code points away."""
        low = position
        while low > 0 and position - low < 256 and not self.text[low - 1].isspace():
            low -= 1
        return low

    def paragraph_ordinal(self, position: int) -> int | None:
        """Return the ordinal of the paragraph at ``position``; None in blocks of other kinds."""
        if not self.blocks:
            return None
        block = self.blocks[self.block_index(position)]
        return block.ordinal if block.kind is Kind.PARAGRAPH else None

    def paragraphs_of(self, spans: Iterable[Span]) -> list[int]:
        """Return the ordinals of the paragraphs that spans overlap, in order."""
        touched: set[int] = set()
        for span in spans if self.blocks else ():
            near = self.blocks[self.block_index(span.start) : self.block_index(span.end) + 1]
            touched.update(
                block.ordinal for block in near if block.kind is Kind.PARAGRAPH and block.span.overlaps(span)
            )
        return sorted(touched)

    @cached_property
    def pages(self) -> Sequence[Page]:
        """The pages of the text in order; none if it has no page breaks."""
        return self._structure.pages if self._structure else pages_in(self.text)

    def pages_of(self, spans: Iterable[Span]) -> list[tuple[str, str]]:
        """Return the labels of the pages that spans overlap, see `text.pages.page_ranges`."""
        return page_ranges(self.pages, spans) if self.pages else []

    @property
    def title(self) -> str:
        """The heading before the first paragraph, else the first words of the first block that is not boilerplate."""
        for block in self.blocks:
            if block.kind not in SKIPPED:
                start, limit = _after_mark(self.text, block), 4 * TITLE_LIMIT
                end = min(block.span.end, start + limit)
                if block.kind is not Kind.HEADING:
                    sentence = next(cuts(self.text, Span(start, block.span.end), start, start + limit), None)
                    end = sentence.end if sentence and sentence.end - start >= SHORT_TITLE else end
                return clipped(self.text[start:end])
        return ""
