"""Paragraphs in another order are the same words elsewhere."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.compare import compare
from reader.text.moves import SHORTEST
from reader.text.span import Span
from tests.annotation.edits import sentence


@settings(deadline=None)
@given(st.integers(0, 10**9).map(random.Random), st.permutations(range(6)))
def test_paragraphs_in_any_order_are_kept_whole_or_nearly(dice: random.Random, order: list[int]) -> None:
    paragraphs = [f"{sentence(dice)} {sentence(dice)} " for _ in order]
    old, new = "".join(paragraphs), "".join(paragraphs[at] for at in order)
    changes = compare(old, new)
    assert changes.kept(Span(0, len(old))) >= 0.9 * len(old)
    for run in changes.runs:
        assert old[run.old : run.old_end] == new[run.new : run.new_end]


def test_a_passage_over_two_paragraphs_that_changed_places_has_both() -> None:
    one = "Le phare du port de Kervalo a rouvert hier matin ses portes aux visiteurs. "
    two = "Trente bateaux de pêche attendaient dehors que la brume se lève enfin. "
    three = "Personne au conseil municipal n'avait prévu que le vent tournerait si vite. "
    old, new = one + two + three, three + two + one
    carried = compare(old, new).carried(Span(0, len(one + two) - 1))
    assert sorted(part.of(new).strip() for part in carried.parts) == [one.strip(), two.strip()]


def test_a_common_phrase_is_not_a_move() -> None:
    phrase = "selon le ministre de l'Intérieur"
    assert len(phrase) < SHORTEST
    old = f"Le chantier reprendra au printemps, {phrase}, malgré la grève des dockers. Il pleut encore sur la ville."
    new = f"Il pleut encore sur la ville. La criée ferme trois mois, {phrase}, faute de clients et de poisson."
    assert compare(old, new).kept(Span(old.index(phrase), old.index(phrase) + len(phrase))) == 0
