"""Opening an article where it was left or at a place, reading it again, and what is remembered of it."""

from __future__ import annotations

from unittest.mock import Mock

import pytest

from reader.session.annotations.annotate import annotate
from reader.session.library.texts import ArticleTexts
from reader.session.reading.positions import ReadingPosition
from reader.tui.screen.article.article_commands import ArticleCommands
from reader.tui.screen.article.boundary import BoundaryEdit
from reader.tui.screen.article.marking import Marking
from reader.tui.screen.article.opening import Opening
from reader.tui.screen.article.reading_place import ReadingPlace
from reader.tui.screen.article.tagging_pass import TaggingPass
from tests.tui.article.fakes import Reading


def opening(reading: Reading) -> tuple[Opening, BoundaryEdit]:
    """Return what opens an article, and the editing of boundaries that it may begin."""
    view, state, host, navigator = reading.view, reading.state, reading.host, reading.navigator
    marking = Marking(view, state, host, lambda *_: None)
    boundary = BoundaryEdit(view, state, host, navigator, marking.acknowledge)
    tagging_pass = TaggingPass(view, state, host, marking, lambda: None, Mock())
    return Opening(view, state, host, navigator, ReadingPlace(view, state), boundary, tagging_pass), boundary


def place(reading: Reading) -> ReadingPosition:
    return reading.state.places.of("port")


def test_an_article_opens_where_it_was_left_and_is_not_begun_by_that(reading: Reading) -> None:
    left = reading.span("Rien ne presse.")
    place(reading).start, place(reading).end, place(reading).above = left.start, left.end, 5
    opening(reading)[0].open()
    assert reading.lit == "Rien ne presse."
    assert reading.pane.rows_above == 5
    assert reading.screen.waiting.stands
    assert place(reading).share == 0


def test_an_article_opens_at_a_place_and_is_not_begun_by_that(reading: Reading) -> None:
    opening(reading)[0].open(reading.span("Les grutiers reviennent."), above=2)
    assert reading.lit == "Les grutiers reviennent."
    assert reading.pane.rows_above == 2
    assert (place(reading).span, place(reading).share) == (None, 0)


@pytest.mark.parametrize("is_large", [False, True])
def test_an_annotation_without_a_place_asks_for_one(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, *, is_large: bool
) -> None:
    monkeypatch.setattr(ArticleTexts, "is_slow", lambda *_: is_large)
    annotation = annotate(reading.workspace, "port", [reading.span("port")])
    opener, boundary = opening(reading)
    opener.open(moving=annotation.id)
    assert "Select the right place" in reading.host.messages[-1]
    assert boundary.take_key("Esc")
    assert reading.navigator.went == [("leave",)]


def test_an_article_is_read_again_only_if_its_file_has_changed(reading: Reading) -> None:
    opener, _ = opening(reading)
    opener.open()
    opener.look_at_file()
    assert reading.screen.shown == []
    (reading.workspace.root / "seeds" / "port.txt").write_text("Le port referme.", encoding="utf-8")
    reading.screen.waiting.stands = False
    opener.look_at_file()
    assert reading.screen.shown == [], "it is being read"
    reading.screen.waiting.stands = True
    opener.look_at_file()
    assert reading.screen.shown == ["port"]
    assert reading.view.text == "Le port referme."
    assert "has changed on disk" in reading.host.messages[-1]


def test_keys_of_the_whole_article_are_handed_on(reading: Reading) -> None:
    place = ReadingPlace(reading.view, reading.state)
    keys = ArticleCommands(
        reading.view, reading.state, reading.host, reading.host, reading.navigator, place, lambda *_: None
    ).commands()
    reading.select("dossier")
    for name in ("app.status", "app.metadata", "memo.write", "app.back"):
        keys[name]()
    assert [call[0] for call in reading.host.calls] == ["next_status", "edit_metadata", "write_memo"]
    assert reading.navigator.went == [("leave",)]
    assert reading.state.places.of("port").span is None, "it was only looked at"


def test_an_article_that_is_only_looked_at_is_not_begun(reading: Reading) -> None:
    place = ReadingPlace(reading.view, reading.state)
    reading.select("dossier")
    assert place.leave().share == 0
    reading.select("presse")
    place.moved()
    assert place.leave().share > 0.9
    assert place.leave().above == reading.pane.rows_above


def test_the_rows_above_are_those_of_the_place_that_was_read(reading: Reading) -> None:
    place = ReadingPlace(reading.view, reading.state)
    place.moved()
    reading.pane.rows_above = 9
    assert place.leave().above == 9
    reading.select("dossier")
    reading.pane.rows_above = 1
    assert place.leave().above == 9


def test_a_way_through_the_list_follows_it_as_it_is_shown(reading: Reading) -> None:
    listed = reading.state.listed
    assert listed.facts("port") == ()
    listed.show(["ete", "port"], "date", "mer")
    assert listed.facts("port") == ("2 / 2", "filter: mer", "by date")
    assert listed.facts("absent") == ("filter: mer", "by date")
