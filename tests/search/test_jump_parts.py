"""Several indexes answer as one does."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from reader.search.jump import Entry, JumpIndex, Reach
from reader.search.jump_parts import Part, as_passages, best_of_parts, ranked, whole
from tests.bench.jump_ranking import Queries, title

RNG = random.Random(11)
TITLES = [title(RNG) for _ in range(600)]
ENTRIES = [Entry(f"g{number % 7} e{number}", text) for number, text in enumerate(TITLES)]
ONE = JumpIndex(ENTRIES)
GROUPS = {f"g{number}" for number in range(7)}


def in_parts(size: int) -> list[Part]:
    return [Part(JumpIndex(ENTRIES[at : at + size]), set(GROUPS)) for at in range(0, len(ENTRIES), size)]


@pytest.mark.parametrize("kind", list(Queries(TITLES, RNG).kinds))
def test_parts_answer_as_one_index(kind: str) -> None:
    make = Queries(TITLES, random.Random(3)).kinds[kind]
    parts = in_parts(150)
    for text in random.Random(5).sample(TITLES, 12):
        query = make(text)
        alone, together = ONE.best(query), whole(best_of_parts(parts, query))
        words = ONE.best(query, reach=Reach.WORDS)
        assert [match.score for match in together[: len(words)]] == pytest.approx([match.score for match in words])
        assert together[0].label == alone[0].label


def test_an_empty_query_answers_in_order_and_what_was_opened_first() -> None:
    parts = in_parts(200)
    assert [match.id for match in whole(best_of_parts(parts, "", 700))] == [entry.id for entry in ENTRIES]
    opened = {ENTRIES[450].id: 0.2, ENTRIES[30].id: 0.7}
    best = [match.id for match in whole(best_of_parts(parts, "", 3, opened))]
    assert best == [ENTRIES[30].id, ENTRIES[450].id, ENTRIES[0].id]


def test_groups_that_do_not_count_any_more_are_left_out() -> None:
    parts = [Part(ONE, {"g3"})]
    found = whole(best_of_parts(parts, TITLES[3], 20))
    assert found and {match.id.split()[0] for match in found} == {"g3"}
    assert not whole(best_of_parts([], "a"))


def test_each_part_adds_to_the_answer() -> None:
    lists = list(best_of_parts(in_parts(150), "le", 50))
    assert len(lists) == 4
    assert all(len(sooner) <= len(later) for sooner, later in pairwise(lists))


def test_a_passage_comes_after_a_name_and_before_a_guess() -> None:
    named = JumpIndex([Entry("n1", "Le port franc"), Entry("n2", "Le pont")])
    quotes = JumpIndex([Entry("q1", "Un port dort.")])
    both = ranked((*named.best("port"), *as_passages(quotes.best("port"), "q:{}".format)), 10)
    assert [match.id for match in both] == ["n1", "q:q1", "n2"]
