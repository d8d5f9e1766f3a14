"""A tagging pass, passage by passage."""

from __future__ import annotations

import pytest

from reader.layout.motion import Selection
from reader.session.annotations.annotate import annotate, annotations_in
from reader.session.annotations.undo import undo
from reader.session.passes import passes
from reader.session.passes.pass_progress import Candidate, Course
from reader.text.problem import Problem
from reader.tui.screen.article.marking import Marking
from reader.tui.screen.article.tagging_pass import TaggingPass
from tests.tui.article.fakes import Desk

FIRST, SECOND, LAST = "Le port rouvre.", "Les grutiers reviennent.", "Rien ne presse."


@pytest.fixture
def handler(desk: Desk) -> TaggingPass:
    marking = Marking(desk.view, desk.state, desk.host, desk.host, lambda _: None)

    def take_back() -> None:
        undo(desk.workspace)

    return TaggingPass(desk.view, desk.state, desk.host, desk.navigator, desk.navigator, marking, take_back)


@pytest.fixture
def course(desk: Desk, handler: TaggingPass) -> Course:
    """Return the way through a pass over the article's sentences, which is on."""
    course = Course(desk.workspace, passes.start(desk.workspace, ["mer"], "article:port"))
    course.survey()
    desk.state.pass_progress = course

    def reload() -> None:
        desk.view.load_annotations()
        handler.refresh()

    desk.page.reloaded = reload
    return course


def tagged(desk: Desk) -> list[tuple[str, int]]:
    return [(one.quote, len(one.tags)) for one in annotations_in(desk.workspace, "port")]


def test_without_a_pass_highlighting_is_as_ever_and_its_keys_say_why_they_do_nothing(
    desk: Desk, handler: TaggingPass
) -> None:
    assert not handler.is_on
    handler.highlight()
    assert tagged(desk) == [(FIRST, 0)]
    handler.undo()
    assert tagged(desk) == []
    assert handler.line() == ""
    handler.refresh()
    handler.light_candidate()
    keys = handler.commands()
    for name in keys:
        if name.startswith("pass."):
            with pytest.raises(Problem, match="No pass is on"):
                keys[name]()


def test_a_passage_is_tagged_once_and_the_next_is_asked_about(desk: Desk, handler: TaggingPass, course: Course) -> None:
    handler.give()
    assert tagged(desk) == [(FIRST, 1)]
    assert desk.navigator.went == [("candidate", "port", desk.span(SECOND))]
    assert desk.state.last_tags == ("mer",)
    desk.select("port")
    handler.give()
    assert tagged(desk) == [(FIRST, 1)], "it has the tags already"
    assert ", tagged · " in handler.line()


def test_a_skipped_passage_is_left_for_the_next_visit_and_a_refused_one_is_not(
    desk: Desk, handler: TaggingPass, course: Course
) -> None:
    before = course.left
    handler.skip()
    desk.select(SECOND)
    handler.refuse()
    assert (course.left, course.skipped) == (before - 2, 1)
    assert ", refused · " in handler.line()
    desk.select(FIRST)
    assert ", skipped · " in handler.line()
    assert tagged(desk) == []


def test_undo_leads_back_to_the_passage(desk: Desk, handler: TaggingPass, course: Course) -> None:
    handler.refuse()
    desk.navigator.went.clear()
    desk.select(LAST)
    handler.undo()
    assert desk.navigator.went == [("candidate", "port", desk.span(FIRST))]
    assert desk.state.trail == []


def test_the_way_back_ends_at_the_first_passage(desk: Desk, handler: TaggingPass, course: Course) -> None:
    desk.select(SECOND)
    handler.back()
    assert desk.navigator.went == [("candidate", "port", desk.span(FIRST))]
    desk.select(FIRST)
    handler.back()
    assert desk.host.messages == ["There is nothing before it."]


def test_the_last_passage_is_followed_by_the_word_that_nothing_is_left(
    desk: Desk, handler: TaggingPass, course: Course
) -> None:
    for _ in range(course.left):
        handler.refuse()
        if desk.navigator.candidates:
            span = desk.navigator.candidates.pop().span
            desk.pane.select(Selection(span, span))
    assert desk.navigator.went[-1] == ("nothing left",)


def test_a_suggested_passage_shows_the_words_that_suggest_it(desk: Desk, handler: TaggingPass, course: Course) -> None:
    desk.state.candidate = Candidate("port", desk.span(SECOND), (("grutiers", 1.0),))
    handler.light_candidate()
    assert desk.lit == SECOND
    assert [hit.of(desk.view.text) for hit in desk.pane.hits] == ["grutiers"]
    assert handler.line().endswith("· for grutiers")


def test_finishing_and_leaving_end_the_keys_of_the_pass(desk: Desk, handler: TaggingPass, course: Course) -> None:
    handler.leave()
    assert not handler.is_on
    desk.state.pass_progress = course
    handler.finish()
    assert not handler.is_on
    assert f"Not decided: {course.left}." in desk.host.messages[-1]


def test_a_pass_that_was_finished_elsewhere_is_left(desk: Desk, handler: TaggingPass, course: Course) -> None:
    annotate(desk.workspace, "port", [desk.span(SECOND)])
    passes.finish(desk.workspace, course.one)
    handler.refresh()
    assert not handler.is_on
    assert desk.host.messages == ["The pass is no longer open."]
