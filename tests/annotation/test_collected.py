"""The order of the basket."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.annotation.collected import Collected, in_order, moved
from reader.text.span import Span


def basket(*positions: int) -> list[Collected]:
    return [
        Collected(f"{number}", "port", (Span(0, 4),), "mots", created=number, position=position)
        for number, position in enumerate(positions)
    ]


def after(before: list[Collected], changes: list[Collected]) -> list[str]:
    changed = {each.id: each for each in changes}
    return [each.id for each in in_order(changed.get(each.id, each) for each in before)]


@given(st.lists(st.integers(0, 6), min_size=1, max_size=8), st.data())
def test_one_stands_where_it_was_moved_to_and_the_others_keep_their_order(
    positions: list[int], data: st.DataObject
) -> None:
    before = in_order(basket(*positions))
    at = data.draw(st.integers(0, len(before) - 1))
    step = data.draw(st.integers(-9, 9))
    wanted = [each.id for each in before]
    wanted.insert(max(0, min(at + step, len(before) - 1)), wanted.pop(at))
    assert after(before, moved(before, before[at].id, step)) == wanted


def test_of_neighbours_only_these_two_change() -> None:
    before = basket(3, 5, 9)
    assert {each.id: each.position for each in moved(before, "2", -1)} == {"1": 9, "2": 5}
    assert moved(before, "0", -1) == moved(before, "2", 1) == moved(before, "none", 1) == []


def test_a_record_keeps_what_a_newer_program_wrote() -> None:
    record = {**basket(2)[0].to_record(), "colour": "red"}
    assert Collected.from_record(record).to_record() == record
