"""What is known of every article at once: right, hit while nothing changes, made anew when something does."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotation.history import History
from reader.annotation.model import Annotation
from reader.config.path import state_folder
from reader.session.annotations.annotate import annotate, change, delete
from reader.session.annotations.article_annotations import annotation_by_id, annotations_in
from reader.session.annotations.undo import redo, undo
from reader.session.codebook import tag_edits
from reader.session.library import summaries
from reader.session.library.opening import close_library
from reader.session.library.summaries import Summary, summary_of
from reader.store.interface import Store
from reader.text.problem import Problem
from reader.text.span import Span
from tests.libraries import open_with_articles


@pytest.fixture
def summed_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the databases that have been summed up, one for each time."""
    names: list[str] = []

    def counted(store: Store, name: str) -> Summary:
        names.append(name)
        return summary_of(store, name)

    monkeypatch.setattr(summaries, "summary_of", counted)
    return names


def test_a_start_sums_up_only_what_has_changed_since_the_last(root: Path, summed_up: list[str]) -> None:
    first = open_with_articles(root)
    annotate(first, "port", [Span(0, 15)], ["mer"])
    annotate(first, "ete", [Span(2, 8)])
    close_library(first)
    summed_up.clear()
    again = open_with_articles(root)
    assert [(article.id, article.annotations) for article in again.articles()] == [("port", 1), ("ete", 1)]
    assert summed_up == []
    annotate(again, "port", [Span(16, 39)])
    assert {article.id: article.annotations for article in again.articles()} == {"port": 2, "ete": 1}
    assert "port" in summed_up
    assert "ete" not in summed_up
    other = open_with_articles(root)
    annotate(other, "ete", [Span(10, 24)])
    again.store.refresh()
    assert {article.id: article.annotations for article in again.articles()} == {"port": 2, "ete": 2}


def test_the_logs_are_looked_at_once_and_then_only_those_with_news(
    root: Path, monkeypatch: pytest.MonkeyPatch, summed_up: list[str]
) -> None:
    workspace = open_with_articles(root)
    annotate(workspace, "port", [Span(0, 15)])
    annotate(workspace, "ete", [Span(2, 8)])
    workspace.summaries.all()
    looked: list[int] = []
    monkeypatch.setattr(workspace.store, "stamps", lambda: looked.append(1))
    summed_up.clear()
    assert undo(workspace).entry["article"] == "ete"
    assert (workspace.summaries.all()["ete"].annotations, looked, summed_up) == (0, [], ["ete"])
    assert undo(workspace).entry["article"] == "port"
    assert (workspace.summaries.all()["port"].annotations, looked, summed_up) == (0, [], ["ete", "port"])


@pytest.mark.parametrize("watched", [False, True])
def test_what_others_have_done_to_an_article_a_moment_ago_counts(root: Path, watched: bool) -> None:
    first, second = open_with_articles(root), open_with_articles(root)
    first.undo_index.watched = watched
    annotate(first, "port", [Span(0, 15)])
    assert undo(first).entry["what"] == "highlight"
    annotate(first, "port", [Span(0, 15)])
    annotate(second, "port", [Span(16, 39)])
    assert undo(first).entry["id"] == second.history().entries[-1]["id"]
    assert [annotation.spans for annotation in annotations_in(first, "port")] == [(Span(0, 15),)]


@pytest.mark.parametrize("watched", [False, True])
def test_a_tag_that_others_have_given_a_moment_ago_stays(root: Path, watched: bool) -> None:
    first, second = open_with_articles(root), open_with_articles(root, "Bob")
    first.undo_index.watched = watched
    annotate(first, "port", [Span(0, 15)], ["mer"])
    second.store.refresh()
    annotate(second, "ete", [Span(2, 8)], ["mer"])
    undo(first)
    assert first.codebook.at("mer")
    assert annotations_in(first, "port") == []


