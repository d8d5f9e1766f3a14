"""Motions, labels, marks and the selection."""

from __future__ import annotations

import pytest

from reader.session.annotations.annotate import annotate
from reader.text.problem import Problem
from reader.tui.screen.article.labels import LETTERS, Labels, label_letters
from reader.tui.screen.article.marks import Marks
from reader.tui.screen.article.motions import Motions
from reader.tui.screen.article.page_view import MARGINS, NARROWEST, WIDEST, PageView
from reader.tui.screen.article.selection import SelectionCommands
from tests.tui.article.fakes import Desk

FIRST, SECOND, LAST = "Le port rouvre.", "Les grutiers reviennent.", "Rien ne presse."


def test_a_jump_leaves_a_trace_and_a_step_does_not(desk: Desk) -> None:
    keys = Motions(desk.view, desk.navigator).commands()
    keys["move.next-sentence"]()
    assert desk.lit == SECOND
    assert desk.navigator.went == []
    keys["goto.end"]()
    assert desk.lit == LAST
    keys["goto.top"]()
    assert desk.lit == FIRST
    assert desk.navigator.went == [("trace",), ("trace",)]
    keys["move.page-up"]()
    assert desk.pane.turned == [-1]


def test_annotations_are_gone_through_in_a_circle(desk: Desk) -> None:
    keys = Motions(desk.view, desk.navigator).commands()
    with pytest.raises(Problem, match="no annotations"):
        keys["annotation.next"]()
    for quote in ("grutiers", "dossier"):
        annotate(desk.workspace, "port", [desk.span(quote)])
    desk.view.load_annotations()
    lit = []
    for name in ("next", "next", "next", "previous"):
        keys[f"annotation.{name}"]()
        lit.append(desk.lit)
    assert lit == ["grutiers", "dossier", "grutiers", "dossier"]
    assert desk.view.cycled == desk.view.annotations[1].id


def test_letters_of_a_label_jump_and_others_hide_the_labels(desk: Desk) -> None:
    labels = Labels(desk.view)
    assert not labels.take_key("f"), "no labels are shown"
    labels.show()
    letter = desk.pane.labels[desk.span(LAST).start]
    assert labels.take_key(letter)
    assert (desk.lit, desk.pane.labels) == (LAST, {})
    labels.show()
    assert labels.take_key("Esc")
    assert (desk.lit, desk.pane.labels) == (LAST, {})
    labels.show()
    labels.forget()
    assert not labels.take_key(letter)


@pytest.mark.parametrize("count", [0, 1, len(LETTERS), len(LETTERS) + 1, len(LETTERS) ** 2])
def test_labels_are_all_different_and_none_begins_another(count: int) -> None:
    letters = label_letters(count)
    assert len(set(letters)) == count
    assert len({len(label) for label in letters}) <= 1


def test_a_mark_leads_back_to_its_place(desk: Desk) -> None:
    marks = Marks(desk.view, desk.state, desk.host, desk.navigator)
    marks.choose()
    assert "No marks yet" in desk.host.messages[-1]
    marks.go("a")
    assert "no mark a" in desk.host.messages[-1]
    marks.set("a")
    desk.select(LAST)
    marks.go("a")
    assert desk.lit == FIRST
    assert desk.navigator.went == [("trace",)]
    desk.select(LAST)
    marks.choose()
    _, chosen = desk.host.asked.pop()
    chosen(None)
    assert desk.lit == LAST
    chosen("a")
    assert desk.lit == FIRST


def test_a_mark_past_the_end_of_a_changed_text_leads_nowhere(desk: Desk) -> None:
    desk.state.places.of("port").marks["a"] = [0, len(desk.view.text) + 1]
    Marks(desk.view, desk.state, desk.host, desk.navigator).go("a")
    assert "no mark a" in desk.host.messages[-1]
    assert desk.lit == FIRST


def test_the_selection_extends_grows_and_is_cleared(desk: Desk) -> None:
    keys = SelectionCommands(desk.view).commands()
    keys["select.next-sentence"]()
    assert desk.lit == f"{FIRST} {SECOND}"
    keys["select.clear"]()
    assert desk.lit == SECOND
    keys["select.shrink"]()
    assert desk.lit == "Les"
    keys["select.sticky"]()
    desk.pane.move(desk.pane.selection.grain, 1)  # type: ignore[union-attr]
    assert desk.lit == "Les grutiers"
    keys["select.snap"]()
    assert desk.lit == SECOND
    keys["select.clear"]()
    keys["select.grow"]()
    assert desk.lit == f"{FIRST} {SECOND}"


def test_passages_are_kept_and_dropped(desk: Desk) -> None:
    keys = SelectionCommands(desk.view).commands()
    keys["select.keep"]()
    assert desk.pane.kept == (desk.span(FIRST),)
    assert desk.lit == SECOND
    keys["select.drop"]()
    assert not desk.pane.kept


def test_every_key_of_the_selection_leaves_an_empty_article_alone(desk: Desk) -> None:
    desk.pane.selection = None
    for action in SelectionCommands(desk.view).commands().values():
        action()
    assert desk.pane.selection is None


def test_the_width_of_the_column_has_limits_and_is_remembered(desk: Desk) -> None:
    keys = PageView(desk.view, desk.state, desk.host).commands()
    for name, limit in (("view.wider", WIDEST), ("view.narrower", NARROWEST)):
        for _ in range(50):
            keys[name]()
        assert desk.pane.column == desk.state.column == desk.host.remembered["column_width"] == limit


def test_margins_go_round(desk: Desk) -> None:
    keys = PageView(desk.view, desk.state, desk.host).commands()
    seen = []
    for _ in MARGINS:
        keys["view.margins"]()
        seen.append(desk.pane.margin)
    assert sorted(seen) == list(MARGINS)
    assert desk.host.remembered["margin"] == desk.state.margin == seen[-1]


def test_zen_hides_all_but_the_text(desk: Desk) -> None:
    desk.side.display = True
    toggle = PageView(desk.view, desk.state, desk.host).commands()["view.zen"]
    toggle()
    assert not desk.page.bar.display
    assert not desk.side.display
    toggle()
    assert desk.page.bar.display
