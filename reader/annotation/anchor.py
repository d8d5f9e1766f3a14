"""Where an annotation stands in a text that may have changed since it was made.

With the snapshot of the annotated text, a `Revision` is prepared once per edited text: what the edit kept carries
the spans across. A passage of which less than half was kept, a moved paragraph say, is looked for only in what the
edit did not explain. Without a snapshot the quote is looked for with its context, then alone if it is long enough to be no
accident. Rather an orphan than a wrong place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reader.annotation.model import Annotation, State
from reader.annotation.selector import CONTEXT, JOINT, Selector, places
from reader.text.changes import Changes
from reader.text.compare import compare
from reader.text.fold import Folded, fold, fold_key
from reader.text.span import Span

ALONE = 32
"""Code points from which a quote found once counts without its context."""
_ENOUGH = 0.5
_NEIGHBOUR = 16
"""Code points beside a repeated passage that tell its copies apart."""

_LITTLE = 0.35
"""What of a passage must be kept if it stands nowhere else: its better half stays, for the reader to review."""
_SURE = 75.0
_NEAR = 0.45
"""The likeness below which the words found are other words."""


@dataclass(frozen=True, slots=True)
class Exact:
    """The text is the one that was annotated."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """The same words stand elsewhere."""

    spans: tuple[Span, ...]
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Changed:
    """The words were altered; ``score``, from 0 to 1, says how near they are to the old ones."""

    spans: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Orphan:
    """The words are gone, or it cannot be said which of several places is theirs."""

    reason: str


Verdict = Exact | Moved | Changed | Orphan


@dataclass(frozen=True, slots=True)
class Revision:
    """An annotated text and what became of it, both folded, with what was kept and what is unexplained."""

    old: Folded
    new: Folded
    changes: Changes | None
    spare: tuple[Span, ...] = ()


def prepare(old_text: str, new_text: str) -> Revision:
    """Compare the text that was annotated with the text as it is now; once for all its annotations."""
    if old_text == new_text:
        same = Folded("")
        return Revision(same, same, None)
    old, new = fold(old_text), fold(new_text)
    changes = compare(old.text, new.text, _aligned)
    return Revision(old, new, changes, _spare(changes))


def _spare(changes: Changes) -> tuple[Span, ...]:
    """Return what of the new text is unexplained; a small word kept by accident does not part it."""
    spare: list[Span] = []
    for gap in (gap for gap in changes.new_gaps() if len(gap) > 3):
        if spare and gap.start - spare[-1].end < 8:
            spare[-1] = spare[-1].hull(gap)
        else:
            spare.append(gap)
    return tuple(spare)


def anchor(spans: Sequence[Span], revision: Revision) -> Verdict:
    """Return where ``spans`` of the old text of ``revision`` stand in the new one."""
    if revision.changes is None:
        return Exact(tuple(spans))
    found: list[Span] = []
    for span in spans:
        folded = _forth(revision.old, span)
        if not len(folded):
            return Orphan("The passage has no words.")
        parts = (
            _carried(revision, revision.changes, folded, _ENOUGH)
            or _single(revision, folded)
            or _searched(revision, folded)
            or _carried(revision, revision.changes, folded, _LITTLE)
        )
        parts = _completed(revision, folded, parts)
        where = [_trimmed(revision.new, _whole(revision, folded, part)) for part in parts]
        if not where or _is_other_copy(revision, folded, where):
            return Orphan("The passage is no longer in the text.")
        found += where
    found.sort()
    if any(left.overlaps(right) for left, right in pairwise(found)):
        return Orphan("The parts of the passage fell together.")
    before = fold_key(JOINT.join(span.of(revision.old.original) for span in spans)).strip()
    after = fold_key(JOINT.join(span.of(revision.new.original) for span in found)).strip()
    if before == after:
        return Moved(tuple(found))
    score = _likeness(before.replace(fold_key(JOINT), " "), after.replace(fold_key(JOINT), " "))
    if score < _NEAR:
        return Orphan("Other words stand there now.")
    return Changed(tuple(found), score)


def follow(span: Span, revision: Revision) -> Span:
    """Return where a reader was in the old text of ``revision``: where its words are now, else where they were.

    This is for places that claim nothing about the words there, such as where one stopped reading. The span is empty
    only in an empty text.
    """
    verdict = anchor((span,), revision)
    if not isinstance(verdict, Orphan):
        return verdict.spans[0].hull(verdict.spans[-1])
    if revision.changes is None:
        return span
    length = len(revision.new.original)
    at = revision.changes.position(_forth(revision.old, span).start)
    start = min(revision.new.back(at, at).start, max(0, length - 1))
    return Span(start, min(start + 1, length))


def anchor_without_snapshot(selector: Selector, text: str, parts: int = 1) -> Verdict:
    """Return where the quote of ``selector``, of so many ``parts``, stands in ``text``; only its own words will do."""
    quotes = selector.quote.split(JOINT) if parts > 1 else [selector.quote]
    near = 24
    spans: list[Span] = []
    for index, quote in enumerate(quotes):
        prefix = selector.prefix[-near:] if index == 0 else ""
        suffix = selector.suffix[:near] if index == len(quotes) - 1 else ""
        found = _one(text, quote, prefix, suffix)
        if found is None or (spans and found.start < spans[-1].end):
            return Orphan("The words are not there, or in several places.")
        spans.append(found)
    return Moved(tuple(spans))


def placed(annotation: Annotation, text: str, sha256: str, revision: Revision | None = None) -> Annotation:
    """Return the annotation as it shows in ``text``, whose digest is ``sha256``; an orphan keeps its old spans.

    ``revision`` leads from the text that was annotated to ``text``; without it the quote is looked for.
    """
    if annotation.sha256 == sha256:
        return annotation
    if revision is not None:
        verdict = anchor(annotation.spans, revision)
    else:
        selector = Selector(annotation.quote, annotation.prefix, annotation.suffix)
        verdict = anchor_without_snapshot(selector, text, len(annotation.spans))
    match verdict:
        case Moved(spans):
            return replace(annotation, spans=spans, state=State.MOVED)
        case Changed(spans, score):
            return replace(annotation, spans=spans, state=State.CHANGED, score=score)
        case Orphan():
            return replace(annotation, state=State.ORPHAN)
        case Exact():
            return annotation


def _forth(folded: Folded, span: Span) -> Span:
    """Return the span of the folded text that ``span`` of the original became, outer blanks left out."""
    every = range(len(folded.text))
    start = bisect_left(every, span.start, key=lambda at: folded.back(at, at).start)
    end = bisect_left(every, span.end, lo=start, key=lambda at: folded.back(at, at).start)
    while start < end and folded.text[start] == " ":
        start += 1
    while start < end and folded.text[end - 1] == " ":
        end -= 1
    return Span(start, end)


def _whole(revision: Revision, old: Span, new: Span) -> Span:
    """Return ``new`` with its edges moved to the nearest ends of words where those of ``old`` are such ends."""
    start, end = new.start, new.end
    if not _cuts(revision.old.text, old.start):
        start = _nearest(revision.new.text, start)
    if not _cuts(revision.old.text, old.end):
        end = _nearest(revision.new.text, end)
    return Span(start, end) if start < end else new


def _cuts(text: str, at: int) -> bool:
    """Whether ``at`` is inside a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _nearest(text: str, at: int) -> int:
    for distance in range(12):
        for place in (at - distance, at + distance):
            if 0 <= place <= len(text) and not _cuts(text, place):
                return place
    return at


