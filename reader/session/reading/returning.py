"""Come back to an article: to where one was in it, carried along if its text has changed since."""

from __future__ import annotations

from collections.abc import Callable

from reader.ingest.source import load_head
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.workspace import Workspace
from reader.session.reading.positions import ReadingPosition, ReadingPositions
from reader.text.document import Document
from reader.text.problem import Problem
from reader.text.span import Span


def returned(workspace: Workspace, places: ReadingPositions, article: str) -> ReadingPosition:
    """Return the place of an article, with focus and marks in its text as it is now; one of another text is cleared."""
    digest = workspace.digest(article)
    place = places.inherit(article, digest, workspace.catalogue.has)
    if place.sha256 not in ("", digest):
        _carry(place, _led(workspace, places, article, place))
    if place.sha256 != digest:
        place.sha256, places.changed = digest, True
    places.keep_text(workspace.text(article), digest)
    return place


Way = Callable[[Span], Span]


def _led(workspace: Workspace, places: ReadingPositions, article: str, place: ReadingPosition) -> Way | None:
    """Return what takes a span of the text that the place counts in to the text now; None if that text is not kept."""
    ends = workspace.comparisons.ends(article, place.sha256, places.text)
    if ends is None:
        return None
    spans = [*([place.span] if place.span else []), *(Span(*mark) for mark in place.marks.values())]
    known = {span: ends.carried(span) for span in spans}
    revision = None
    if None in known.values():
        revision = workspace.comparisons.revision(article, place.sha256, places.text)
        if revision is None:
            return None

    from reader.annotation.anchor import follow

    def lead(span: Span) -> Span:
        found = known[span]
        if found is None:
            assert revision is not None
            found = follow(span, revision)
        return found

    return lead


def _carry(place: ReadingPosition, lead: Way | None) -> None:
    if lead is None:
        place.start = place.end = 0
        place.marks = {}
        return
    spans = {letter: lead(Span(*mark)) for letter, mark in place.marks.items()}
    place.marks = {letter: [span.start, span.end] for letter, span in spans.items() if len(span)}
    if place.span:
        focus = lead(place.span)
        place.start, place.end = focus.start, focus.end


def head(workspace: Workspace, places: ReadingPositions, article: str) -> Document | None:
    """Return the opening of a large article, to be looked at while it is read; None where one was further on."""
    if places.of(article).span is not None:
        return None
    try:
        source = load_head(workspace.catalogue.file_of(article))
    except Problem:
        return None  # reading it will say why
    return source.document() if source else None


def made_ready(workspace: Workspace, places: ReadingPositions, article: str) -> None:
    """Do what takes long before a large article can be shown: read it, and compare it with what it was."""
    workspace.document(article)
    annotations_in(workspace, article)
    place = places.of(article)
    if place.sha256 not in ("", workspace.digest(article)):
        _led(workspace, places, article, place)
