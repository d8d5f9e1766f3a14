"""Return to the place in an article where the reader was, carried along if the text has changed since."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.ingest.source import load_head
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.workspace import Workspace
from reader.session.reading.positions import ReadingPosition, ReadingPositions
from reader.text.document import Document
from reader.text.problem import Problem
from reader.text.span import Span


def returned(workspace: Workspace, places: ReadingPositions, article: str) -> ReadingPosition:
    """Return the reading position in an article's present text, with focus and marks; cleared if it cannot be carried along."""
    digest = workspace.digest(article)
    place = places.inherit(article, digest, workspace.catalogue.has)
    if place.sha256 not in ("", digest):
        _carry(place, _carrier(workspace, places, article, place.sha256, _spans(place)))
    if place.sha256 != digest:
        place.sha256, places.changed = digest, True
    places.keep_text(workspace.text(article), digest)
    return place


def followed(workspace: Workspace, places: ReadingPositions, article: str, span: Span, digest: str) -> Span | None:
    """Return where a span of the kept text with ``digest`` is in the present one; None if that is not known."""
    if digest == workspace.digest(article):
        return span
    carry = _carrier(workspace, places, article, digest, [span])
    new = carry(span) if carry else None
    return new if new is not None and len(new) else None


Carry = Callable[[Span], Span]
"""Returns where a span of an earlier text is in the present one."""


def _carrier(
    workspace: Workspace, places: ReadingPositions, article: str, digest: str, spans: Sequence[Span]
) -> Carry | None:
    """Return what carries ``spans`` from the text with ``digest`` to the present one; None if that text is not kept."""
    ends = workspace.comparisons.ends(article, digest, places.text)
    if ends is None:
        return None
    carried = {span: ends.carried(span) for span in spans}
    revision = None
    if None in carried.values():
        revision = workspace.comparisons.revision(article, digest, places.text)
        if revision is None:
            return None

    from reader.annotation.anchor import follow

    def carry(span: Span) -> Span:
        new = carried[span]
        if new is None:
            assert revision is not None
            new = follow(span, revision)
        return new

    return carry


def _spans(place: ReadingPosition) -> list[Span]:
    return [*([place.span] if place.span else []), *(Span(*mark) for mark in place.marks.values())]


def _carry(place: ReadingPosition, carry: Carry | None) -> None:
    if carry is None:
        place.start = place.end = 0
        place.marks = {}
        return
    spans = {letter: carry(Span(*mark)) for letter, mark in place.marks.items()}
    place.marks = {letter: [span.start, span.end] for letter, span in spans.items() if len(span)}
    if place.span:
        focus = carry(place.span)
        place.start, place.end = focus.start, focus.end


def head(workspace: Workspace, places: ReadingPositions, article: str) -> Document | None:
    """Return the opening of a large article, to be shown while it is read.

    None if the reader was further on, or the structure was corrected: only the whole text shows what that applies to.
    """
    if places.of(article).span is not None or workspace.corrections.records(article):
        return None
    try:
        source = load_head(workspace.catalogue.file_of(article))
    except Problem:
        return None  # reading it will say why
    return source.document() if source else None


def made_ready(workspace: Workspace, places: ReadingPositions, article: str) -> None:
    """Do what takes long before a large article can be shown: read it, and compare it with its earlier text."""
    workspace.document(article)
    annotations_in(workspace, article)
    place = places.of(article)
    if place.sha256 not in ("", workspace.digest(article)):
        _carrier(workspace, places, article, place.sha256, _spans(place))
