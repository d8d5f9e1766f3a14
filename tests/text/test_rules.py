"""Every rule fits the example that it carries, and prose fits none."""

from __future__ import annotations

import re

import pytest

from reader.text import rules
from reader.text.rules import Rule

ALL = [*rules.BOILERPLATE, *rules.TOP, *rules.PITCH, *rules.CREDIT, *rules.ATTRIBUTION]

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
def test_a_rule_fits_its_example(rule: Rule) -> None:
    assert re.compile(rule.pattern, re.IGNORECASE).match(rule.example)


def test_names_are_unique_in_their_table() -> None:
    for table in (rules.BOILERPLATE, rules.TOP, rules.PITCH, rules.CREDIT):
        names = [rule.name for rule in table]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("words", PROSE)
def test_prose_is_neither_boilerplate_nor_credit(words: str) -> None:
    for table in (rules.BOILERPLATE, rules.TOP, rules.CREDIT):
        found = table.pattern.match(words)
        assert found is None, found
