"""Undo and redo as a person meets them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotation.codec import Record
from reader.annotation.edit import Change, Edit, inverse
from reader.annotation.history import History
from reader.text.problem import Problem


def entry(id_: str, time: int, what: str = "add", undoes: str | None = None, coder: str = "a") -> Record:
    return Edit(id_, what, coder, time, (), undoes=undoes).to_record()


def names(history: History, coder: str = "a") -> tuple[str | None, str | None]:
    """Return the ids of the entries that undo and redo take back."""
    undo, deciding = history.next_undo(coder), history.deciding_redo(coder)
    redo = deciding if deciding and history.is_undo(deciding) else None
    return (undo["id"] if undo else None, redo["id"] if redo else None)


def test_the_newest_own_edit_is_undone_first() -> None:
    assert names(History([entry("1", 1), entry("2", 2), entry("3", 3, coder="b")])) == ("2", None)


def test_after_an_undo_the_one_before_is_next_and_redo_is_there() -> None:
    assert names(History([entry("1", 1), entry("2", 2), entry("u", 3, "undo", "2")])) == ("1", "u")


def test_after_a_redo_it_can_be_undone_again() -> None:
    entries = [entry("1", 1), entry("u", 2, "undo", "1"), entry("r", 3, "redo", "u")]
    assert names(History(entries)) == ("r", None)
    assert names(History([*entries, entry("v", 4, "undo", "r")])) == (None, "v")


def test_two_undos_are_redone_in_turn() -> None:
    entries = [entry("1", 1), entry("2", 2), entry("u2", 3, "undo", "2"), entry("u1", 4, "undo", "1")]
    assert names(History(entries)) == (None, "u1")
    assert names(History([*entries, entry("r", 5, "redo", "u1")])) == ("r", "u2")


def test_a_new_edit_ends_redo() -> None:
    assert names(History([entry("1", 1), entry("u", 2, "undo", "1"), entry("3", 3)])) == ("3", None)


EDITS = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["add", "undo", "redo"]), st.sampled_from([None, *"0123456789"]))
)


@given(EDITS, st.integers(0, 10))
def test_a_history_that_takes_in_the_rest_is_that_of_all(edits: list[tuple[int, str, str | None]], at: int) -> None:
    entries = [entry(str(number), time, what, undoes) for number, (time, what, undoes) in enumerate(edits)]
    grown = History(entries[:at])
    assert grown.add(entries[at // 2 :])
    whole = History(entries)
    assert grown.entries == whole.entries
    assert [grown.is_undone(each) for each in entries] == [whole.is_undone(each) for each in entries]
    assert names(grown) == names(whole)


@pytest.mark.parametrize("more", [[entry("2", 5), entry("1", 9)], [entry("2", 5), entry("2", 6)]])
def test_a_history_takes_in_nothing_if_an_entry_is_another_than_it_was(more: list[Record]) -> None:
    history = History([entry("1", 1)])
    assert not history.add(more)
    assert history.entries == [entry("1", 1)]


RECORDS = st.none() | st.dictionaries(st.sampled_from("abc"), st.integers(0, 3) | st.lists(st.integers(0, 2)))


@given(RECORDS, RECORDS)
def test_an_inverse_brings_back_what_was(before: Record | None, after: Record | None) -> None:
    if before is None and after is None:
        return
    edit = Edit("e", "change", "a", 1, (Change("d", "t", "i", before, after),))
    (back,) = inverse(edit.to_record(), lambda *_: after)
    assert back.before == after
    assert back.after == before


def test_what_somebody_changed_since_is_left_alone() -> None:
    edit = Edit("e", "note", "a", 1, (Change("d", "t", "i", {"note": "x", "k": 1}, {"note": "y", "k": 1}),))
    assert inverse(edit.to_record(), lambda *_: {"note": "y", "k": 2})[0].after == {"note": "x", "k": 2}
    with pytest.raises(Problem):
        inverse(edit.to_record(), lambda *_: {"note": "z", "k": 1})
