"""The hits of a query with what a list of them shows: where they come from, and what is annotated there already."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reader.annotation.model import Annotation
from reader.layout.motion import Grain, whole
from reader.search.concordance import Origin, by_article, passages
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.workspace import Workspace
from reader.session.search import find
from reader.session.search.find import CONTEXT, Hit
from reader.text.document import Document
from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import _, ngettext, number

MOST_HITS = 10_000
"""Hits that are listed; what a query finds beyond that is not."""
FIRST_BATCH = 50
"""Hits that are shown before all are found."""

Place = tuple[str, Span]
"""An article's id, and where in it a hit is."""


def place_of(hit: Hit) -> Place:
    """Return what tells a hit from all others."""
    return hit.article, hit.span


@dataclass(frozen=True, slots=True)
class HitList:
    """What a query finds, in the order of articles and text, and what keeps it from finding anything.

    ``is_cut``: there are more hits than these. ``is_whole``: the search is over.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    problem: Problem | None = None
    is_cut: bool = False
    is_whole: bool = True
    annotated: Mapping[Place, tuple[Annotation, ...]] = field(default_factory=dict)

    @property
    def finds_nothing(self) -> bool:
        """Whether the search is over, could be made, and has found nothing."""
        return self.is_whole and not self.hits and self.problem is None


def look_for(
    workspace: Workspace,
    query: str,
    wanted: Callable[[], bool] = lambda: True,
    show: Callable[[HitList], None] = lambda _found: None,
) -> HitList:
    """Return what a query finds, as far as it is ``wanted``; ``show`` gets the first hits before all are found."""
    hits: list[Hit] = []
    problem, is_cut, batch = None, False, FIRST_BATCH
    try:
        for hit in find.search(workspace, query, wanted):
            if len(hits) >= MOST_HITS or not wanted():
                is_cut = len(hits) >= MOST_HITS
                break
            hits.append(hit)
            if len(hits) == batch:
                batch *= 4
                show(HitList(query, tuple(hits), is_whole=False, annotated=annotated_at(workspace, hits)))
    except Problem as error:
        problem = error
    return HitList(query, tuple(hits), problem, is_cut, annotated=annotated_at(workspace, hits))


def origins(workspace: Workspace) -> dict[str, Origin]:
    """Return where the hits of each article come from."""
    return {
        article.id: Origin(article.title, article.metadata.source, article.metadata.date)
        for article in workspace.articles()
    }


def annotated_at(workspace: Workspace, hits: Iterable[Hit]) -> dict[Place, tuple[Annotation, ...]]:
    """Return the annotations that overlap each hit, of those that overlap any."""
    annotated: dict[Place, tuple[Annotation, ...]] = {}
    databases = frozenset(workspace.databases_of_articles())
    for article, own in by_article(hits).items():
        there = (
            [each for each in annotations_in(workspace, article) if each.state.has_words]
            if article in databases
            else []
        )
        if there:
            annotated |= _overlapping(own, there)
    return annotated


def _overlapping(hits: Sequence[Hit], annotations: Sequence[Annotation]) -> dict[Place, tuple[Annotation, ...]]:
    ordered = sorted(hits, key=lambda hit: hit.span)
    ends = [hit.span.end for hit in ordered]
    over: dict[Place, list[Annotation]] = {}
    for annotation in annotations:
        for span in annotation.spans:
            at = bisect_left(ends, span.start + 1)
            while at < len(ordered) and ordered[at].span.start < span.end:
                beside = over.setdefault(place_of(ordered[at]), [])
                if annotation not in beside:
                    beside.append(annotation)
                at += 1
    return {place: tuple(each) for place, each in over.items()}


def passage_of(workspace: Workspace, place: Place, grain: Grain) -> Span:
    """Return the passage that a hit stands for: its words, its sentence or its paragraph."""
    article, span = place
    return whole(workspace.document(article), span, grain)


def passages_of(
    workspace: Workspace, hits: Iterable[Hit], grains: Mapping[Place, Grain]
) -> Iterator[tuple[str, list[Span]]]:
    """Yield the passages that hits stand for, each once, article by article, so that each text is read once.

    What stands at a hit may have changed since the search. Such articles are left out, and a Problem names them at the end.
    """
    changed: list[str] = []
    for article, own in by_article(hits).items():
        document = _document(workspace, article)
        if document and _stand(own, document.text):
            yield article, passages(document, [(hit.span, grains[place_of(hit)]) for hit in own])
        else:
            changed.append(article)
    if changed:
        raise _have_changed(changed)


def check_unchanged(workspace: Workspace, hits: Sequence[Hit]) -> None:
    """Raise the same Problem if other words stand at the place of a hit by now."""
    for _passages in passages_of(workspace, hits, dict.fromkeys(map(place_of, hits), Grain.WORD)):
        pass


def _have_changed(articles: Sequence[str]) -> Problem:
    title = ngettext(
        "{count} article has changed since it was searched.",
        "{count} articles have changed since they were searched.",
        len(articles),
    ).format(count=number(len(articles)))
    return Problem(title, "", _("Search again."), tuple(articles), status=1)


def _document(workspace: Workspace, article: str) -> Document | None:
    """Return the text of an article; None if it is gone or cannot be read."""
    try:
        return workspace.document(article)
    except Problem:
        return None


def _stand(hits: Iterable[Hit], text: str) -> bool:
    """Whether hits stand where they were found, with the same words around them: a short one may stand anywhere by chance."""
    return all(
        text[max(0, hit.span.start - CONTEXT) : hit.span.end + CONTEXT] == hit.before + hit.quote + hit.after
        for hit in hits
    )
