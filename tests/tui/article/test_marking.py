"""Highlighting, tagging, notes and boundaries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from reader.annotation.model import Ink
from reader.layout.table import ListRow
from reader.session.annotations.annotate import annotations_in
from reader.text.problem import Problem
from reader.tui.dialog.note import Written
from reader.tui.dialog.picker import Picked
from reader.tui.screen.article.boundary import BoundaryEdit
from reader.tui.screen.article.marking import Marking
from reader.tui.screen.article.notes import Notes
from tests.tui.article.fakes import Desk

FIRST, SECOND = "Le port rouvre.", "Les grutiers reviennent."


def made(desk: Desk) -> list[tuple[str, tuple[str, ...], str]]:
    """Return quote, tags and note of each annotation in the store."""
    paths = desk.workspace.codebook.paths
    return [(one.quote, tuple(paths(one.tags)), one.note) for one in annotations_in(desk.workspace, "port")]


@pytest.fixture
def marking(desk: Desk) -> Marking:
    def pick(picked: Callable[[Picked | None], None]) -> None:
        desk.host.asked.append(("tags", picked))

    return Marking(desk.view, desk.state, desk.host, desk.host, pick)


def test_a_highlight_is_acknowledged_with_the_key_that_takes_it_back(desk: Desk, marking: Marking) -> None:
    assert desk.pane.selection
    desk.pane.select(replace(desk.pane.selection, sticky=True))
    marking.highlight()
    assert made(desk) == [(FIRST, (), "")]
    assert desk.host.messages == ["Highlighted. u takes it back."]
    assert not desk.pane.selection.sticky
    assert [one.span for one in desk.pane.decorations] == [desk.span(FIRST)]


def test_a_highlight_that_changes_nothing_offers_no_undo(desk: Desk, marking: Marking) -> None:
    marking.highlight()
    marking.highlight()
    assert len(made(desk)) == 1
    assert "nothing has changed" in desk.host.messages[-1]


def test_a_chosen_ink_is_used_from_now_on(desk: Desk, marking: Marking) -> None:
    marking.choose_ink()
    _, chosen = desk.host.asked.pop()
    chosen(None)
    assert made(desk) == []
    ink = list(Ink)[-1]
    chosen(ink.value)
    assert desk.view.annotations[0].ink is desk.state.ink is ink
    assert desk.host.remembered == {"ink": ink.value}


def test_tags_are_picked_remembered_and_repeated(desk: Desk, marking: Marking) -> None:
    with pytest.raises(Problem, match="nothing to repeat"):
        marking.repeat()
    marking.tag()
    _, picked = desk.host.asked.pop()
    picked(None)
    picked(Picked())
    assert made(desk) == []
    picked(Picked(("mer",), "vent"))
    assert made(desk) == [(FIRST, ("mer", "vent"), "")]
    desk.select(SECOND)
    marking.repeat()
    assert made(desk)[1] == (SECOND, ("mer", "vent"), "")
    picked(Picked(rename="mer"))
    assert desk.host.calls == [("rename_tag", "mer")]


def test_a_bare_focus_in_an_annotation_tags_it_and_makes_no_other(desk: Desk, marking: Marking) -> None:
    marking.highlight()
    desk.select("port")
    marking.give(["mer"])
    assert made(desk) == [(FIRST, ("mer",), "")]


def test_a_free_hot_key_names_the_tag_used_last(desk: Desk, marking: Marking) -> None:
    assert marking.hot_tags() == [("a–z", "tag with t first")]
    with pytest.raises(Problem, match="No tag has the key x"):
        marking.hot_tag("x")
    marking.give(["mer"])
    assert marking.hot_tags() == [("a–z", "names the last tag")]
    marking.hot_tag("x")
    assert marking.hot_tags() == [("x", "mer")]
    desk.select(SECOND)
    marking.hot_tag("x")
    assert made(desk)[1] == (SECOND, ("mer",), "")
    with pytest.raises(Problem, match="No tag has the key y"):
        marking.hot_tag("y")


def test_annotations_that_overlap_are_cycled_through_and_the_chosen_one_is_deleted(
    desk: Desk, marking: Marking
) -> None:
    marking.cycle()
    assert desk.host.messages == []
    marking.highlight()
    desk.pane.mark_up(kept=[desk.span("port")])
    marking.highlight()
    marking.cycle()
    assert "of 2" in desk.host.messages[-1]
    chosen = desk.view.under_focus()
    assert chosen
    marking.delete()
    assert chosen.quote not in [quote for quote, _, _ in made(desk)]
    assert len(made(desk)) == 1
    marking.delete()
    with pytest.raises(Problem, match="no annotation here"):
        marking.delete()


def note_editor(desk: Desk, marking: Marking) -> Callable[[Written], None]:
    """Open the note editor; return what ends it."""
    Notes(desk.view, desk.state, desk.host, marking.acknowledge).write()
    return desk.host.asked.pop()[1]


def test_a_note_is_kept_or_stays_as_a_draft(desk: Desk, marking: Marking) -> None:
    note_editor(desk, marking)(Written("à voir", kept=False))
    drafts = desk.state.places.of("port").drafts
    assert list(drafts.values()) == ["à voir"]
    assert desk.host.calls == [("save_places",)]
    assert made(desk) == []
    note_editor(desk, marking)(Written("à revoir  ", kept=True))
    assert made(desk) == [(FIRST, (), "à revoir")]
    assert drafts == {}
    note_editor(desk, marking)(Written("", kept=True))
    assert made(desk) == [(FIRST, (), "")]


def test_a_note_is_written_on_in_another_editor(desk: Desk, marking: Marking) -> None:
    desk.host.written_outside = "de dehors"
    note_editor(desk, marking)(Written("de dedans", kept=False, external=True))
    assert list(desk.state.places.of("port").drafts.values()) == ["de dehors"]
    _, written = desk.host.asked.pop()
    written(Written("de dehors", kept=True))
    assert made(desk) == [(FIRST, (), "de dehors")]


def test_an_empty_note_on_nothing_makes_no_annotation(desk: Desk, marking: Marking) -> None:
    note_editor(desk, marking)(Written(" ", kept=True))
    assert made(desk) == []


def boundary_edit(desk: Desk, marking: Marking) -> BoundaryEdit:
    return BoundaryEdit(desk.view, desk.state, desk.host, desk.navigator, marking.acknowledge)


@pytest.mark.parametrize(("key", "left"), [("Enter", f"{FIRST} {SECOND}"), ("Esc", "port")])
def test_enter_keeps_a_boundary_and_esc_leaves_it(desk: Desk, marking: Marking, key: str, left: str) -> None:
    boundary = boundary_edit(desk, marking)
    assert not boundary.take_key(key), "no boundary is edited"
    desk.select("port")
    marking.highlight()
    desk.page.context = "side"
    desk.side.rows = [ListRow(desk.view.annotations[0].id, ())]
    boundary.edit()
    assert desk.keys_go_to("article")
    assert desk.lit == "port"
    assert not boundary.take_key("j"), "motions change the selection"
    desk.select(f"{FIRST} Les grutiers reviennent")
    assert boundary.take_key(key)
    assert [quote for quote, _, _ in made(desk)] == [left]
    assert not boundary.take_key(key)
    assert desk.navigator.went == []


def test_a_relocation_leads_back_to_the_queue(desk: Desk, marking: Marking) -> None:
    marking.highlight()
    boundary = boundary_edit(desk, marking)
    boundary.relocate(desk.view.annotations[0].id)
    desk.select(SECOND)
    assert boundary.take_key("Enter")
    assert [quote for quote, _, _ in made(desk)] == [SECOND]
    assert desk.navigator.went == [("leave",)]


def test_a_boundary_of_the_article_before_is_forgotten(desk: Desk, marking: Marking) -> None:
    marking.highlight()
    boundary = boundary_edit(desk, marking)
    boundary.relocate(desk.view.annotations[0].id)
    boundary.forget()
    assert not boundary.take_key("Enter")
    assert desk.navigator.went == []
