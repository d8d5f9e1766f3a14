"""Highlighting, tagging, notes and boundaries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from reader.annotation.model import Ink
from reader.layout.motion import Selection
from reader.layout.table import ListRow
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import undo
from reader.session.codebook import tag_edits
from reader.session.reading.positions import ReadingPositions
from reader.text.problem import Problem
from reader.tui.dialog.note import Written
from reader.tui.dialog.picker import Picked
from reader.tui.screen.article.boundary import BoundaryEdit
from reader.tui.screen.article.marking import Marking
from reader.tui.screen.article.notes import Notes
from reader.tui.screen.article.overlaps import OverlapChoice
from tests.tui.article.fakes import Reading

FIRST, SECOND = "Le port rouvre.", "Les grutiers reviennent."


def made(reading: Reading) -> list[tuple[str, tuple[str, ...], str]]:
    """Return quote, tags and note of each annotation in the store."""
    paths = reading.workspace.codebook.paths
    return [
        (annotation.quote, tuple(paths(annotation.tags)), annotation.note)
        for annotation in annotations_in(reading.workspace, "port")
    ]


@pytest.fixture
def marking(reading: Reading) -> Marking:
    def pick(picked: Callable[[Picked | None], None], title: str, checked: Sequence[str]) -> None:
        reading.host.asked.append(((title, tuple(checked)), picked))

    return Marking(reading.view, reading.state, reading.host, pick)


def test_a_highlight_is_acknowledged_with_the_key_that_takes_it_back(reading: Reading, marking: Marking) -> None:
    assert reading.pane.selection
    reading.pane.select(replace(reading.pane.selection, sticky=True))
    marking.highlight()
    assert made(reading) == [(FIRST, (), "")]
    assert reading.host.messages == ["Highlighted"]
    assert not reading.pane.selection.sticky
    assert [one.span for one in reading.pane.decorations] == [reading.span(FIRST)]


def test_a_highlight_that_changes_nothing_offers_no_undo(reading: Reading, marking: Marking) -> None:
    marking.highlight()
    marking.highlight()
    assert len(made(reading)) == 1
    assert "nothing has changed" in reading.host.messages[-1]


def test_a_chosen_ink_is_used_from_now_on(reading: Reading, marking: Marking) -> None:
    marking.choose_ink()
    _, chosen = reading.host.asked.pop()
    chosen(None)
    assert made(reading) == []
    ink = list(Ink)[-1]
    chosen(ink.value)
    assert reading.view.annotations[0].ink is reading.state.ink is ink
    assert reading.host.remembered == {"ink": ink.value}


def test_tags_are_picked_remembered_and_repeated(reading: Reading, marking: Marking) -> None:
    with pytest.raises(Problem, match="nothing to repeat"):
        marking.repeat()
    marking.tag()
    _, picked = reading.host.asked.pop()
    picked(None)
    picked(Picked())
    assert made(reading) == []
    picked(Picked(("mer",), "vent"))
    assert made(reading) == [(FIRST, ("mer", "vent"), "")]
    reading.select(SECOND)
    marking.repeat()
    assert made(reading)[1] == (SECOND, ("mer", "vent"), "")


def test_a_tag_that_was_renamed_while_tags_were_picked_is_not_taken_off(reading: Reading, marking: Marking) -> None:
    marking.give(["mer"])
    marking.tag()
    _, picked = reading.host.asked.pop()
    tag_edits.rename(reading.state.workspace, "mer", "eau")
    picked(Picked(("eau", "vent")))
    assert made(reading) == [(FIRST, ("eau", "vent"), "")]


def untag(reading: Reading, marking: Marking, keep: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Open the tags of the passage, leave those in ``keep`` checked, and return the title and what was checked at first."""
    marking.tag()
    shown, picked = reading.host.asked.pop()
    picked(Picked(tuple(keep)))
    return shown  # type: ignore[no-any-return]


def test_a_tag_that_an_overlapping_passage_has_is_given_and_said(reading: Reading, marking: Marking) -> None:
    reading.select("Le port")
    marking.give(["mer"])
    reading.select("port rouvre")
    marking.give(["vent"])
    assert "overlapping" not in reading.host.messages[-1]
    marking.give(["Mer"])
    assert "#Mer" in reading.host.messages[-1]
    assert reading.host.messages[-1].endswith(" · 1 overlapping passage is tagged the same")
    reading.select(SECOND)
    marking.give(["mer"])
    assert "overlapping" not in reading.host.messages[-1]
    assert made(reading) == [("Le port", ("mer",), ""), ("port rouvre", ("vent", "mer"), ""), (SECOND, ("mer",), "")]


