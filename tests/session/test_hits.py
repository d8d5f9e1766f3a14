"""Hits as they are listed: the first before all are found, what is annotated at each, and what a hit stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

import pytest

from reader.layout.motion import Grain
from reader.session.annotations.annotate import annotate
from reader.session.annotations.annotate_hits import annotate_hits
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.workspace import Workspace
from reader.session.search import find
from reader.session.search.find import Hit
from reader.session.search.hits import (
    FIRST_BATCH,
    HitList,
    annotated_at,
    look_for,
    origins,
    passages_of,
    place_of,
)
from reader.text.document import Document
from reader.text.problem import Problem
from reader.text.span import Span


def hits_of(workspace: Workspace, query: str) -> tuple[Hit, ...]:
    return look_for(workspace, query).hits


def test_what_overlaps_a_hit_is_annotated_there(workspace: Workspace) -> None:
    port, *_others = hits_of(workspace, "port")
    before = annotate(workspace, "port", [Span(0, 3)], ["avant"])
    over = annotate(workspace, "port", [Span(0, 5), Span(20, 25)], ["mer"])
    inside = annotate(workspace, "port", [Span(4, 6)])
    annotate(workspace, "port", [Span(7, 12)])
    annotate(workspace, "ete", [Span(3, 7)])
    annotated = annotated_at(workspace, [port])
    assert {each.id for each in annotated[place_of(port)]} == {over.id, inside.id}
    assert before.id not in {each.id for each in annotated[place_of(port)]}
    assert annotated_at(workspace, hits_of(workspace, "dossier")) == {}


def test_every_hit_has_just_the_annotations_that_overlap_it(workspace: Workspace) -> None:
    spans = [Span(start, start + length) for start in range(0, 90, 6) for length in (3, 11)]
    made = [annotate(workspace, "port", [span]) for span in spans]
    hits = [Hit("port", Span(start, start + 4), "", "", "") for start in range(0, 90, 5)]
    annotated = annotated_at(workspace, hits)
    for hit in hits:
        expected = {each.id for each in made if each.spans[0].overlaps(hit.span)}
        assert {each.id for each in annotated.get(place_of(hit), ())} == expected


def many(workspace: Workspace, query: str, wanted: Any) -> Iterator[Hit]:
    for number in range(5 * FIRST_BATCH):
        yield Hit("port", Span(number, number + 1), "", "", "")


def test_the_first_hits_are_shown_before_all_are_found(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "search", many)
    shown: list[HitList] = []
    whole = look_for(workspace, "port", show=shown.append)
    assert [len(each.hits) for each in shown] == [FIRST_BATCH, 4 * FIRST_BATCH]
    assert not any(each.is_whole for each in shown)
    assert (whole.is_whole, whole.is_cut, len(whole.hits)) == (True, False, 5 * FIRST_BATCH)


def test_no_more_are_looked_for_than_are_listed_and_wanted(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "search", many)
    monkeypatch.setattr("reader.session.search.hits.MOST_HITS", 7)
    cut = look_for(workspace, "port")
    assert (cut.is_cut, len(cut.hits)) == (True, 7)
    left = iter([True] * 3)
    assert len(look_for(workspace, "port", lambda: next(left, False)).hits) == 3


def test_a_query_that_cannot_be_asked_is_said_with_the_result(workspace: Workspace) -> None:
    found = look_for(workspace, '"port')
    assert found.problem and found.hits == ()
    assert look_for(workspace, "quux").problem is None


def test_hits_stand_for_whole_words_sentences_or_paragraphs(workspace: Workspace) -> None:
    text = workspace.text("port")
    at = text.index("rutiers")
    hits = [
        Hit("port", span, span.of(text), text[: span.start], text[span.end : span.end + find.CONTEXT])
        for span in (Span(at, at + 4), Span(at + 1, at + 3))
    ]
    quotes = []
    for grain in Grain:
        ((_article, (span,)),) = passages_of(workspace, hits, {place_of(hit): grain for hit in hits})
        quotes.append(span.of(text).strip())
    assert quotes == ["grutiers", "Les grutiers reviennent.", "Le port rouvre. Les grutiers reviennent."]


def test_an_article_has_title_source_and_date(workspace: Workspace) -> None:
    assert origins(workspace)["ete"].title == "Un été"


def test_hits_are_not_taken_for_other_words_that_stand_there_by_now(workspace: Workspace) -> None:
    port, *others = hits_of(workspace, "port")
    grains = {place_of(hit): Grain.WORD for hit in (port, *others)}
    assert "port" in dict(passages_of(workspace, [port, *others], grains))
    changed = [*others, replace(port, quote="quai")]
    with pytest.raises(Problem, match="1 article has changed since it was searched") as raised:
        annotate_hits(workspace, passages_of(workspace, changed, grains), ["mer"])
    assert raised.value.places == ("port",)
    assert annotations_in(workspace) == []


def test_all_that_is_done_with_a_text_is_done_at_once(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    hits = hits_of(workspace, "port OR ete")
    articles, asked, document = {hit.article for hit in hits}, list[str](), workspace.document

    def noted(id_: str) -> Document:
        asked.append(id_)
        return document(id_)

    monkeypatch.setattr(workspace, "document", noted)
    annotate_hits(workspace, passages_of(workspace, hits, {place_of(hit): Grain.WORD for hit in hits}), ["mer"])
    assert len(articles) > 1 and len(list(groupby(asked))) == len(articles)
