"""What was opened often and recently comes first; the file is bounded, shared, and thrown away when it is damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.session.reading.openings import HALF_LIFE, MOST, Openings, name_of

DAY = 24 * 3600.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def openings(tmp_path: Path, clock: Clock) -> Openings:
    return Openings(tmp_path, clock)


def order(openings: Openings) -> list[str]:
    weights = openings.weights()
    return sorted(weights, key=lambda name: -weights[name])


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 60 * DAY)), min_size=1, max_size=30))
def test_the_order_is_that_of_all_openings_each_halved_by_its_age(opened: list[tuple[str, float]]) -> None:
    clock = Clock()
    openings = Openings("nowhere", clock)
    first = clock.now
    for name, after in sorted(opened, key=lambda each: each[1]):
        clock.now = first + after
        openings.note(name)
    counts = {
        name: sum(2 ** -((clock.now - first - after) / HALF_LIFE) for other, after in opened if other == name)
        for name, _ in opened
    }
    weights = openings.weights()
    assert weights == pytest.approx({name: 1 - 1 / (1 + count) for name, count in counts.items()})


def test_often_and_recently_both_count(openings: Openings, clock: Clock) -> None:
    for _ in range(3):
        openings.note("often")
    clock.now += DAY
    openings.note("lately")
    assert order(openings) == ["often", "lately"]
    clock.now += 21 * DAY
    openings.note("today")
    assert order(openings) == ["today", "often", "lately"]


def test_kinds_are_kept_apart(openings: Openings) -> None:
    openings.note(name_of("article", "mer"))
    openings.note(name_of("tag", "mer:bleue"))
    assert set(openings.weights_of("article")) == {"mer"}
    assert set(openings.weights_of("tag")) == {"mer:bleue"}


def test_two_programs_add_to_each_other(tmp_path: Path, openings: Openings, clock: Clock) -> None:
    other = Openings(tmp_path, clock)
    openings.note("a")
    other.note("b")
    other.note("b")
    openings.save()
    other.save()
    assert order(other) == ["b", "a"] == order(Openings(tmp_path, clock))
    openings.save()  # it has nothing to add
    assert order(Openings(tmp_path, clock)) == ["b", "a"]


@pytest.mark.parametrize(
    "content", ["", "{", "[1]", "\x00\ufffd", '{"a": "x", "b": NaN, "c": 1, "d": true, "e": null}', "[" * 10_000, " " * 2_000_000]
)  # fmt: skip
def test_a_damaged_file_is_thrown_away(tmp_path: Path, openings: Openings, clock: Clock, content: str) -> None:
    openings.note("old")
    openings.save()
    Path(openings.file).write_text(content, encoding="utf-8")
    again = Openings(tmp_path, clock)
    assert again.weights() == {}
    again.note("new")
    again.save()
    assert order(Openings(tmp_path, clock)) == ["new"]


def test_a_clock_that_was_wrong_is_forgotten_in_time(tmp_path: Path, openings: Openings, clock: Clock) -> None:
    Path(openings.file).parent.mkdir(parents=True)
    Path(openings.file).write_text(json.dumps({"far": 1e300, "long ago": -1e300}))
    again = Openings(tmp_path, clock)
    assert order(again) == ["far", "long ago"]
    clock.now += 12 * 7 * DAY
    again.note("now")
    assert order(again)[0] == "now"


def test_the_file_keeps_what_counts_most(tmp_path: Path, openings: Openings, clock: Clock) -> None:
    openings.note("first")
    for number in range(MOST):
        clock.now += 60
        openings.note(f"{number}")
    openings.save()
    kept = Openings(tmp_path, clock).weights()
    assert len(kept) == MOST == len(openings.weights())
    assert "first" not in kept and f"{MOST - 1}" in kept


def test_what_cannot_be_written_waits(openings: Openings, tmp_path: Path, clock: Clock) -> None:
    folder = Path(openings.file).parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("A file is where the folder should be.")
    openings.note("a")
    with pytest.raises(OSError):
        openings.save()
    folder.unlink()
    openings.save()
    assert order(Openings(tmp_path, clock)) == ["a"]