def _trimmed(folded: Folded, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and folded.text[start] == " ":
        start += 1
    while start < end and folded.text[end - 1] == " ":
        end -= 1
    return folded.back(start, end)


def _carried(revision: Revision, changes: Changes, span: Span, enough: float) -> tuple[Span, ...]:
    """Return the parts of a span of which the edit kept the share ``enough``, else nothing."""
    carried = changes.carried(span)
    if carried.kept < enough * len(span):
        return ()
    if len(span) < ALONE:
        # A short word stands everywhere: what is around it must have come along.
        around = Span(max(0, span.start - CONTEXT), min(len(revision.old.text), span.end + CONTEXT))
        if changes.kept(around) < 0.3 * len(around):
            return ()
    return tuple(part for part in carried.parts if revision.new.text[part.start : part.end].strip())


def _single(revision: Revision, span: Span) -> tuple[Span, ...]:
    """Return where a passage stands that both texts have once, and that is too long to be there by accident.

    A comparison in order cannot follow what was moved; words that are the only ones of their kind can be no others.
    """
    words = revision.old.text[span.start : span.end]
    if len(words) < ALONE or _count(revision.old.text, words) != 1 or _count(revision.new.text, words) != 1:
        return ()
    at = revision.new.text.index(words)
    return (Span(at, at + len(words)),)


def _completed(revision: Revision, span: Span, parts: tuple[Span, ...]) -> tuple[Span, ...]:
    """Add to the parts of a passage those of its stretches that an edit has put elsewhere: torn apart, it stays whole."""
    if not parts:
        return parts
    found = list(parts)
    for gap in revision.changes.old_gaps(span) if revision.changes else ():
        lost = gap.meet(span)
        if lost is None or len(lost) < ALONE:
            continue
        for part in _single(revision, lost) or _searched(revision, lost):
            if not any(part.overlaps(other) for other in found):
                found.append(part)
    return _merged(revision.new.text, sorted(found))


def _merged(text: str, parts: list[Span]) -> tuple[Span, ...]:
    """Join neighbouring parts between which there are no words."""
    merged: list[Span] = []
    for part in parts:
        if merged and not any(character.isalnum() for character in text[merged[-1].end : part.start]):
            merged[-1] = merged[-1].hull(part)
        else:
            merged.append(part)
    return tuple(merged)


def _is_other_copy(revision: Revision, span: Span, parts: Sequence[Span]) -> bool:
    """Whether what was found may be a copy of what was lost: its words stood more often in the old text.

    Its own copy still has both neighbours that the passage had: the words just before, and just behind.
    """
    old, new = revision.old.text, revision.new.text
    start, end = parts[0].start, parts[-1].end
    words = fold_key(revision.new.original[start:end]).strip()
    copies = _count(old, words)
    if copies < 2 or _count(new, words) >= copies:
        return False
    before, after = old[max(0, span.start - _NEIGHBOUR) : span.start], old[span.end : span.end + _NEIGHBOUR]
    around = [
        fold_key(revision.new.original[max(0, start - 2 * _NEIGHBOUR) : start]),
        fold_key(revision.new.original[end : end + 2 * _NEIGHBOUR]),
    ]
    return not (around[0].rstrip().endswith(before.strip()) and around[1].lstrip().startswith(after.strip()))


def _count(text: str, words: str) -> int:
    """Return how often ``words`` stand in ``text``, overlapping places too."""
    first = text.find(words)
    if first < 0:
        return 0
    count, at = 1, text.find(words, first + 1)
    while at >= 0:
        count, at = count + 1, text.find(words, at + 1)
    return count


def _searched(revision: Revision, span: Span) -> tuple[Span, ...]:
    """Return where a lost span stands, with what surrounded it, in what the edit did not explain."""
    from rapidfuzz import fuzz

    gap = next(revision.changes.old_gaps(span), span).hull(span) if revision.changes else span
    around = Span(max(gap.start, span.start - CONTEXT), min(gap.end, span.end + CONTEXT))
    wanted = revision.old.text[around.start : around.end]
    if len(wanted.strip()) < ALONE // 2:
        return ()
    hits: list[tuple[float, Span]] = []
    for stretch in revision.spare:
        # A stop or a blank at its edge may have been taken for one that was kept.
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
        found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=_SURE)
        if found is not None and found.src_end - found.src_start == len(wanted):
            hits.append((found.score, Span(found.dest_start, found.dest_end).shifted(spare.start)))
    hits.sort(key=lambda hit: (-hit[0], hit[1]))
    if not hits or (len(hits) > 1 and hits[1][0] > hits[0][0] - 5):
        return ()
    place = Span(max(0, hits[0][1].start - 16), min(len(revision.new.text), hits[0][1].end + 16))
    local = compare(wanted, revision.new.text[place.start : place.end], _aligned)
    carried = local.carried(span.shifted(-around.start))
    if carried.kept < _ENOUGH * len(span):
        return ()
    return tuple(part.shifted(place.start) for part in carried.parts if len(part))


def _aligned(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    from rapidfuzz.distance import Levenshtein

    steps = Levenshtein.opcodes(old, new)
    return [(o.src_start, o.dest_start, o.src_end - o.src_start) for o in steps if o.tag == "equal"]


def _likeness(before: str, after: str) -> float:
    """Return from 0 to 1 how much of both is the same."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(before, after)


def _one(text: str, quote: str, prefix: str, suffix: str) -> Span | None:
    tries = [(prefix, suffix), (prefix, ""), ("", suffix)]
    if len(quote) >= ALONE:
        tries.append(("", ""))
    for before, after in tries:
        if not before and not after and len(quote) < ALONE:
            continue
        found = places(text, quote, before, after)
        if len(found) == 1:
            return found[0]
    return None
