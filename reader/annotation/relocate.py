"""Look for a passage, or a part of one, that the comparison of the texts did not find.

Two ways are tried: words that are only once in each text, wherever they moved; and, in the unexplained stretches of the
new text, what is most similar to the lost words and their surroundings. A place that may be a copy of the passage is not
accepted. All spans are of the folded texts.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.annotation.quote_anchor import ALONE
from reader.annotation.revision import Revision, aligned
from reader.annotation.selector import CONTEXT
from reader.text.compare import compare
from reader.text.fold import fold_key
from reader.text.span import Span

_NEIGHBOUR = 16
"""Code points beside a repeated passage by which its copies are told apart."""
_SURE = 75.0
"""The similarity, of 100, that a place with its surroundings needs."""
_CLEARLY = 5.0
"""How much more similar the best place must be than the next."""
_HALF = 0.5
"""The share of a passage that must match where it is found."""


def only_place(revision: Revision, span: Span) -> tuple[Span, ...]:
    """Return where a passage is that each text has only once and that is too long to be a coincidence.

    The comparison keeps the order of the text, so it cannot follow what moved; unique words can.
    """
    words = revision.old.text[span.start : span.end]
    if len(words) < ALONE or _count(revision.old.text, words) != 1 or _count(revision.new.text, words) != 1:
        return ()
    at = revision.new.text.index(words)
    return (Span(at, at + len(words)),)


def search(revision: Revision, span: Span) -> tuple[Span, ...]:
    """Return where a lost span and its surroundings are in the unexplained stretches."""
    from rapidfuzz import fuzz

    gap = next(revision.changes.old_gaps(span), span).hull(span) if revision.changes else span
    around = Span(max(gap.start, span.start - CONTEXT), min(gap.end, span.end + CONTEXT))
    wanted = revision.old.text[around.start : around.end]
    if len(wanted.strip()) < ALONE // 2:
        return ()
    hits: list[tuple[float, Span]] = []
    for stretch in revision.spare:
        # The comparison may have matched a full stop or space at its edge with another one.
        spare = Span(max(0, stretch.start - 8), min(len(revision.new.text), stretch.end + 8))
        text = revision.new.text[spare.start : spare.end]
        if 2 * len(text) < len(wanted):
            continue
        at = text.find(wanted)
        if at >= 0:
            hits.append((100.0, Span(at, at + len(wanted)).shifted(spare.start)))
            at = text.find(wanted, at + 1)
            if at >= 0:
                hits.append((100.0, Span(at, at + len(wanted)).shifted(spare.start)))
            continue
        alignment = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=_SURE)
        if alignment is not None and alignment.src_end - alignment.src_start == len(wanted):
            hits.append((alignment.score, Span(alignment.dest_start, alignment.dest_end).shifted(spare.start)))
    hits.sort(key=lambda hit: (-hit[0], hit[1]))
    if not hits or (len(hits) > 1 and hits[1][0] > hits[0][0] - _CLEARLY):
        return ()
    place = Span(max(0, hits[0][1].start - 16), min(len(revision.new.text), hits[0][1].end + 16))
    local = compare(wanted, revision.new.text[place.start : place.end], aligned)
    carried = local.carried(span.shifted(-around.start))
    if carried.kept < _HALF * len(span):
        return ()
    return tuple(part.shifted(place.start) for part in carried.parts if len(part))


def completed(revision: Revision, span: Span, parts: tuple[Span, ...]) -> tuple[Span, ...]:
    """Add the stretches of a passage that an edit moved elsewhere, so that a split passage stays complete."""
    if not parts:
        return parts
    passage = list(parts)
    for gap in revision.changes.old_gaps(span) if revision.changes else ():
        lost = gap.meet(span)
        if lost is None or len(lost) < ALONE:
            continue
        for part in only_place(revision, lost) or search(revision, lost):
            if not any(part.overlaps(other) for other in passage):
                passage.append(part)
    return _merged(revision.new.text, sorted(passage))


def is_other_copy(revision: Revision, span: Span, parts: Sequence[Span]) -> bool:
    """Whether the place found may be another copy of the passage, since the old text had its words several times.

    The right copy still has the same words just before and just after it.
    """
    old, new = revision.old.text, revision.new.text
    start, end = parts[0].start, parts[-1].end
    words = fold_key(revision.new.original[start:end]).strip()
    copies = _count(old, words)
    if copies < 2 or _count(new, words) >= copies:
        return False
    before = _letters(old[max(0, span.start - _NEIGHBOUR) : span.start])
    after = _letters(old[span.end : span.end + _NEIGHBOUR])
    around = [
        _letters(fold_key(revision.new.original[max(0, start - 2 * _NEIGHBOUR) : start])),
        _letters(fold_key(revision.new.original[end : end + 2 * _NEIGHBOUR])),
    ]
    return not (around[0].endswith(before) and around[1].startswith(after))


def _letters(text: str) -> str:
    """Return the text without spaces, punctuation and hyphens, at line ends too."""
    return "".join(filter(str.isalnum, text))


def _merged(text: str, parts: list[Span]) -> tuple[Span, ...]:
    """Join neighbouring parts that have no words between them."""
    merged: list[Span] = []
    for part in parts:
        if merged and not any(character.isalnum() for character in text[merged[-1].end : part.start]):
            merged[-1] = merged[-1].hull(part)
        else:
            merged.append(part)
    return tuple(merged)


def _count(text: str, words: str) -> int:
    """Return how often ``words`` are in ``text``, overlapping places included."""
    first = text.find(words)
    if first < 0:
        return 0
    count, at = 1, text.find(words, first + 1)
    while at >= 0:
        count, at = count + 1, text.find(words, at + 1)
    return count
