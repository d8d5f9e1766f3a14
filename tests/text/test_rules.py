"""Every rule fits the example that it carries, and prose fits none."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import rules
from reader.text.rules import Rule, plain_words

TABLES = (
    rules.BANNER,
    rules.CALL,
    rules.BOILERPLATE,
    rules.TOP,
    rules.SECTION,
    rules.PITCH,
    rules.CREDIT,
    rules.ATTRIBUTION,
)
ALL = list(dict.fromkeys(rule for table in TABLES for rule in table))

PROSE = [
    "Le direct de la radio publique a changé d’horaire.",
    "Les commentaires de la ministre ont surpris la salle, qui attendait un refus.",
    "La publicité des débats reste la règle, a rappelé le juge.",
    "Par un matin de mars, le port a rouvert.",
    "Photographe de métier, elle suit les grutiers depuis dix ans.",
    "Partagez-vous cet avis ? La question a divisé le conseil.",
    "Suivez le guide, dit l’affiche, et perdez-vous.",
    "Les deux tiers (2/3) des voix sont requis.",
    "Source de conflits anciens, le fleuve a changé de lit.",
    "No one knew the price, and nobody asked.",
    "Read the room, the mayor was told.",
]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_a_rule_fits_its_example_and_nothing_empty(rule: Rule) -> None:
    pattern = re.compile(rule.pattern, re.IGNORECASE)
    assert pattern.match(rule.example)
    assert not pattern.match("")


@given(st.data(), st.sampled_from([rule for rule in ALL if rule.holds]))
def test_what_a_rule_matches_holds_one_of_the_words_that_it_names(data: st.DataObject, rule: Rule) -> None:
    words = plain_words(data.draw(st.from_regex(re.compile(rule.pattern, re.IGNORECASE))))
    assert any(one in words for one in rule.holds)


@given(st.data(), st.sampled_from(rules.CALL))
def test_what_a_call_to_the_reader_matches_holds_a_word_of_calls(data: st.DataObject, rule: Rule) -> None:
    words = plain_words(data.draw(st.from_regex(re.compile(rule.pattern, re.IGNORECASE))))
    assert any(one in words for one in rules.CALL_HOLDS)


def test_all_that_a_pattern_takes_for_a_letter_is_the_same_in_plain_words() -> None:
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, sys.maxunicode + 1)]))
    for letter in sorted(
        {letter for words in (*rules.CALL_HOLDS, *chain(*(rule.holds for rule in ALL))) for letter in words}
    ):
        same = re.findall(re.escape(letter), every, re.IGNORECASE)
        assert {plain_words(one) for one in same} == {letter}


@given(
    st.sampled_from(ALL), st.sampled_from([str.upper, str.lower, str.swapcase]), st.text(max_size=9), st.integers(0, 9)
)
def test_a_table_matches_where_one_of_its_rules_does(
    rule: Rule, case: Callable[[str], str], more: str, cut: int
) -> None:
    for words in (case(rule.example) + more, more + rule.example, rule.example[cut:]):
        for table in TABLES:
            matched = [one for one in table if re.compile(one.pattern, re.IGNORECASE).match(words)]
            assert table.matches(words) == bool(matched)


def test_names_are_unique_in_their_table() -> None:
    for table in (rules.BOILERPLATE, rules.TOP, rules.PITCH, rules.CREDIT):
        names = [rule.name for rule in table]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("words", PROSE)
def test_prose_is_neither_boilerplate_nor_credit(words: str) -> None:
    for table in (rules.BOILERPLATE, rules.TOP, rules.CREDIT):
        assert not table.matches(words)
