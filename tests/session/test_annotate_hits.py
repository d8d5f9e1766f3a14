"""Many passages of many articles are highlighted or tagged in one edit, and one undo takes all of it back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reader.annotation.model import Ink
from reader.session.annotations.annotate import annotate
from reader.session.annotations.annotate_hits import annotate_hits
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import redo, undo
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY, Put, Stale
from reader.text.problem import Problem
from reader.text.span import Span
from tests.conftest import TEXT


def marked(workspace: Workspace) -> list[tuple[str, str, tuple[str, ...]]]:
    paths = workspace.codebook.paths
    return [(each.article, each.quote, paths(each.tags)) for each in annotations_in(workspace)]


HITS = [("port", [Span(3, 7), Span(0, 2)]), ("ete", [Span(3, 6)])]


def test_all_hits_are_tagged_in_one_step_and_one_undo_takes_it_back(workspace: Workspace) -> None:
    before = len(workspace.history().entries)
    assert annotate_hits(workspace, HITS, ["mer", "lieu/quai"]) == 3
    tags = ("mer", "lieu/quai")
    assert [(article, tags_) for article, _, tags_ in marked(workspace)] == [
        ("ete", tags),
        ("port", tags),
        ("port", tags),
    ]
    assert [quote for _, quote, _ in marked(workspace)][1:] == ["Le", "port"]
    assert len(workspace.history().entries) == before + 1
    done = marked(workspace)
    undo(workspace)
    assert marked(workspace) == [] and workspace.codebook.all_paths() == []
    redo(workspace)
    assert marked(workspace) == done


def test_the_files_of_all_articles_are_noted_in_one_change_even_if_one_is_changed_meanwhile(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, tried = workspace.store.put, list[Sequence[Put]]()

    def another_is_quicker_once(puts: Sequence[Put]) -> None:
        tried.append(puts)
        if len(tried) == 1:
            put([Put(LIBRARY, "articles", "ete", {"id": "ete", "rating": 5}, 0)])
            raise Stale(puts[0])
        put(puts)

    monkeypatch.setattr(workspace.store, "put", another_is_quicker_once)
    annotate_hits(workspace, HITS)
    noted, _, edit = tried
    assert {each.id for each in noted} == {"ete", "port"} and {"history"} <= {each.table for each in edit}
    records = workspace.store.records(LIBRARY, "articles")
    assert all(records[article]["sha256"] == workspace.digest(article) for article, _ in HITS)
    assert records["ete"]["rating"] == 5


def test_what_is_highlighted_already_gets_what_it_lacks(workspace: Workspace) -> None:
    made = annotate(workspace, "port", [Span(3, 7)], ["mer"], "Une note.")
    assert annotate_hits(workspace, HITS, ["mer"]) == 2
    (same,) = (each for each in annotations_in(workspace) if each.id == made.id)
    assert same == made
    assert annotate_hits(workspace, [("port", [Span(3, 7)])], ["mer", "quai"]) == 1
    assert ("port", "port", ("mer", "quai")) in marked(workspace)
    assert annotate_hits(workspace, HITS, ["mer"]) == 0 and annotate_hits(workspace, HITS) == 0
    undo(workspace)
    assert ("port", "port", ("mer",)) in marked(workspace)


def test_highlights_have_the_ink(workspace: Workspace) -> None:
    assert annotate_hits(workspace, HITS, ink=Ink.BLUE) == 3
    assert {each.ink for each in annotations_in(workspace)} == {Ink.BLUE}


def test_a_passage_that_is_none_changes_nothing(workspace: Workspace) -> None:
    with pytest.raises(Problem, match="not a passage"):
        annotate_hits(workspace, [("ete", [Span(3, 6)]), ("port", [Span(0, 10_000)])], ["mer"])
    assert marked(workspace) == []


def test_each_passage_is_annotated_as_if_alone_and_once(workspace: Workspace) -> None:
    spans = [Span(start, end) for start in range(0, len(TEXT), 7) for end in (start + 3, start + 9) if end < len(TEXT)]
    spans = [span for span in spans if span.of(TEXT).strip()]
    assert annotate_hits(workspace, [("port", [*spans, *spans[:5]])], ["mer"]) == len(spans)
    together = marked(workspace)
    undo(workspace)
    for span in sorted(spans):
        annotate(workspace, "port", [span], ["mer"])
    assert marked(workspace) == together
