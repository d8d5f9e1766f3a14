"""Motion: where the focus goes, and what is selected. Pure functions of a document and a selection.

The *focus* is the lit unit: a word, sentence or paragraph. The *selection* goes from the unit of the anchor to the
focus, both included. The *grain* is the size of the unit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from reader.text.document import SKIPPED, Document
from reader.text.span import Span


class Grain(IntEnum):
    """The size of the unit in focus."""

    WORD = 0
    SENTENCE = 1
    PARAGRAPH = 2


@dataclass(frozen=True, slots=True)
class Selection:
    """The unit where the selection began, and the focus. ``sticky``: every motion extends the selection."""

    anchor: Span
    focus: Span
    grain: Grain = Grain.SENTENCE
    sticky: bool = False

    @property
    def span(self) -> Span:
        """The span that a command acts on."""
        return self.anchor.hull(self.focus)

    @property
    def extended(self) -> bool:
        """Whether more than the focus is selected."""
        return self.anchor != self.focus

    def collapsed(self) -> Selection:
        """Return the selection of the focus alone."""
        return replace(self, anchor=self.focus, sticky=False)

    def swapped(self) -> Selection:
        """Return the selection with its other end as the focus."""
        return replace(self, anchor=self.focus, focus=self.anchor)


def unit_at(document: Document, position: int, grain: Grain) -> Span:
    """Return the unit at a position; where there is no word, the sentence."""
    if grain is Grain.WORD:
        word = document.word_at(position) or document.word_after(position) or document.word_before(position)
        return word or document.sentence_at(position)
    if grain is Grain.PARAGRAPH:
        return document.blocks[document.block_index(position)].span
    return document.sentence_at(position)


def whole(document: Document, span: Span, grain: Grain) -> Span:
    """Return ``span``, which has a character, widened to whole words, sentences or paragraphs."""
    last = span.end - 1
    if grain is Grain.WORD:
        return span.hull(document.word_at(span.start) or span).hull(document.word_at(last) or span)
    return unit_at(document, span.start, grain).hull(unit_at(document, last, grain))


def opening(document: Document, position: int = -1) -> Selection | None:
    """Return the selection at the first sentence after ``position``, past captions and boilerplate if possible."""
    if not document.blocks:
        return None
    sentence = (
        document.sentence_after(position, SKIPPED) or document.sentence_after(position) or document.sentence_at(0)
    )
    return Selection(sentence, sentence)


def beside(document: Document, unit: Span, grain: Grain, step: int) -> Span | None:
    """Return the next (``step`` 1) or previous (-1) unit of a grain. Sentences and paragraphs in `SKIPPED` are left out."""
    if grain is Grain.WORD:
        return document.word_after(unit.start) if step > 0 else document.word_before(unit.start)
    if grain is Grain.SENTENCE:
        if step > 0:
            return document.sentence_after(unit.start, SKIPPED)
        return document.sentence_before(unit.start, SKIPPED)
    index = document.block_index(unit.start) + step
    while 0 <= index < len(document.blocks):
        if document.blocks[index].kind not in SKIPPED:
            return document.blocks[index].span
        index += step
    return None


def moved(document: Document, now: Selection, grain: Grain, step: int, *, extend: bool = False) -> Selection:
    """Move the focus by one unit of ``grain``; ``extend`` or a sticky selection keeps the anchor.

    A motion by paragraph goes to the first sentence of the paragraph.
    """
    extend = extend or now.sticky
    unit_grain = Grain.SENTENCE if grain is Grain.PARAGRAPH else grain
    start = now.focus
    if grain is Grain.WORD and now.grain is not Grain.WORD:
        # From a sentence, the first motion by word enters it.
        target = unit_at(document, start.start if step > 0 else max(start.start, start.end - 2), Grain.WORD)
    else:
        unit = beside(document, start, grain, step)
        if unit is None:
            return now
        target = unit_at(document, unit.start, unit_grain) if grain is Grain.PARAGRAPH else unit
    anchor = now.anchor if extend else target
    if extend and grain is Grain.WORD and now.grain is not Grain.WORD and not now.extended:
        anchor = target
    return Selection(anchor, target, unit_grain, now.sticky)


def grown(document: Document, now: Selection, step: int) -> Selection:
    """Grow (1) or shrink (-1) the units at both ends: word, sentence, paragraph. The end stays in the last unit."""
    grain = Grain(min(max(now.grain + step, Grain.WORD), Grain.PARAGRAPH))
    first, last = sorted((now.anchor, now.focus))
    start = unit_at(document, first.start, grain)
    end = _last_in(document, last, grain) if now.extended and step < 0 else unit_at(document, last.start, grain)
    end = max(start, end)
    anchor, focus = (start, end) if now.anchor <= now.focus else (end, start)
    return Selection(anchor, focus, grain, now.sticky)


def _last_in(document: Document, unit: Span, grain: Grain) -> Span:
    """Return the last unit of a smaller grain in a unit."""
    position = max(unit.start, unit.end - 1)
    if grain is Grain.WORD:
        word = document.word_before(unit.end)
        return word if word and word.start >= unit.start else unit_at(document, unit.start, grain)
    return document.sentence_at(position)


def snapped(document: Document, now: Selection) -> Selection:
    """Extend the selection to whole sentences, quotation marks and punctuation included."""
    span = now.span
    first = document.sentence_at(span.start)
    last = document.sentence_at(max(span.start, span.end - 1))
    return Selection(first, last, Grain.SENTENCE, now.sticky)


MOST_COUNTED = 500
"""Units that `units_in` counts at most: it runs at every key."""


def units_in(document: Document, selection: Selection) -> int:
    """Return how many units of its grain a selection has, at most `MOST_COUNTED`."""
    span, count, unit = selection.span, 1, unit_at(document, selection.span.start, selection.grain)
    while count < MOST_COUNTED and unit.end < span.end:
        following = beside(document, unit, selection.grain, 1)
        if following is None or following.start <= unit.start or following.start >= span.end:
            break
        unit, count = following, count + 1
    return count
