from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.annotation.agreement import Agreement
from reader.annotation.tagging_pass import Answer, Candidates, Pass, PassState, answers, touched, with_skipped
from reader.text.span import Span

ONE = Pass("p1", "mer", ("mer-1",), "port", ("a", "b"), Candidates.HITS, coder="Ada", created=1, modified=2)


def test_a_pass_is_what_its_record_says_and_keeps_what_it_does_not_know() -> None:
    record = {**ONE.to_record(), "later": 1}
    again = Pass.from_record(record)
    assert again.to_record() == record
    assert again.finished(3).to_record()["later"] == 1


def test_reopening_is_another_visit_over_new_articles_too() -> None:
    again = ONE.finished(3).reopened(["b", "c"], 4)
    assert (again.state, again.visit, again.articles, again.modified) == (PassState.OPEN, 2, ("a", "b", "c"), 4)


def test_what_was_given_counts_before_what_was_refused_and_that_before_what_was_skipped() -> None:
    candidates = [Span(at, at + 4) for at in range(0, 20, 5)]
    said = answers(candidates, [Span(2, 3)], [Span(0, 7)], [Span(0, 12)])
    assert said == [Answer.GIVEN, Answer.REFUSED, Answer.SKIPPED, Answer.LEFT]


def test_stretches_that_are_skipped_one_after_the_other_are_one() -> None:
    text = "Un. Deux. Trois."
    skipped = with_skipped(text, (), Span(0, 3))
    skipped = with_skipped(text, skipped, Span(10, 16))
    assert skipped == (Span(0, 3), Span(10, 16))
    assert with_skipped(text, skipped, Span(4, 9)) == (Span(0, 16),)


SPANS = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 60), st.integers(1, 30))


@given(st.lists(st.integers(1, 9), max_size=12), st.lists(SPANS, max_size=5))
def test_touched_is_what_overlaps(sizes: list[int], decided: list[Span]) -> None:
    candidates, at = [], 0
    for size in sizes:
        candidates.append(Span(at, at + size))
        at += size + size % 3
    assert touched(candidates, decided) == [any(map(candidate.overlaps, decided)) for candidate in candidates]


def test_kappa_is_cohens() -> None:
    # The worked example of Cohen's kappa for two readers of 50 proposals: 20 yes by both, 15 no by both, 5 and 10 apart.
    found = Agreement(20, 5, 10, 15)
    assert found.share == 0.7
    assert found.kappa is not None
    assert abs(found.kappa - 0.4) < 1e-9


def test_without_sentences_or_where_all_is_alike_there_is_no_kappa() -> None:
    assert (Agreement().share, Agreement().kappa) == (None, None)
    assert (Agreement(neither=9).share, Agreement(neither=9).kappa) == (1.0, None)
    assert Agreement(both=3, neither=9).kappa == 1.0
