"""Opening an article where it was left or at a place, reading it again, and what is remembered of it."""

from __future__ import annotations

import pytest

from reader.session.annotations.annotate import annotate
from reader.session.library.workspace import Workspace
from reader.session.reading.positions import Place
from reader.tui.screen.article.article_commands import ArticleCommands
from reader.tui.screen.article.boundary import BoundaryEdit
from reader.tui.screen.article.marking import Marking
from reader.tui.screen.article.opening import Opening
from reader.tui.screen.article.reading_place import ReadingPlace
from reader.tui.screen.article.tagging_pass import TaggingPass
from tests.tui.article.fakes import Desk


def opening(desk: Desk) -> tuple[Opening, BoundaryEdit]:
    """Return what opens an article, and the editing of boundaries that it may begin."""
    view, state, host, navigator = desk.view, desk.state, desk.host, desk.navigator
    marking = Marking(view, state, host, host, lambda _: None)
    boundary = BoundaryEdit(view, state, host, navigator, marking.acknowledge)
    tagging_pass = TaggingPass(view, state, host, navigator, navigator, marking, lambda: None)
    return Opening(view, state, host, navigator, ReadingPlace(view, state), boundary, tagging_pass), boundary


def place(desk: Desk) -> Place:
    return desk.state.places.of("port")


def test_an_article_opens_where_it_was_left_and_is_not_begun_by_that(desk: Desk) -> None:
    left = desk.span("Rien ne presse.")
    place(desk).start, place(desk).end, place(desk).above = left.start, left.end, 5
    opening(desk)[0].open()
    assert desk.lit == "Rien ne presse."
    assert desk.pane.rows_above == 5
    assert desk.page.stands
    assert place(desk).share == 0


def test_an_article_opens_at_a_place_and_is_begun_by_that(desk: Desk) -> None:
    opening(desk)[0].open(desk.span("Les grutiers reviennent."), above=2)
    assert desk.lit == "Les grutiers reviennent."
    assert desk.pane.rows_above == 2
    assert place(desk).start == desk.span("Les grutiers reviennent.").start


@pytest.mark.parametrize("is_large", [False, True])
def test_an_annotation_without_a_place_asks_for_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, *, is_large: bool
) -> None:
    monkeypatch.setattr(Workspace, "is_large", lambda *_: is_large)
    one = annotate(desk.workspace, "port", [desk.span("port")])
    opener, boundary = opening(desk)
    opener.open(moving=one.id)
    assert "Select the right place" in desk.host.messages[-1]
    assert boundary.take_key("Esc")
    assert desk.navigator.went == [("leave",)]


def test_an_article_is_read_again_only_if_its_file_has_changed(desk: Desk) -> None:
    opener, _ = opening(desk)
    opener.open()
    opener.look_at_file()
    assert desk.page.shown == []
    (desk.workspace.root / "seeds" / "port.txt").write_text("Le port referme.", encoding="utf-8")
    desk.page.stands = False
    opener.look_at_file()
    assert desk.page.shown == [], "it is being read"
    desk.page.stands = True
    opener.look_at_file()
    assert desk.page.shown == ["port"]
    assert desk.view.text == "Le port referme."
    assert "has changed on disk" in desk.host.messages[-1]


def test_keys_of_the_whole_article_are_handed_on(desk: Desk) -> None:
    place = ReadingPlace(desk.view, desk.state)
    place.opened(jumped=False)
    keys = ArticleCommands(desk.view, desk.host, desk.navigator, place).commands()
    desk.select("dossier")
    for name in ("app.status", "app.metadata", "memo.write", "app.back"):
        keys[name]()
    assert [call[0] for call in desk.host.calls] == ["next_status", "edit_metadata", "write_memo"]
    assert desk.navigator.went == [("leave",)]
    assert desk.state.places.of("port").end == desk.span("dossier").end


def test_an_article_that_is_only_looked_at_is_not_begun(desk: Desk) -> None:
    place = ReadingPlace(desk.view, desk.state)
    place.opened(jumped=False)
    place.moved()
    assert place.leave().share == 0
    desk.select("presse")
    place.moved()
    assert place.leave().share > 0.9
    assert place.leave().above == desk.pane.rows_above


def test_a_jump_to_a_place_begins_the_article(desk: Desk) -> None:
    ReadingPlace(desk.view, desk.state).opened(jumped=True)
    assert desk.state.places.of("port").share > 0
