"""Where an annotation is in a text that may have changed since it was made.

If the annotated text was kept, a `Revision` compares it once with the edited text, and the parts that the edit kept carry
the spans across. A passage of which less than half was kept is looked for in the parts of the new text that come from
no part of the old one (`relocate`). If the text was not kept, the quote is looked for (`quote_anchor`). An orphan is better than a
wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reader.annotation.model import Annotation, State
from reader.annotation.quote_anchor import ALONE, anchor_without_snapshot
from reader.annotation.relocate import completed, is_other_copy, only_place, search
from reader.annotation.revision import Revision
from reader.annotation.selector import CONTEXT, Selector
from reader.annotation.verdict import Changed, Exact, Moved, Orphan, Verdict, judge
from reader.text.changes import TextChanges
from reader.text.common_ends import Ends
from reader.text.fold import is_blank, with_marks
from reader.text.span import Span
from reader.translation import _

_ENOUGH = 0.5
"""The share of a passage that must be kept in its place; with less, it is looked for elsewhere."""
_LITTLE = 0.35
"""The share of a passage that must be kept if it is found nowhere else; the reader reviews what is left of it.

A passage cut in half keeps a little less than half, since a word is cut too. With 0.5 here, 4 of 100 highlights in
edited articles would become orphans although half of them is still there, and no fewer wrong places would show.
"""
_AROUND = 0.3
"""The share of the text around a short passage that must be kept."""
_BESIDE = 0.4
"""The share of the rest of its sentence that must be kept for a short passage to move without a review."""
_STOP = re.compile(r"[.!?]\W*(?:\s|$)|\n")


def anchor(spans: Sequence[Span], revision: Revision) -> Verdict:
    """Return where ``spans`` of the old text of ``revision`` are in the new one."""
    if revision.changes is None:
        return Exact(tuple(spans))
    passages = [revision.folded(span) for span in spans]
    carried: list[Span] = []
    for passage in passages:
        where = _places(revision, revision.changes, passage)
        if not where:
            return Orphan(_("The passage is no longer in the text."))
        carried += where
    carried.sort()
    if any(left.overlaps(right) for left, right in pairwise(carried)):
        return Orphan(_("Parts of the passage would overlap."))
    # Both the old and the new spans include the combining marks of their last letter.
    before = [revision.old.back(passage.start, passage.end).of(revision.old.original) for passage in passages]
    after = [span.of(revision.new.original) for span in carried]
    return judge(carried, before, after, doubtful=any(_is_doubtful(revision, revision.changes, span) for span in spans))


def _places(revision: Revision, changes: TextChanges, passage: Span) -> list[Span]:
    """Return where the parts of a passage of the folded old text are in the new text; nothing if it is lost."""
    parts = (
        _carried(revision, changes, passage, _ENOUGH)
        or only_place(revision, passage)
        or search(revision, passage)
        or _carried(revision, changes, passage, _LITTLE)
    )
    where = [revision.unfolded(part, passage) for part in completed(revision, passage, parts)]
    return [] if where and is_other_copy(revision, passage, where) else where


def _carried(revision: Revision, changes: TextChanges, span: Span, enough: float) -> tuple[Span, ...]:
    """Return the kept parts of a span if the edit kept at least the share ``enough`` of it, else nothing."""
    carried = changes.carried(span)
    if carried.kept < enough * len(span):
        return ()
    if len(span) < ALONE:
        # A short word occurs in many places, so the text around it must be kept too.
        around = Span(max(0, span.start - CONTEXT), min(len(revision.old.text), span.end + CONTEXT))
        if changes.kept(around) < _AROUND * len(around):
            return ()
    return tuple(part for part in carried.parts if revision.new.text[part.start : part.end].strip())


def _is_doubtful(revision: Revision, changes: TextChanges, span: Span) -> bool:
    """Whether a short passage is now in a different sentence, where the same words may be by accident."""
    if len(span) >= ALONE:
        return False
    text = revision.old.original
    before = _STOP.split(text[max(0, span.start - CONTEXT) : span.start])[-1]
    after = _STOP.split(text[span.end : span.end + CONTEXT])[0]
    beside = Span(span.start - len(before), span.start), Span(span.end, span.end + len(after))
    sides = [revision.folded(side) for side in beside]
    return sum(changes.kept(side) for side in sides) < _BESIDE * sum(len(side) for side in sides)


def follow(span: Span, revision: Revision) -> Span:
    """Return where a position in the old text of ``revision`` is now: at its words, else as near as possible.

    This is for positions where other words do no harm, such as where the reader stopped. The span is empty only in an
    empty text.
    """
    verdict = anchor((span,), revision)
    if not isinstance(verdict, Orphan):
        return verdict.spans[0].hull(verdict.spans[-1])
    if revision.changes is None:
        return span
    length = len(revision.new.original)
    at = revision.changes.position(revision.folded(span).start)
    start = min(revision.new.back(at, at).start, max(0, length - 1))
    return Span(start, min(start + 1, length))


def stayed(spans: Sequence[Span], ends: Ends, text: str) -> tuple[Span, ...]:
    """Return where ``spans`` of an old text are in ``text`` if all of them are in its unchanged ends; else nothing.

    The result is that of `anchor`, which takes long for long texts.
    """
    carried = [ends.carried(span) for span in spans]
    whole = [span for span in carried if span and _has_firm_edges(span, text)]
    return tuple(whole) if len(whole) == len(carried) else ()


def _has_firm_edges(span: Span, text: str) -> bool:
    """Whether a span begins and ends with whole letters that folding does not leave out."""
    edges = (text[span.start : span.start + 1], text[max(span.start, span.end - 1) : span.end])
    return not any(map(is_blank, edges)) and with_marks(text, span.end) == span.end


def placed(annotation: Annotation, text: str, sha256: str, revision: Revision | None = None) -> Annotation:
    """Return the annotation as it shows in ``text``, whose digest is ``sha256``; an orphan keeps its old spans.

    ``revision`` compares the annotated text with ``text``; without it the quote is looked for.
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
