"""The side pane: its cursor, its filter, and the way to the text."""

from __future__ import annotations

import pytest

from reader.session.annotations.annotate import annotate
from reader.session.annotations.review import orphan
from reader.text.problem import Problem
from reader.tui.screen.article.side_pane import SidePaneCommands
from tests.tui.article.fakes import Desk


@pytest.fixture
def side(desk: Desk) -> SidePaneCommands:
    """Return the side pane of an article with three annotations; another article has one."""
    for quote in ("port", "préfet", "presse"):
        annotate(desk.workspace, "port", [desk.span(quote)], ["mer"])
    annotate(desk.workspace, "ete", [desk.workspace.document("ete").sentence_at(0)])
    desk.view.load_annotations()
    return SidePaneCommands(desk.view, desk.state, desk.navigator)


def test_the_text_follows_the_cursor_which_begins_at_the_focus(desk: Desk, side: SidePaneCommands) -> None:
    desk.select("dossier")
    side.switch_pane()
    assert desk.keys_go_to("side")
    assert desk.lit == "presse"
    keys = side.commands()
    keys["list.up"]()
    assert desk.lit == "préfet"
    keys["list.page-up"]()
    assert desk.lit == "port"
    side.switch_pane()
    assert desk.keys_go_to("article")
    assert desk.side.display
    side.toggle()
    assert not desk.side.display


def test_a_filter_is_dropped_before_the_pane_is_left(desk: Desk, side: SidePaneCommands) -> None:
    side.switch_pane()
    side.filter()
    assert desk.page.prompt.placeholder.startswith("Filter")
    side.sift("préfet")
    assert [note.id for note in desk.side.rows] == [desk.view.annotations[1].id]
    side.clear()
    assert len(desk.side.rows) == 3
    assert desk.keys_go_to("side")
    side.clear()
    assert desk.keys_go_to("article")


def test_a_note_says_its_article_only_where_there_are_several(desk: Desk, side: SidePaneCommands) -> None:
    side.switch_pane()
    assert {note.article for note in desk.side.notes} == {""}
    assert desk.side.notes[0].tags == ("mer",)
    side.switch_scope()
    assert {note.article for note in desk.side.notes} == {"port", "ete"}


def test_an_annotation_is_opened_here_or_in_its_article(desk: Desk, side: SidePaneCommands) -> None:
    side.open()
    assert desk.navigator.went == [], "keys are in the text"
    side.switch_pane()
    side.open()
    assert desk.lit == "port"
    assert desk.keys_go_to("article")
    side.switch_scope()
    other = next(note for note in desk.side.notes if note.article == "ete")
    side.go_to(other.id)
    assert [step[:2] for step in desk.navigator.went] == [("trace",), ("trace",), ("open", "ete")]


def test_an_orphan_leads_nowhere(desk: Desk, side: SidePaneCommands) -> None:
    orphan(desk.workspace, desk.view.annotations[0].id)
    desk.view.load_annotations()
    side.switch_pane()
    with pytest.raises(Problem, match="no longer has that passage"):
        side.go_to(desk.view.annotations[0].id)
    assert desk.navigator.went == []
