"""Counting: no part exceeds the whole, whatever overlaps."""

from __future__ import annotations

from collections import Counter
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from reader.annotation.statistics import Coded, by, coverage, months, pairs_of, progress, together
from reader.text.span import Span

SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
CODED = st.builds(
    Coded,
    st.sampled_from("xyz"),
    st.lists(st.sampled_from(["a", "b", "b/c", "d"]), unique=True, max_size=3).map(tuple),
    st.lists(SPANS, max_size=2).map(tuple),
    st.integers(0, 9),
)
MANY = st.lists(CODED, max_size=12)


def own(coded: list[Coded]) -> Counter[str]:
    return Counter(tag for annotation in coded for tag in annotation.tags)


@given(MANY)
def test_no_pair_has_more_than_either_of_its_tags(coded: list[Coded]) -> None:
    pairs, counts = together(coded), own(coded)
    for (tag, other_tag), count in pairs.items():
        assert tag < other_tag
        assert 1 <= count <= min(counts[tag], counts[other_tag])
        assert count >= min(1, sum({tag, other_tag} <= set(each.tags) for each in coded))
    for first, second in product(coded, coded):
        if first.article == second.article and any(a.overlaps(b) for a in first.spans for b in second.spans):
            assert all((min(a, b), max(a, b)) in pairs for a in first.tags for b in second.tags if a != b)
    assert together(coded[::-1]) == pairs


@given(MANY)
def test_the_table_of_pairs_is_symmetric_with_the_counts_on_its_diagonal(coded: list[Coded]) -> None:
    counts = own(coded)
    paths = sorted(counts)
    table = pairs_of(paths, together(coded), counts)
    assert table == [list(row) for row in zip(*table, strict=True)]
    assert [row[index] for index, row in enumerate(table)] == [counts[path] for path in paths]
    assert all(cell <= row[index] for index, row in enumerate(table) for cell in row)


def test_pairs_of_annotations_that_do_not_overlap_are_those_with_both() -> None:
    coded = [
        Coded("x", ("a", "b"), (Span(0, 5),)),
        Coded("x", ("b",), (Span(5, 9),)),
        Coded("y", ("a",), (Span(0, 9),)),
    ]
    assert together(coded) == {("a", "b"): 1}


@given(MANY, st.integers(0, 40))
def test_coverage_counts_every_letter_once(coded: list[Coded], length: int) -> None:
    (found,) = coverage(coded, {"x": length})
    letters = {
        at
        for annotation in coded
        if annotation.article == "x" and annotation.tags
        for span in annotation.spans
        for at in range(span.start, span.end)
    }
    assert found.tagged == len({at for at in letters if at < length})
    assert 0 <= found.share <= 1


@given(MANY)
def test_every_tag_is_new_once(coded: list[Coded]) -> None:
    steps = progress(coded)
    assert sum(len(step.new) for step in steps) == len(own(coded)) == (steps[-1].so_far if steps else 0)
    assert sum(step.annotations for step in steps) == len(coded)
    assert [step.created for step in steps] == sorted(step.created for step in steps)
    assert all(len(step.new) <= step.so_far for step in steps)
    groups = by(coded, {"x": "s", "y": "s", "z": "t"})
    assert sum(groups.values()) == len(coded)


def test_months_without_any_are_reported() -> None:
    assert months({"2024-02": 3, "2023-11": 1, "": 2, "2020": 1}) == {
        "": 2, "2020": 1, "2023-11": 1, "2023-12": 0, "2024-01": 0, "2024-02": 3,
    }  # fmt: skip
    assert months({}) == {}
    assert months({"2024-13": 1}) == {"2024-13": 1}