def test_tags_are_taken_off_and_given_in_one_edit(reading: Reading, marking: Marking) -> None:
    marking.give(["mer", "vent"])
    reading.select("port")  # inside it
    assert untag(reading, marking, ["vent", "quai"]) == ("Tags of “Le port rouvre.”", ("mer", "vent"))
    assert made(reading) == [(FIRST, ("vent", "quai"), "")]
    assert reading.host.messages[-1] == "Tagged quai; no longer mer"
    undo(reading.workspace)
    assert made(reading) == [(FIRST, ("mer", "vent"), "")]


def test_the_last_tag_that_goes_leaves_the_highlight(reading: Reading, marking: Marking) -> None:
    marking.give(["mer"])
    untag(reading, marking, [])
    assert made(reading) == [(FIRST, (), "")]
    assert reading.host.messages[-1] == "No longer tagged mer"


def test_only_what_was_added_is_repeated(reading: Reading, marking: Marking) -> None:
    marking.give(["mer", "vent"])
    untag(reading, marking, ["vent", "quai"])
    untag(reading, marking, ["quai"])
    reading.select(SECOND)
    marking.repeat()
    assert made(reading)[1] == (SECOND, ("quai",), "")


def test_tags_that_stay_as_they_are_change_nothing(reading: Reading, marking: Marking) -> None:
    marking.give(["mer"])
    before = reading.view.annotations
    untag(reading, marking, ["mer"])
    assert reading.view.annotations == before
    assert "nothing has changed" in reading.host.messages[-1]


def test_kept_passages_that_are_annotated_show_their_tags(reading: Reading, marking: Marking) -> None:
    reading.pane.mark_up(kept=[reading.span(FIRST), reading.span(SECOND)])
    marking.give(["mer"])
    reading.pane.mark_up(kept=[reading.span(FIRST), reading.span(SECOND)])
    assert untag(reading, marking, [])[1] == ("mer",)
    assert [tags for _, tags, _ in made(reading)] == [()]


def test_the_tags_are_those_of_the_annotation_that_was_chosen(reading: Reading, marking: Marking) -> None:
    marking.give(["mer"])
    reading.pane.mark_up(kept=[reading.span("port")])
    marking.give(["vent"])
    reading.pane.mark_up(kept=())
    reading.pane.select(Selection(reading.span(FIRST), reading.span(SECOND)))
    shown, overlaps = [], OverlapChoice(reading.view, reading.state)
    for _ in range(2):
        overlaps.next()
        marking.tag()
        (title, checked), _picked = reading.host.asked.pop()
        shown.append((title, checked))
    assert sorted(shown) == [("Tags of “Le port rouvre.”", ("mer",)), ("Tags of “port”", ("vent",))]
    marking.tag()
    reading.host.asked.pop()[1](Picked(()))
    assert sorted(tags for _, tags, _ in made(reading)) == [(), (dict(shown)[shown[0][0]])]


def test_a_passage_that_was_deleted_meanwhile_is_not_tagged(reading: Reading, marking: Marking) -> None:
    marking.give(["mer"])
    marking.tag()
    _, picked = reading.host.asked.pop()
    marking.delete()
    picked(Picked(()))
    assert made(reading) == []
    assert reading.host.problems


def test_a_bare_focus_in_an_annotation_tags_it_and_makes_no_other(reading: Reading, marking: Marking) -> None:
    marking.highlight()
    reading.select("port")
    marking.give(["mer"])
    assert made(reading) == [(FIRST, ("mer",), "")]


def test_a_free_hot_key_names_the_tag_used_last(reading: Reading, marking: Marking) -> None:
    assert marking.hot_tags() == [("a–z", "tag something first")]
    with pytest.raises(Problem, match="No tag has the key x"):
        marking.hot_tag("x")
    marking.give(["mer"])
    assert marking.hot_tags() == [("a–z", "names the last tag")]
    marking.hot_tag("x")
    assert marking.hot_tags() == [("x", "mer")]
    reading.select(SECOND)
    marking.hot_tag("x")
    assert made(reading)[1] == (SECOND, ("mer",), "")
    with pytest.raises(Problem, match="No tag has the key y"):
        marking.hot_tag("y")


def test_annotations_that_overlap_are_cycled_through_and_the_chosen_one_is_deleted(
    reading: Reading, marking: Marking
) -> None:
    overlaps = OverlapChoice(reading.view, reading.state)
    marking.highlight()
    reading.pane.mark_up(kept=[reading.span("port")])
    marking.highlight()
    overlaps.next()
    assert "2 of 2" in reading.view.target()
    chosen = reading.view.under_focus()
    assert chosen
    marking.delete()
    assert chosen.quote not in [quote for quote, _, _ in made(reading)]
    assert len(made(reading)) == 1
    marking.delete()
    with pytest.raises(Problem, match="no annotation here"):
        marking.delete()


