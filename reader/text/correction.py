"""Corrections of the structure that the program proposes: where sentences end, and what a stretch of text is.

A correction of a sentence boundary has two spans, the word before the boundary and the word after it. One of a kind has
one, the sentences that are of that kind. They apply in the order in which they were made; a later one prevails.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reader.text.block import SKIPPED, Kind, Piece, trimmed
from reader.text.boundaries import Boundaries
from reader.text.document import Document
from reader.text.problem import Problem
from reader.text.segment import count_words, words
from reader.text.span import Span, with_span
from reader.text.table import Blocks, Table, outline
from reader.text.title import clipped
from reader.translation import N_, _

_NEAR = 300
"""Code points at the edge of a sentence in which its first or last word is looked for."""
_OPENING = "«“„\"‘'’‹([{¿¡*_"
"""Signs before a word that belong to its sentence."""


class Action(StrEnum):
    """What a correction does."""

    SPLIT = "split"
    JOIN = "join"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"

    @property
    def kind(self) -> Kind | None:
        """The kind that the sentences get; None if the correction is one of a sentence boundary."""
        return None if self in (Action.SPLIT, Action.JOIN) else Kind(self.value)


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction at its place in a text."""

    action: Action
    spans: tuple[Span, ...]

    def is_about(self, other: Correction) -> bool:
        """Whether both answer the same question: the same boundary, or the kind of the same sentences."""
        return self.spans == other.spans and (self.action.kind is None) == (other.action.kind is None)

    def fits(self, text: str) -> bool:
        """Whether its spans can be a place in ``text``: at a boundary, no word may have come between the two."""
        if len(self.spans) != (2 if self.action.kind is None else 1) or not all(map(len, self.spans)):
            return False
        first, last = self.spans[0], self.spans[-1]
        return last.end <= len(text) and (
            first is last or (first.end <= last.start and not any(map(str.isalnum, text[first.end : last.start])))
        )

    def holds(self, document: Document) -> bool:
        """Whether the structure of a document is already as the correction wants it."""
        first, last = self.spans[0], self.spans[-1]
        if self.action is Action.SPLIT:
            return document.sentence_at(last.start).start == last.start
        if self.action is Action.JOIN:
            return document.sentence_at(last.start).start <= first.start
        blocks = document.blocks[document.block_index(first.start) : document.block_index(first.end - 1) + 1]
        return all(block.kind is self.action.kind for block in blocks if block.span.overlaps(first))


def corrected(document: Document, corrections: Iterable[Correction]) -> Document:
    """Return ``document`` with corrections that fit its text, in the order in which they were made."""
    text = document.text
    stretches = _Stretches(document)
    splits: set[int] = set()
    joins: set[Span] = set()
    for correction in corrections:
        first, last = correction.spans[0], correction.spans[-1]
        gap = Span(first.end, max(first.end, last.start))
        if kind := correction.action.kind:
            stretches.set_kind(text, first, kind)
        elif correction.action is Action.SPLIT:
            splits.add(last.start)
            joins = {join for join in joins if not join.start < last.start <= join.end}
        else:
            stretches.join(gap)
            joins.add(gap)
            splits = {split for split in splits if not gap.start < split <= gap.end}
    return document.with_structure(stretches.blocks(), Boundaries(tuple(sorted(splits)), tuple(sorted(joins))))


class _Stretches:
    """The blocks of a document as three lists, since a large text has very many."""

    def __init__(self, document: Document) -> None:
        kinds, starts, ends = outline(document.blocks)
        self._kinds, self._starts, self._ends = list(kinds), list(starts), list(ends)

    def set_kind(self, text: str, span: Span, kind: Kind) -> None:
        """Make a span, in each block that it overlaps, a block of a kind."""
        low = bisect_right(self._ends, span.start)
        high = bisect_left(self._starts, span.end)
        pieces: list[Piece] = []
        for number in range(low, high):
            old, start, end = self._kinds[number], self._starts[number], self._ends[number]
            inside = trimmed(text, max(start, span.start), min(end, span.end))
            around = trimmed(text, start, inside.start), trimmed(text, inside.end, end)
            pieces += [(old, around[0]), (kind, inside), (old, around[1])]
        self._replace(low, high, [piece for piece in pieces if len(piece[1])])

    def join(self, gap: Span) -> None:
        """Make one block of the one that ends at the start of a gap and the one that begins at its end.

        Of two kinds, a paragraph prevails: its broken first line may have looked like a heading.
        """
        low, high = (max(0, bisect_right(self._starts, at) - 1) for at in (max(0, gap.start - 1), gap.end))
        if low < high:
            kinds = self._kinds[low], self._kinds[high]
            kind = Kind.PARAGRAPH if Kind.PARAGRAPH in kinds else kinds[0]
            self._replace(low, high + 1, [(kind, Span(self._starts[low], self._ends[high]))])

    def _replace(self, low: int, high: int, pieces: Sequence[Piece]) -> None:
        self._kinds[low:high] = [kind for kind, _ in pieces]
        self._starts[low:high] = [span.start for _, span in pieces]
        self._ends[low:high] = [span.end for _, span in pieces]

    def blocks(self) -> Blocks:
        """Return the blocks, numbered anew by kind."""
        return Blocks(Table.of_columns(self._kinds, self._starts, self._ends))


