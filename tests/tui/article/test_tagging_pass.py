"""A tagging pass, passage by passage."""

from __future__ import annotations

import pytest

from reader.layout.motion import Selection
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import undo
from reader.session.passes import passes
from reader.session.passes.pass_progress import Candidate, PassProgress
from reader.text.problem import Problem
from reader.tui.screen.article.marking import Marking
from reader.tui.screen.article.pass_decisions import PassDecisions
from reader.tui.screen.article.tagging_pass import TaggingPass
from tests.tui.article.fakes import Reading

FIRST, SECOND, LAST = "Le port rouvre.", "Les grutiers reviennent.", "Rien ne presse."


@pytest.fixture
def handler(reading: Reading) -> TaggingPass:
    marking = Marking(reading.view, reading.state, reading.host, lambda *_: None)

    def take_back() -> None:
        undo(reading.workspace)

    view, state, host, navigator = reading.view, reading.state, reading.host, reading.navigator
    decisions = PassDecisions(view, state, host, navigator, navigator, marking, take_back)
    return TaggingPass(view, state, host, marking, take_back, lambda: decisions)


@pytest.fixture
def progress(reading: Reading, handler: TaggingPass) -> PassProgress:
    """Return the way through a pass over the article's sentences, which is on."""
    progress = PassProgress(reading.workspace, passes.start(reading.workspace, ["mer"], "article:port"))
    progress.survey()
    reading.state.pass_progress = progress

    def reload() -> None:
        reading.view.load_annotations()
        handler.refresh()

    reading.screen.reloaded = reload
    return progress


def tagged(reading: Reading) -> list[tuple[str, int]]:
    return [(annotation.quote, len(annotation.tags)) for annotation in annotations_in(reading.workspace, "port")]


def test_without_a_pass_highlighting_is_as_ever_and_its_keys_say_why_they_do_nothing(
    reading: Reading, handler: TaggingPass
) -> None:
    assert not handler.is_on
    handler.highlight()
    assert tagged(reading) == [(FIRST, 0)]
    handler.undo()
    assert tagged(reading) == []
    assert (handler.mode(), handler.facts()) == ("", ())
    handler.refresh()
    handler.light_candidate()
    keys = handler.commands()
    for name in keys:
        if name.startswith("pass."):
            with pytest.raises(Problem, match="No pass is on"):
                keys[name]()


def test_a_passage_is_tagged_once_and_the_next_is_asked_about(
    reading: Reading, handler: TaggingPass, progress: PassProgress
) -> None:
    handler.decisions.give()
    assert tagged(reading) == [(FIRST, 1)]
    assert reading.navigator.went == [("candidate", "port", reading.span(SECOND))]
    assert reading.state.last_tags == ("mer",)
    reading.select("port")
    handler.decisions.give()
    assert tagged(reading) == [(FIRST, 1)], "it has the tags already"
    assert "tagged" in handler.facts()


def test_a_skipped_passage_is_left_for_the_next_visit_and_a_refused_one_is_not(
    reading: Reading, handler: TaggingPass, progress: PassProgress
) -> None:
    before = progress.left
    handler.decisions.skip()
    reading.select(SECOND)
    handler.decisions.refuse()
    assert (progress.left, progress.skipped) == (before - 2, 1)
    assert "refused" in handler.facts()
    reading.select(FIRST)
    assert "skipped" in handler.facts()
    assert tagged(reading) == []


def test_undo_leads_back_to_the_passage(reading: Reading, handler: TaggingPass, progress: PassProgress) -> None:
    handler.decisions.refuse()
    reading.navigator.went.clear()
    reading.select(LAST)
    handler.undo()
    assert reading.navigator.went == [("candidate", "port", reading.span(FIRST))]
    assert reading.state.trail == []


def test_the_way_back_ends_at_the_first_passage(reading: Reading, handler: TaggingPass, progress: PassProgress) -> None:
    reading.select(SECOND)
    handler.decisions.back()
    assert reading.navigator.went == [("candidate", "port", reading.span(FIRST))]
    reading.select(FIRST)
    handler.decisions.back()
    assert reading.host.messages == ["There is nothing before it."]


def test_the_last_passage_is_followed_by_the_word_that_nothing_is_left(
    reading: Reading, handler: TaggingPass, progress: PassProgress
) -> None:
    for _ in range(progress.left):
        handler.decisions.refuse()
        if reading.navigator.candidates:
            span = reading.navigator.candidates.pop().span
            reading.pane.select(Selection(span, span))
    assert reading.navigator.went[-1] == ("nothing left",)


def test_a_suggested_passage_shows_the_words_that_suggest_it(
    reading: Reading, handler: TaggingPass, progress: PassProgress
) -> None:
    reading.state.candidate = Candidate("port", reading.span(SECOND), (("grutiers", 1.0),))
    handler.light_candidate()
    assert reading.lit == SECOND
    assert [hit.of(reading.view.text) for hit in reading.pane.hits] == ["grutiers"]
    assert "for grutiers" in handler.facts()


def test_finishing_and_leaving_end_the_keys_of_the_pass(
    reading: Reading, handler: TaggingPass, progress: PassProgress
) -> None:
    handler.decisions.leave()
    assert not handler.is_on
    reading.state.pass_progress = progress
    handler.decisions.finish()
    assert not handler.is_on
    assert f"{progress.left} not decided" in reading.host.messages[-1]


def test_a_pass_that_was_finished_elsewhere_is_left(
    reading: Reading, handler: TaggingPass, progress: PassProgress
) -> None:
    annotate(reading.workspace, "port", [reading.span(SECOND)])
    passes.finish(reading.workspace, progress.tagging_pass)
    handler.refresh()
    assert not handler.is_on
    assert reading.host.messages == ["The pass is no longer open."]
