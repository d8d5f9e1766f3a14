"""Which annotation keys act on, and which passages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.layout.motion import Selection
from reader.layout.table import ListRow
from reader.session.annotations.annotate import annotate
from reader.text.problem import Problem
from tests.tui.article.fakes import Desk

FIRST = "Le port rouvre."


def annotated(desk: Desk, *quotes: str) -> list[str]:
    """Annotate each quote; return the ids."""
    ids = [annotate(desk.workspace, "port", [desk.span(quote)]).id for quote in quotes]
    desk.view.load_annotations()
    return ids


def test_the_shortest_annotation_is_under_the_focus_unless_another_was_cycled_to(desk: Desk) -> None:
    whole, word = annotated(desk, FIRST, "port")
    assert desk.view.under_focus() == next(one for one in desk.view.annotations if one.id == word)
    desk.view.cycled = whole
    assert desk.view.under_focus() == next(one for one in desk.view.annotations if one.id == whole)


def test_an_annotation_around_the_focus_contains_all_of_the_selection(desk: Desk) -> None:
    annotated(desk, "port")
    assert desk.view.under_focus()
    assert desk.view.around_focus() is None
    desk.select("port")
    assert desk.view.around_focus() == desk.view.under_focus()


def test_with_the_keys_in_the_side_pane_its_cursor_says_which(desk: Desk) -> None:
    ids = annotated(desk, FIRST, "préfet")
    desk.page.context = "side"
    assert desk.view.under_focus() is None
    desk.side.rows = [ListRow(id_, ()) for id_ in ids]
    desk.side.at = 1
    under, around = desk.view.under_focus(), desk.view.around_focus()
    assert under
    assert around
    assert (under.id, around.id) == (ids[1], ids[1])


def test_kept_passages_and_an_extended_selection_are_annotated_together(desk: Desk) -> None:
    assert desk.view.passages() == (desk.span(FIRST),)
    kept = desk.span("Rien ne presse.")
    desk.pane.mark_up(kept=[kept])
    assert desk.view.passages() == (kept,), "a bare focus elsewhere is only the way to the next passage"
    assert desk.pane.selection
    desk.pane.select(replace(desk.pane.selection, focus=desk.span("Les grutiers reviennent.")))
    assert desk.view.passages() == (kept, desk.span(f"{FIRST} Les grutiers reviennent."))
    desk.pane.select(Selection(kept, kept))
    assert desk.view.passages() == (kept,)


def test_without_text_or_annotation_a_problem_says_what_to_do(desk: Desk) -> None:
    with pytest.raises(Problem, match="no annotation here"):
        desk.view.must_have()
    desk.pane.selection = None
    assert desk.view.under_focus() is desk.view.around_focus() is None
    with pytest.raises(Problem, match="nothing to mark"):
        desk.view.passages()


def test_an_annotation_of_another_article_is_not_here(desk: Desk) -> None:
    other = annotate(desk.workspace, "ete", [desk.workspace.document("ete").sentence_at(0)])
    desk.page.context = "side"
    desk.side.rows = [ListRow(other.id, ())]
    with pytest.raises(Problem, match="another article"):
        desk.view.must_be_here()