def words_added(base: Document, document: Document, corrections: Iterable[Correction]) -> int:
    """Return how many words more the prose of ``document`` has than that of ``base``, of which it is the corrected form.

    Only the blocks that corrections touch are counted, since a large text has very many words.
    """
    if not base.blocks:
        return 0
    regions: tuple[Span, ...] = ()
    for correction in corrections:
        hull = correction.spans[0].hull(correction.spans[-1])
        for each in (base, document):
            for position in (hull.start, hull.end - 1):
                hull = hull.hull(each.blocks[each.block_index(position)].span)
        regions = with_span(regions, hull)
    return sum(_prose_words(document, region) - _prose_words(base, region) for region in regions)


def _prose_words(document: Document, region: Span) -> int:
    blocks = document.blocks[document.block_index(region.start) : document.block_index(region.end - 1) + 1]
    prose = (block.span for block in blocks if block.kind not in SKIPPED and block.span.overlaps(region))
    return sum(count_words(document.text, span) for span in prose)


# -- what a person asks for


def split_at(document: Document, position: int) -> Correction:
    """Return what makes a sentence begin with the word at ``position``; Problem if none can begin there."""
    text, sentence = document.text, _sentence_at(document, position)
    word = document.word_at(position)
    if word is None or not sentence.covers(word):
        hint = _("Choose the word that the new sentence begins with.")
        raise Problem(_("There is no word at this position."), str(position), hint)
    start = _with_opening(text, word.start, sentence.start)
    before = _last_word(text, Span(sentence.start, start))
    if before is None:
        hint = _("Choose the word that the new sentence begins with.")
        raise Problem(_("The sentence already begins here."), clipped(text[start : sentence.end]), hint, status=1)
    return Correction(Action.SPLIT, (before, Span(start, word.end)))


def join_at(document: Document, position: int) -> Correction:
    """Return what makes one sentence of the one at ``position`` and the next; Problem if that cannot be."""
    text, sentence = document.text, _sentence_at(document, position)
    following = document.sentence_after(sentence.start)
    if following is None:
        raise Problem(
            _("This is the last sentence."), clipped(sentence.of(text)), _("Choose an earlier one."), status=1
        )
    before, after = _last_word(text, sentence), _first_word(text, following)
    if before is None or after is None:
        hint = _("Choose two sentences with words.")
        raise Problem(_("These sentences cannot be joined: one has no words."), str(position), hint, status=1)
    is_skipped = [document.blocks[document.block_index(each.start)].kind in SKIPPED for each in (sentence, following)]
    if is_skipped[0] != is_skipped[1]:
        hint = _("First make both of them paragraphs.")
        raise Problem(_("Only one of these sentences is a caption or boilerplate."), str(position), hint, status=1)
    gap = Span(sentence.end, following.start).of(text)
    if any(map(str.isalnum, text[before.end : after.start])):
        hint = _("Choose a sentence that follows the other at once.")
        raise Problem(_("These sentences cannot be joined: there is more between them."), gap, hint, status=1)
    return Correction(Action.JOIN, (before, after))


def set_kind_at(document: Document, span: Span, action: Action) -> list[Correction]:
    """Return what makes the sentences that ``span`` touches a block of a kind, one correction for each block.

    Problem if they are all of that kind.
    """
    kind = action.kind
    assert kind is not None
    _sentence_at(document, span.start)
    first, last = document.block_index(span.start), document.block_index(max(span.start, span.end - 1))
    made = []
    for index in range(first, last + 1):
        block = document.blocks[index]
        sentences = [sentence for sentence in document.sentences_of(index) if sentence.overlaps(span)]
        if block.kind is kind or not sentences:
            continue
        every = document.sentences_of(index)
        # The mark of a list item or a numbered heading belongs to the block, not to its first sentence.
        start = block.span.start if sentences[0] == every[0] else sentences[0].start
        made.append(Correction(action, (Span(start, sentences[-1].end),)))
    if not made:
        raise Problem(_(_ALREADY[action]), clipped(span.of(document.text)), _("Choose another passage."), status=1)
    return made


_ALREADY = {
    Action.HEADING: N_("This is already a heading."),
    Action.PARAGRAPH: N_("This is already a paragraph."),
    Action.CAPTION: N_("This is already a caption."),
    Action.BOILERPLATE: N_("This is already boilerplate."),
}


def _sentence_at(document: Document, position: int) -> Span:
    if not 0 <= position < len(document.text):
        hint = _("The positions of this text are 0 to {last}.").format(last=len(document.text) - 1)
        raise Problem(_("This position is not in the text."), str(position), hint)
    index = document.block_index(position) if document.blocks else None
    if index is None or not document.blocks[index].span.holds(position):
        raise Problem(_("There is no sentence at this position."), str(position), _("Choose a position inside one."))
    return document.sentence_at(position)


def _with_opening(text: str, start: int, low: int) -> int:
    """Return where the signs begin that open the word at ``start``, such as a quotation mark; not before ``low``."""
    at = start
    while at > low and (
        text[at - 1] in _OPENING or (text[at - 1].isspace() and at > low + 1 and text[at - 2] in _OPENING)
    ):
        at -= 1
    # A sign that is glued to the word before belongs to that word.
    return start if at > low and not text[at - 1].isspace() else at


def _last_word(text: str, span: Span) -> Span | None:
    near = [*words(text, Span(max(span.start, span.end - _NEAR), span.end))]
    return near[-1] if near else None


def _first_word(text: str, span: Span) -> Span | None:
    return next(words(text, Span(span.start, min(span.end, span.start + _NEAR))), None)
