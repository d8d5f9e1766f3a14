from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.changes import TextChanges
from reader.text.compare import compare
from reader.text.span import Span

WORDS = st.lists(st.sampled_from("le port dort. La mer, est haute ! Deux voiliers rentrent 3.".split()), max_size=40)
TEXTS = WORDS.map(" ".join) | st.text(max_size=60)


def check(old: str, new: str, changes: TextChanges) -> None:
    for run in changes.runs:
        assert run.length > 0
        assert old[run.old : run.old + run.length] == new[run.new : run.new + run.length]
    for left, right in pairwise(changes.runs):
        assert left.old_end <= right.old
    for left, right in pairwise(sorted(changes.runs, key=lambda run: run.new)):
        assert left.new_end <= right.new


@given(TEXTS, TEXTS)
def test_runs_stand_in_both_texts_each_at_one_place(old: str, new: str) -> None:
    changes = compare(old, new)
    check(old, new, changes)
    assert changes.runs == compare(old, new).runs


@given(TEXTS, TEXTS)
def test_runs_and_gaps_cover_both_texts(old: str, new: str) -> None:
    changes = compare(old, new)
    kept = sum(run.length for run in changes.runs)
    assert kept + sum(len(gap) for gap in changes.old_gaps()) == len(old)
    assert kept + sum(len(gap) for gap in changes.new_gaps()) == len(new)


@given(TEXTS)
def test_the_same_text_is_one_run(text: str) -> None:
    changes = compare(text, text)
    assert sum(run.length for run in changes.runs) == len(text)
    assert not [*changes.old_gaps(), *changes.new_gaps()]


@given(TEXTS, TEXTS, st.data())
def test_a_carried_span_is_inside_the_new_text(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    span = Span(start, data.draw(st.integers(start, len(old))))
    carried = compare(old, new).carried(span)
    assert carried.kept <= len(span)
    for part in carried.parts:
        assert part.end <= len(new)
    for left, right in pairwise(sorted(carried.parts)):
        assert left.end <= right.start


def test_a_passage_torn_apart_has_two_parts() -> None:
    old = "Le phare a été repeint en blanc par quatre peintres venus de Brest."
    new = old[:32] + "Trente bateaux de pêche attendaient dehors que la brume se lève enfin. " * 4 + old[32:]
    carried = compare(old, new).carried(Span(0, len(old)))
    assert "".join(part.of(new) for part in carried.parts) == old
    assert len(carried.parts) == 2


def test_a_word_repeated_above_leaves_the_old_place() -> None:
    old = "Le phare est blanc. La mer est haute."
    new = "Le phare est blanc. " + old
    assert compare(old, new).carried(Span(3, 8)).parts == (Span(23, 28),)


@pytest.mark.parametrize("added", ["Le quai ferme. ", "Le maire attend le quai. Le vent tombe. "])
def test_what_is_inserted_ends_with_a_sentence_where_it_can(added: str) -> None:
    old = "Un titre sans point Le phare du port a rouvert ses portes."
    at = old.index("Le phare")
    new = old[:at] + added + old[at:]
    for one, other, gap in ((old, new, "new"), (new, old, "old")):
        changes = compare(one, other)
        gaps = list(changes.new_gaps() if gap == "new" else changes.old_gaps())
        assert [span.of(new) for span in gaps] == [added]
        check(one, other, changes)
