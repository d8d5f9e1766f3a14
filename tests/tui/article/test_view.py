"""Which annotation keys act on, and which passages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.layout.motion import Selection
from reader.layout.table import ListRow
from reader.session.annotations.annotate import annotate
from reader.text.problem import Problem
from tests.tui.article.fakes import Reading

FIRST = "Le port rouvre."


def annotated(reading: Reading, *quotes: str) -> list[str]:
    """Annotate each quote; return the ids."""
    ids = [annotate(reading.workspace, "port", [reading.span(quote)]).id for quote in quotes]
    reading.view.load_annotations()
    return ids


def test_keys_act_on_the_shortest_annotation_that_holds_what_is_selected(reading: Reading) -> None:
    whole, word = annotated(reading, FIRST, "port")
    by_id = {annotation.id: annotation for annotation in reading.view.annotations}
    assert reading.view.under_focus() == by_id[whole], "the other one holds only a part of the sentence"
    reading.select("port")
    assert reading.view.under_focus() == by_id[word]


def test_an_annotation_that_was_chosen_is_meant_until_something_else_is_selected(reading: Reading) -> None:
    whole, word = annotated(reading, FIRST, "port")
    by_id = {annotation.id: annotation for annotation in reading.view.annotations}
    reading.view.choose(by_id[word])
    assert reading.view.under_focus() == reading.view.around_focus() == by_id[word]
    sentence = reading.pane.selection
    reading.select("rouvre")
    reading.pane.select(sentence)
    reading.view.choose(by_id[whole])
    reading.select("port")
    assert reading.view.under_focus() == by_id[word]


def test_the_status_shows_the_one_that_keys_act_on_and_which_of_how_many(reading: Reading) -> None:
    assert reading.view.target() == ""
    annotate(reading.workspace, "port", [reading.span(FIRST)], ["mer/quai"])
    annotated(reading, "port")
    assert reading.view.target() == "1 of 2 · #mer/quai · “Le port rouvre.”"
    reading.select("port")
    assert reading.view.target() == "2 of 2 · “port”"


def test_what_tags_would_not_go_to_is_shown_as_being_here(reading: Reading) -> None:
    annotated(reading, "port")
    assert reading.view.target() == "here: “port”"
    assert reading.view.around_focus() is None


def test_an_annotation_around_the_focus_contains_all_of_the_selection(reading: Reading) -> None:
    annotated(reading, "port")
    assert reading.view.under_focus()
    assert reading.view.around_focus() is None
    reading.select("port")
    assert reading.view.around_focus() == reading.view.under_focus()


def test_with_the_keys_in_the_side_pane_its_cursor_says_which(reading: Reading) -> None:
    ids = annotated(reading, FIRST, "préfet")
    reading.screen.context = "side"
    assert reading.view.under_focus() is None
    reading.side.rows = [ListRow(id_, ()) for id_ in ids]
    reading.side.at = 1
    under, around = reading.view.under_focus(), reading.view.around_focus()
    assert under
    assert around
    assert (under.id, around.id) == (ids[1], ids[1])


def test_kept_passages_and_an_extended_selection_are_annotated_together(reading: Reading) -> None:
    assert reading.view.passages() == (reading.span(FIRST),)
    kept = reading.span("Rien ne presse.")
    reading.pane.mark_up(kept=[kept])
    assert reading.view.passages() == (kept,), "a bare focus elsewhere is only the way to the next passage"
    assert reading.pane.selection
    reading.pane.select(replace(reading.pane.selection, focus=reading.span("Les grutiers reviennent.")))
    assert reading.view.passages() == (kept, reading.span(f"{FIRST} Les grutiers reviennent."))
    reading.pane.select(Selection(kept, kept))
    assert reading.view.passages() == (kept,)


def test_without_text_or_annotation_a_problem_says_what_to_do(reading: Reading) -> None:
    with pytest.raises(Problem, match="no annotation here"):
        reading.view.must_have()
    reading.pane.selection = None
    assert reading.view.under_focus() is reading.view.around_focus() is None
    with pytest.raises(Problem, match="nothing to mark"):
        reading.view.passages()


def test_an_annotation_of_another_article_is_not_here(reading: Reading) -> None:
    other = annotate(reading.workspace, "ete", [reading.workspace.document("ete").sentence_at(0)])
    reading.screen.context = "side"
    reading.side.rows = [ListRow(other.id, ())]
    with pytest.raises(Problem, match="another article"):
        reading.view.must_be_here()
