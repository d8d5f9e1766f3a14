"""Come back to an article: to where one was in it, carried along if its text has changed since."""

from __future__ import annotations

from reader.annotation.anchor import follow
from reader.annotation.revision import Revision
from reader.ingest.source import load_head
from reader.session.annotating import annotations_in, way
from reader.session.reading import Place, Places
from reader.session.workspace import Workspace
from reader.text.document import Document
from reader.text.problem import Problem
from reader.text.span import Span


def returned(workspace: Workspace, places: Places, article: str) -> Place:
    """Return the place of an article, with focus and marks in its text as it is now; one of another text is cleared."""
    digest = workspace.digest(article)
    place = places.inherit(article, digest, workspace.shelf.has)
    if place.sha256 not in ("", digest):
        _carry(place, way(workspace, article, place.sha256, places.text))
    if place.sha256 != digest:
        place.sha256, places.changed = digest, True
    places.keep_text(workspace.text(article), digest)
    return place


def _carry(place: Place, revision: Revision | None) -> None:
    if revision is None:
        place.start = place.end = 0
        place.marks = {}
        return
    spans = {letter: follow(Span(*mark), revision) for letter, mark in place.marks.items()}
    place.marks = {letter: [span.start, span.end] for letter, span in spans.items() if len(span)}
    if place.span:
        focus = follow(place.span, revision)
        place.start, place.end = focus.start, focus.end


def head(workspace: Workspace, places: Places, article: str) -> Document | None:
    """Return the opening of a large article, to be looked at while it is read; None where one was further on."""
    if places.of(article).span is not None:
        return None
    try:
        source = load_head(workspace.shelf.file_of(article))
    except Problem:
        return None  # reading it will say why
    return Document.read(source.text, markdown=source.markdown)


def made_ready(workspace: Workspace, places: Places, article: str) -> None:
    """Do what takes long before a large article can be shown: read it, and compare it with what it was."""
    workspace.document(article)
    annotations_in(workspace, article)
    old = places.of(article).sha256
    if old not in ("", workspace.digest(article)):
        way(workspace, article, old, places.text)
