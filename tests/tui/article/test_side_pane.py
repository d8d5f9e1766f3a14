"""The side pane: its cursor, its filter, and the way to the text."""

from __future__ import annotations

import pytest

from reader.session.annotations.annotate import annotate
from reader.session.annotations.review import orphan
from reader.text.problem import Problem
from reader.tui.screen.article.side_pane import SidePaneCommands
from tests.tui.article.fakes import Reading


@pytest.fixture
def side(reading: Reading) -> SidePaneCommands:
    """Return the side pane of an article with three annotations; another article has one."""
    for quote in ("port", "préfet", "presse"):
        annotate(reading.workspace, "port", [reading.span(quote)], ["mer"])
    annotate(reading.workspace, "ete", [reading.workspace.document("ete").sentence_at(0)])
    reading.view.load_annotations()
    return SidePaneCommands(reading.view, reading.state, reading.navigator)


def test_the_text_follows_the_cursor_which_begins_at_the_focus(reading: Reading, side: SidePaneCommands) -> None:
    reading.select("dossier")
    side.switch_pane()
    assert reading.keys_go_to("side")
    assert reading.lit == "presse"
    keys = side.commands()
    keys["list.up"]()
    assert reading.lit == "préfet"
    keys["list.page-up"]()
    assert reading.lit == "port"
    side.switch_pane()
    assert reading.keys_go_to("article")
    assert reading.side.display
    side.toggle()
    assert not reading.side.display


@pytest.mark.parametrize("way_back", ["view.side", "app.next-pane", "app.open", "list.clear"])
def test_in_a_narrow_window_it_is_there_as_long_as_it_has_the_keys(
    reading: Reading, side: SidePaneCommands, way_back: str
) -> None:
    reading.screen.is_narrow = True
    side.commands()["view.side"]()
    assert reading.keys_go_to("side")
    assert reading.side.display
    side.commands()[way_back]()
    assert reading.keys_go_to("article")
    assert not reading.side.display


def test_a_filter_is_dropped_before_the_pane_is_left(reading: Reading, side: SidePaneCommands) -> None:
    side.switch_pane()
    side.filter()
    assert reading.screen.prompt.placeholder.startswith("Filter")
    reading.screen.prompt.type("préfet")
    assert [note.id for note in reading.side.rows] == [reading.view.annotations[1].id]
    reading.screen.prompt.enter("préfet")
    assert len(reading.side.rows) == 1
    reading.screen.prompt.leave()
    assert len(reading.side.rows) == 3
    reading.screen.prompt.type("préfet")
    side.clear()
    assert len(reading.side.rows) == 3
    assert reading.keys_go_to("side")
    side.clear()
    assert reading.keys_go_to("article")


def test_a_note_says_its_article_only_where_there_are_several(reading: Reading, side: SidePaneCommands) -> None:
    side.switch_pane()
    assert {note.article for note in reading.side.notes} == {""}
    assert reading.side.notes[0].tags == ("mer",)
    side.switch_scope()
    assert {note.article for note in reading.side.notes} == {"Le port rouvre. Les grutiers reviennent.", "Un été"}


def test_an_annotation_is_opened_here_or_in_its_article(reading: Reading, side: SidePaneCommands) -> None:
    side.open()
    assert reading.navigator.went == [], "keys are in the text"
    side.switch_pane()
    side.open()
    assert reading.lit == "port"
    assert reading.keys_go_to("article")
    side.switch_scope()
    other = next(note for note in reading.side.notes if note.article == "Un été")
    side.go_to(other.id)
    assert [step[:2] for step in reading.navigator.went] == [("trace",), ("trace",), ("open", "ete")]


def test_an_orphan_leads_nowhere(reading: Reading, side: SidePaneCommands) -> None:
    orphan(reading.workspace, reading.view.annotations[0].id)
    reading.view.load_annotations()
    side.switch_pane()
    with pytest.raises(Problem, match="no longer has that passage"):
        side.go_to(reading.view.annotations[0].id)
    assert reading.navigator.went == []
