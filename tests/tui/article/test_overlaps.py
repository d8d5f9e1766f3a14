"""Choosing among annotations that overlap."""

from __future__ import annotations

import pytest

from reader.session.annotations.annotate import annotate, change
from reader.session.annotations.article_annotations import annotations_in
from reader.text.problem import Problem
from reader.tui.screen.article.overlaps import OverlapChoice
from tests.tui.article.fakes import Reading


@pytest.fixture
def choice(reading: Reading) -> OverlapChoice:
    made = OverlapChoice(reading.view, reading.state)
    reading.screen.told = made.show
    return made


def mark(reading: Reading, *tags: str) -> None:
    """Give each tag an annotation of its own that begins with the article, each longer than the one before."""
    for length, tag in enumerate(tags, len("Le port")):
        annotate(reading.workspace, "port", [reading.span(reading.view.text[:length])], [tag])
    reading.view.load_annotations()
    reading.select("Le")


def lit(reading: Reading) -> str:
    annotation = reading.view.under_focus()
    return " ".join(reading.workspace.codebook.paths(annotation.tags)) if annotation else ""


def shown(reading: Reading) -> list[str]:
    reading.screen.tell()
    return [row.cells[0].split(" ")[0] for row in reading.screen.overlaps.rows]


def test_all_that_overlap_are_shown_and_the_next_is_lit(reading: Reading, choice: OverlapChoice) -> None:
    mark(reading, "mer", "vent")
    assert (shown(reading), lit(reading), choice.mode()) == ([], "mer", "")
    choice.next()
    assert (shown(reading), lit(reading), choice.mode()) == (["#mer", "#vent"], "vent", "CHOOSE")
    assert reading.screen.overlaps.lit == reading.view.annotations[1].id
    choice.next()
    assert lit(reading) == "mer"
    assert reading.view.target().startswith("1 of 2 · #mer")


def test_a_row_has_the_tags_the_quote_the_note_the_ink_and_the_colour(reading: Reading, choice: OverlapChoice) -> None:
    mark(reading, "mer", "vent")
    change(reading.workspace, annotations_in(reading.workspace, "port")[0], note="Vu.", what="note")
    reading.view.load_annotations()
    choice.next()
    choice.show()
    assert [row.cells for row in reading.screen.overlaps.rows] == [
        ("#mer · “Le port”", "✎", "yellow"),
        ("#vent · “Le port”", "", "yellow"),
    ]


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [(["Enter"], "vent"), (["Esc"], "mer"), (["j", "Enter"], "quai"), (["Down", "Up", "k", "Enter"], "mer")],
)
def test_three_are_a_list_to_move_in(reading: Reading, choice: OverlapChoice, keys: list[str], chosen: str) -> None:
    mark(reading, "mer", "vent", "quai")
    choice.next()
    assert all(choice.take_key(key) for key in keys)
    assert (lit(reading), shown(reading)) == (chosen, [])


@pytest.mark.parametrize("key", ["d", "t", "j", "g"])
def test_of_two_every_other_key_acts_on_the_one_that_is_lit(reading: Reading, choice: OverlapChoice, key: str) -> None:
    mark(reading, "mer", "vent")
    choice.next()
    assert not choice.take_key(key)
    assert (lit(reading), shown(reading)) == ("vent", [])


def test_the_key_of_the_command_leaves_the_list_where_it_is(reading: Reading, choice: OverlapChoice) -> None:
    mark(reading, "mer", "vent", "quai")
    choice.next()
    assert not choice.take_key("c")
    choice.next()
    assert (lit(reading), len(shown(reading))) == ("quai", 3)
    assert choice.take_key("Esc")
    assert lit(reading) == "mer"


def test_what_is_selected_elsewhere_hides_the_list(reading: Reading, choice: OverlapChoice) -> None:
    mark(reading, "mer", "vent")
    choice.next()
    reading.select("rouvre")
    assert (shown(reading), choice.mode(), choice.mode_keys()) == ([], "", ())


def test_without_another_annotation_there_is_nothing_to_choose(reading: Reading, choice: OverlapChoice) -> None:
    with pytest.raises(Problem, match="no annotation here"):
        choice.next()
    mark(reading, "mer")
    with pytest.raises(Problem, match="no other annotation"):
        choice.next()
    assert list(choice.idle()) == ["annotation.cycle"]