def test_what_uses_a_tag_is_what_reading_all_would_find(root: Path) -> None:
    workspace = open_with_articles(root)
    made_here = annotate(workspace, "port", [Span(0, 15)], ["mer", "vent"])
    annotate(workspace, "ete", [Span(2, 8)], ["vent"])
    mer, vent = made_here.tags
    assert workspace.summaries.using(frozenset({mer})) == ["port"]
    assert sorted(workspace.summaries.using(frozenset({mer, vent}))) == ["ete", "port"]
    delete(workspace, made_here)
    assert workspace.summaries.using(frozenset({mer})) == []


def test_what_changes_while_it_is_summed_up_is_summed_up_once_more(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_with_articles(root)
    annotate(workspace, "port", [Span(0, 15)])

    def overtaken(store: Store, name: str) -> Summary:
        summary = summary_of(store, name)
        monkeypatch.setattr(summaries, "summary_of", summary_of)
        annotate(workspace, "port", [Span(16, 39)])
        return summary

    monkeypatch.setattr(summaries, "summary_of", overtaken)
    workspace.summaries.all()
    assert workspace.summaries.all()["port"].annotations == 2


def test_a_damaged_cache_costs_time_and_nothing_else(root: Path) -> None:
    first = open_with_articles(root)
    annotate(first, "port", [Span(0, 15)])
    close_library(first)
    (kept,) = (state_folder() / "summaries").iterdir()
    for said in ("", "{", '{"version": 1}', '{"version": 1, "of": {"port": ["x"]}}', kept.read_text()[:-9], "[]"):
        kept.write_text(said)
        assert [article.annotations for article in open_with_articles(root).articles()] == [1, 0]


def test_they_tell_what_reading_all_would(root: Path) -> None:
    ada, ben = open_with_articles(root), open_with_articles(root, "Ben")
    annotation = annotate(ada, "port", [Span(0, 15)], ["mer", "eau"])
    annotate(ben, "ete", [Span(2, 8)], ["mer"])
    change(ada, annotation_by_id(ada, annotation.id), note="n")
    undo(ada)
    tag_edits.rename(ben, "mer", "océan")
    delete(ben, annotation_by_id(ben, annotation.id))
    undo(ben)
    redo(ben)
    undo(ben)
    for workspace in (ada, ben, open_with_articles(root)):
        workspace.store.refresh()
        summaries = workspace.summaries.all().values()
        whole = workspace.history()
        for coder in ("Ada", "Ben"):
            newest = whole.next_undo(coder)
            assert newest is not None
            assert max(summary.undo[coder] for summary in summaries if coder in summary.undo) == (
                newest["time"],
                newest["id"],
                False,
            )
            deciding = whole.deciding_redo(coder)
            assert deciding is not None
            head = max(summary.redo[coder] for summary in summaries if coder in summary.redo)
            assert head == (deciding["time"], deciding["id"], History.is_undo(deciding))
        assert max(summary.last for summary in summaries) == whole.entries[-1]["time"]
        counted = tag_edits.counts(workspace)
        assert {path: count.own for path, count in counted.items()} == {"eau": 1, "océan": 2}


def test_what_takes_back_a_change_of_several_databases_stays_beside_it(root: Path) -> None:
    workspace = open_with_articles(root)
    made_here: list[Annotation] = [annotate(workspace, "port", [Span(0, 15)], ["mer"])]
    other = open_with_articles(root, "Ben")
    annotate(other, "ete", [Span(2, 8)], ["mer"])
    undo(workspace)  # the annotation goes, the tag stays: others have it
    with pytest.raises(Problem):
        undo(workspace)
    redo(workspace)
    assert annotation_by_id(workspace, made_here[0].id).tags == made_here[0].tags
    undo(workspace)
    assert annotations_in(workspace, "port") == []


def test_a_clock_set_back_does_not_change_the_order_of_edits(root: Path) -> None:
    workspace = open_with_articles(root)
    annotate(workspace, "port", [Span(0, 15)])
    again = open_with_articles(root)
    again.clock = lambda: 1_000
    annotate(again, "ete", [Span(2, 8)])
    assert undo(again).entry["article"] == "ete"
