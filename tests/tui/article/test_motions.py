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
from tests.tui.article.fakes import Reading

FIRST, SECOND, LAST = "Le port rouvre.", "Les grutiers reviennent.", "Rien ne presse."

COMMANDS = (
    *(f"move.{step}-{unit}" for step in ("next", "previous") for unit in ("sentence", "paragraph", "word")),
    *("move.page-down", "move.page-up", "goto.top", "goto.end"),
)
"""Those by which one reads on."""


def read_on() -> None:
    """Take a place that reading has led to, and do nothing with it."""


def test_a_jump_leaves_a_trace_and_a_step_does_not(reading: Reading) -> None:
    keys = Motions(reading.view, reading.navigator, read_on).commands()
    keys["move.next-sentence"]()
    assert reading.lit == SECOND
    assert reading.navigator.went == []
    keys["goto.end"]()
    assert reading.lit == LAST
    keys["goto.top"]()
    assert reading.lit == FIRST
    assert reading.navigator.went == [("trace",), ("trace",)]
    keys["move.page-up"]()
    assert reading.pane.turned == [-1]


@pytest.mark.parametrize("name", COMMANDS)
def test_what_moves_by_reading_moves_the_progress(reading: Reading, name: str) -> None:
    reads: list[str] = []
    Motions(reading.view, reading.navigator, lambda: reads.append(reading.lit)).commands()[name]()
    assert reads == [reading.lit]


def test_what_only_looks_leaves_the_progress(reading: Reading) -> None:
    reads: list[str] = []
    annotate(reading.workspace, "port", [reading.span("dossier")])
    reading.view.load_annotations()
    keys = Motions(reading.view, reading.navigator, lambda: reads.append(reading.lit)).commands()
    keys["annotation.next"]()
    keys["annotation.previous"]()
    assert (reading.lit, reads) == ("dossier", [])


def test_annotations_are_gone_through_in_a_circle(reading: Reading) -> None:
    keys = Motions(reading.view, reading.navigator, read_on).commands()
    with pytest.raises(Problem, match="no annotations"):
        keys["annotation.next"]()
    for quote in ("grutiers", "dossier"):
        annotate(reading.workspace, "port", [reading.span(quote)])
    reading.view.load_annotations()
    lit = []
    for name in ("next", "next", "next", "previous"):
        keys[f"annotation.{name}"]()
        lit.append(reading.lit)
    assert lit == ["grutiers", "dossier", "grutiers", "dossier"]
    assert reading.view.under_focus() == reading.view.annotations[1]


def test_letters_of_a_label_jump_and_others_hide_the_labels(reading: Reading) -> None:
    labels = Labels(reading.view, read_on)
    assert not labels.take_key("f"), "no labels are shown"
    labels.show()
    letter = reading.pane.labels[reading.span(LAST).start]
    assert labels.take_key(letter)
    assert (reading.lit, reading.pane.labels) == (LAST, {})
    labels.show()
    assert labels.take_key("Esc")
    assert (reading.lit, reading.pane.labels) == (LAST, {})
    labels.show()
    labels.forget()
    assert not labels.take_key(letter)


@pytest.mark.parametrize("count", [0, 1, len(LETTERS), len(LETTERS) + 1, len(LETTERS) ** 2])
def test_labels_are_all_different_and_none_begins_another(count: int) -> None:
    letters = label_letters(count)
    assert len(set(letters)) == count
    assert len({len(label) for label in letters}) <= 1


def test_a_mark_leads_back_to_its_place(reading: Reading) -> None:
    marks = Marks(reading.view, reading.state, reading.host, reading.navigator)
    marks.choose()
    assert "No marks yet" in reading.host.messages[-1]
    marks.go("a")
    assert "no mark a" in reading.host.messages[-1]
    marks.set("a")
    reading.select(LAST)
    marks.go("a")
    assert reading.lit == FIRST
    assert reading.navigator.went == [("trace",)]
    reading.select(LAST)
    marks.choose()
    _, chosen = reading.host.asked.pop()
    chosen(None)
    assert reading.lit == LAST
    chosen("a")
    assert reading.lit == FIRST


def test_a_mark_past_the_end_of_a_changed_text_leads_nowhere(reading: Reading) -> None:
    reading.state.places.of("port").marks["a"] = [0, len(reading.view.text) + 1]
    Marks(reading.view, reading.state, reading.host, reading.navigator).go("a")
    assert "no mark a" in reading.host.messages[-1]
    assert reading.lit == FIRST


def test_the_selection_extends_grows_and_is_cleared(reading: Reading) -> None:
    keys = SelectionCommands(reading.view).commands()
    keys["select.next-sentence"]()
    assert reading.lit == f"{FIRST} {SECOND}"
    keys["select.clear"]()
    assert reading.lit == SECOND
    keys["select.shrink"]()
    assert reading.lit == "Les"
    keys["select.sticky"]()
    reading.pane.move(reading.pane.selection.grain, 1)  # type: ignore[union-attr]
    assert reading.lit == "Les grutiers"
    keys["select.snap"]()
    assert reading.lit == SECOND
    keys["select.clear"]()
    keys["select.grow"]()
    assert reading.lit == f"{FIRST} {SECOND}"


def test_passages_are_kept_and_dropped(reading: Reading) -> None:
    keys = SelectionCommands(reading.view).commands()
    keys["select.keep"]()
    assert reading.pane.kept == (reading.span(FIRST),)
    assert reading.lit == SECOND
    keys["select.drop"]()
    assert not reading.pane.kept


def test_every_key_of_the_selection_leaves_an_empty_article_alone(reading: Reading) -> None:
    reading.pane.selection = None
    for action in SelectionCommands(reading.view).commands().values():
        action()
    assert reading.pane.selection is None


def test_the_width_of_the_column_has_limits_and_is_remembered(reading: Reading) -> None:
    keys = PageView(reading.view, reading.state, reading.host).commands()
    for name, limit in (("view.wider", WIDEST), ("view.narrower", NARROWEST)):
        for _ in range(50):
            keys[name]()
        assert reading.pane.column == reading.state.column == reading.host.remembered["column_width"] == limit


def test_margins_go_round(reading: Reading) -> None:
    keys = PageView(reading.view, reading.state, reading.host).commands()
    seen = []
    for _ in MARGINS:
        keys["view.margins"]()
        seen.append(reading.pane.margin)
    assert sorted(seen) == list(MARGINS)
    assert reading.host.remembered["margin"] == reading.state.margin == seen[-1]


def test_zen_hides_all_but_the_text(reading: Reading) -> None:
    reading.side.display = True
    toggle = PageView(reading.view, reading.state, reading.host).commands()["view.zen"]
    toggle()
    assert reading.screen.edges.text_alone
    assert not reading.side.display
    toggle()
    assert not reading.screen.edges.text_alone