def note_editor(reading: Reading, marking: Marking) -> Callable[[Written], None]:
    """Open the note editor; return what ends it."""
    Notes(reading.view, reading.state, reading.host, marking.acknowledge).write()
    return reading.host.asked.pop()[1]


def test_a_note_is_kept_or_stays_as_a_draft(reading: Reading, marking: Marking) -> None:
    note_editor(reading, marking)(Written("à voir", kept=False))
    drafts = reading.state.places.of("port").drafts
    assert list(drafts.values()) == ["à voir"]
    assert set(reading.host.calls) == {("save_places",)}
    assert made(reading) == []
    note_editor(reading, marking)(Written("à revoir  ", kept=True))
    assert made(reading) == [(FIRST, (), "à revoir")]
    assert drafts == {}
    note_editor(reading, marking)(Written("", kept=True))
    assert made(reading) == [(FIRST, (), "")]


def test_a_note_begins_with_no_draft_that_another_window_has_kept_meanwhile(
    reading: Reading, marking: Marking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading.host, "save_places", reading.state.places.save)
    note_editor(reading, marking)(Written("à voir", kept=False))
    other = ReadingPositions(reading.workspace.root)
    other.of("port").drafts.clear()
    other.save()
    Notes(reading.view, reading.state, reading.host, marking.acknowledge).write()
    editor, _ = reading.host.asked.pop()
    assert editor.text == ""


def test_a_note_on_kept_passages_that_are_annotated_goes_on_from_the_note_there(
    reading: Reading, marking: Marking
) -> None:
    notes = Notes(reading.view, reading.state, reading.host, marking.acknowledge)
    for written in ("un", "deux"):
        reading.pane.mark_up(kept=[reading.span("port"), reading.span("Les")])
        notes.write()
        editor, keep = reading.host.asked.pop()
        assert editor.text == ("" if written == "un" else "un")
        keep(Written(written, kept=True))
    assert [note for _, _, note in made(reading)] == ["deux"]


def test_a_note_is_written_on_in_another_editor(reading: Reading, marking: Marking) -> None:
    reading.host.written_outside = "de dehors"
    note_editor(reading, marking)(Written("de dedans", kept=False, external=True))
    assert list(reading.state.places.of("port").drafts.values()) == ["de dehors"]
    _, written = reading.host.asked.pop()
    written(Written("de dehors", kept=True))
    assert made(reading) == [(FIRST, (), "de dehors")]


def test_an_empty_note_on_nothing_makes_no_annotation(reading: Reading, marking: Marking) -> None:
    note_editor(reading, marking)(Written(" ", kept=True))
    assert made(reading) == []


def boundary_edit(reading: Reading, marking: Marking) -> BoundaryEdit:
    return BoundaryEdit(reading.view, reading.state, reading.host, reading.navigator, marking.acknowledge)


@pytest.mark.parametrize(("key", "left"), [("Enter", f"{FIRST} {SECOND}"), ("Esc", "port")])
def test_enter_keeps_a_boundary_and_esc_leaves_it(reading: Reading, marking: Marking, key: str, left: str) -> None:
    boundary = boundary_edit(reading, marking)
    assert not boundary.take_key(key), "no boundary is edited"
    reading.select("port")
    marking.highlight()
    reading.screen.context = "side"
    reading.side.rows = [ListRow(reading.view.annotations[0].id, ())]
    boundary.edit()
    assert reading.keys_go_to("article")
    assert reading.lit == "port"
    assert not boundary.take_key("j"), "motions change the selection"
    reading.select(f"{FIRST} Les grutiers reviennent")
    assert boundary.take_key(key)
    assert [quote for quote, _, _ in made(reading)] == [left]
    assert not boundary.take_key(key)
    assert reading.navigator.went == []


def test_a_relocation_leads_back_to_the_queue(reading: Reading, marking: Marking) -> None:
    marking.highlight()
    boundary = boundary_edit(reading, marking)
    boundary.relocate(reading.view.annotations[0].id)
    reading.select(SECOND)
    assert boundary.take_key("Enter")
    assert [quote for quote, _, _ in made(reading)] == [SECOND]
    assert reading.navigator.went == [("leave",)]


def test_a_boundary_of_the_article_before_is_forgotten(reading: Reading, marking: Marking) -> None:
    marking.highlight()
    boundary = boundary_edit(reading, marking)
    boundary.relocate(reading.view.annotations[0].id)
    boundary.forget()
    assert not boundary.take_key("Enter")
    assert reading.navigator.went == []
