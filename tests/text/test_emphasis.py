"""The table of what an author has set apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.emphasis import Emphases, Emphasis, Marks
from reader.text.span import Span

STRETCHES = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 5), st.sampled_from(Marks)), max_size=12)


def table(steps: list[tuple[int, int, Marks]]) -> tuple[list[Emphasis], Emphases]:
    at, stretches = 0, []
    for gap, length, marks in steps:
        stretches.append(Emphasis(Span(at + gap, at + gap + length), marks))
        at += gap + length
    return stretches, Emphases.of(stretches)


@given(STRETCHES, st.integers(0, 60), st.integers(0, 60))
def test_within_a_span_are_those_that_overlap_it(steps: list[tuple[int, int, Marks]], start: int, length: int) -> None:
    _, emphases = table(steps)
    span = Span(start, start + length)
    assert emphases.within(span) == [each for each in emphases if each.span.end > start and each.span.start < span.end]


@given(STRETCHES)
def test_each_code_point_keeps_its_marks(steps: list[tuple[int, int, Marks]]) -> None:
    stretches, emphases = table(steps)

    def marks(all_of: list[Emphasis]) -> dict[int, Marks]:
        return {at: each.marks for each in all_of if each.marks for at in range(each.span.start, each.span.end)}

    assert marks(stretches) == marks(list(emphases))
