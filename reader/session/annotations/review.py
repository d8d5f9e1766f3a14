"""The review queue: annotations whose text has changed so much that a person has to say where they belong.

A decision is an edit like any other: the old anchor stays in the history, and undo puts the annotation back in the queue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reader.annotation.edit import Change
from reader.annotation.model import Annotation, State
from reader.annotation.selector import JOINT
from reader.session.annotations.annotate import change, quoted
from reader.session.annotations.article_annotations import (
    TABLE,
    Placed,
    annotation_by_id,
    annotations_in,
    article_annotations,
)
from reader.session.library.workspace import Workspace
from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import _

AROUND = 160
"""Code points that are shown before and after a passage."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage and the text around it; whether the text goes on ``beyond`` that: before it, behind it."""

    before: str
    quote: str
    after: str
    beyond: tuple[bool, bool] = (True, True)


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """An annotation in the queue, its passage when it was marked, and the proposed place; None if there is none."""

    annotation: Annotation
    old: Passage
    candidate: Passage | None


def waiting(workspace: Workspace, article: str | None = None) -> list[ReviewItem]:
    """Return the queue of one article, or of all, each article's in text order."""
    return [_described(workspace, placed) for placed in _undecided(workspace, article)]


def waiting_ids(workspace: Workspace, article: str) -> list[str]:
    """Return the ids of the annotations in an article's queue, in text order."""
    return [placed.stored.id for placed in _undecided(workspace, article)]


def text_change_line(workspace: Workspace, article: str, how: str) -> str:
    """Return a line on what a change of the text did to an article's annotations; empty if it did nothing.

    ``how`` is the key or command that leads to the queue.
    """
    moved = sum(annotation.state is State.MOVED for annotation in annotations_in(workspace, article))
    waits = len(waiting_ids(workspace, article))
    if waits:
        return _("The text has changed. Moved along: {moved}. Waiting for your word ({how}): {waits}.").format(
            moved=moved, how=how, waits=waits
        )
    return _("The text has changed. Moved along: {moved}.").format(moved=moved) if moved else ""


def _undecided(workspace: Workspace, article: str | None) -> Iterator[Placed]:
    names = [article] if article else workspace.databases_of_articles()
    waiting = (
        (name, placed) for name in names for placed in article_annotations(workspace, name).placed() if placed.waits
    )
    articles: set[str] | None = None
    for name, placed in waiting:
        if articles is None:
            articles = {article.id for article in workspace.articles()}
        if name in articles:  # else its file is gone, which `scolie check` reports
            yield placed


def _described(workspace: Workspace, placed: Placed) -> ReviewItem:
    stored, shown = placed.stored, placed.shown
    text = workspace.store.text(stored.sha256)
    if text is None or shown.quote != stored.quote:  # the latter is without marks
        old = Passage(shown.prefix, shown.quote, shown.suffix)
    else:
        old = _passage(text, stored.spans)
    candidate = _passage(workspace.text(shown.article), shown.spans) if shown.state is State.CHANGED else None
    return ReviewItem(shown, old, candidate)


def _passage(text: str, spans: Sequence[Span]) -> Passage:
    start, end = spans[0].start, spans[-1].end
    quote = JOINT.join(span.of(text) for span in spans)
    beyond = (start > AROUND, len(text) > end + AROUND)
    return Passage(text[max(0, start - AROUND) : start], quote, text[end : end + AROUND], beyond)


def accept(workspace: Workspace, id_: str) -> Annotation:
    """Move the annotation to its proposed place; Problem if there is none."""
    annotation = annotation_by_id(workspace, id_)
    if annotation.state in (State.ORPHAN, State.ANCHORED):
        is_orphan = annotation.state is State.ORPHAN
        what = _("The annotation has no proposed place.") if is_orphan else _("The annotation needs no decision.")
        raise Problem(what, quoted(annotation), _("See `scolie review list`."), status=1)
    return change(workspace, annotation, spans=annotation.spans, what="accept")


def move(workspace: Workspace, id_: str, spans: Sequence[Span]) -> Annotation:
    """Move the annotation to ``spans`` of the present text."""
    return change(workspace, annotation_by_id(workspace, id_), spans=spans, what="move")


def orphan(workspace: Workspace, id_: str) -> Annotation:
    """Keep the annotation without a place. It stays in lists, searches and exports, and can be moved to a place later."""
    annotation = annotation_by_id(workspace, id_)
    article = annotation.article

    def make() -> list[Change]:
        before, _revision = workspace.store.get(article, TABLE, id_)
        if before is None:
            raise Problem(
                _("The annotation has been deleted."), quoted(annotation), _("Undo brings it back."), status=1
            )
        after = replace(Annotation.from_record(before), state=State.ORPHAN, score=None, modified=workspace.now())
        return [Change(article, TABLE, id_, before, after.to_record())]

    record, _revision = workspace.store.get(article, TABLE, id_)
    if record and record.get("state") != State.ORPHAN:
        workspace.apply("orphan", make, article)
    return annotation_by_id(workspace, id_)
