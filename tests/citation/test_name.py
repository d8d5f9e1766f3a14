"""Bylines, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.citation.name import OTHERS, Name, names


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("", ()),
        ("; ,", ()),
        ("Anne Roy", (Name("Roy", "Anne"),)),
        ("Roy, Anne", (Name("Roy", "Anne"),)),
        ("{{Deutscher Bundestag}}", (Name("Deutscher Bundestag"),)),
        (
            "{Barnes and  Noble, Inc.} and {Van den Bossche}, P.",
            (Name("Barnes and Noble, Inc."), Name("Van den Bossche", "P.")),
        ),
        ("Anne {Le Roy}; {Roy}, Paul; {", (Name("Le Roy", "Anne"), Name("Roy", "Paul"))),
        ("José Ortega y Gasset", (Name("Ortega y Gasset", "José"),)),
        (
            "Antoni Puig i Cadafalch; Ramón y Cajal, Santiago",
            (Name("Puig i Cadafalch", "Antoni"), Name("Ramón y Cajal", "Santiago")),
        ),
        ("Juan de la Cruz y Mena", (Name("Cruz y Mena", "Juan", "de la"),)),
        ("Roy, Anne; Blanc, J.-L.", (Name("Roy", "Anne"), Name("Blanc", "J.-L."))),
        ("Anne Roy et Paul Blanc", (Name("Roy", "Anne"), Name("Blanc", "Paul"))),
        ("Anne Roy, Paul Blanc", (Name("Roy", "Anne"), Name("Blanc", "Paul"))),
        ("Anne Roy, Paul Blanc and Luc Noir", (Name("Roy", "Anne"), Name("Blanc", "Paul"), Name("Noir", "Luc"))),
        ("Roy, A., & Blanc, P.", (Name("Roy", "A."), Name("Blanc", "P."))),
        ("Roy, A., Blanc, P., and Noir, L.", (Name("Roy", "A."), Name("Blanc", "P."), Name("Noir", "L."))),
        ("García Márquez, G. J.", (Name("García Márquez", "G. J."),)),
        ("García Márquez, Gabriel;", (Name("García Márquez", "Gabriel"),)),
        ("Charles de Gaulle", (Name("Gaulle", "Charles", "de"),)),
        ("de Gaulle, Charles", (Name("Gaulle", "Charles", "de"),)),
        ("Gaulle, Charles de", (Name("Gaulle", "Charles", "", "de"),)),
        ("María de la Cruz y Vega", (Name("Cruz y Vega", "María", "de la"),)),
        ("Marine Le Goff", (Name("Le Goff", "Marine"),)),
        ("Martin Luther King Jr.", (Name("King", "Martin Luther", suffix="Jr."),)),
        ("Martin Luther King, Jr.", (Name("King", "Martin Luther", suffix="Jr."),)),
        ("King, Jr., Martin Luther", (Name("King", "Martin Luther", suffix="Jr."),)),
        ("Joe Doe, Jr., Tara Roy", (Name("Doe", "Joe", suffix="Jr."), Name("Roy", "Tara"))),
        ("Roy, A., Jr., Blanc, P.", (Name("Roy", "A.", suffix="Jr."), Name("Blanc", "P."))),
        ("King, Martin Luther, Jr.", (Name("King", "Martin Luther", suffix="Jr."),)),
        ("Voltaire", (Name("Voltaire"),)),
        ("Agence France-Presse", (Name("Agence France-Presse"),)),
        ("Armor Presse", (Name("Armor Presse"),)),
        ("Gouvernement du Québec", (Name("Gouvernement du Québec"),)),
        ("Le Monde", (Name("Le Monde"),)),
        ("Ville de Paris,", (Name("Ville de Paris"),)),
        ("Terre des Hommes,", (Name("Terre des Hommes"),)),
        ("ville", (Name("ville"),)),
        ("Par Anne Roy", (Name("Roy", "Anne"),)),
        ("By Anne Roy and Paul Blanc", (Name("Roy", "Anne"), Name("Blanc", "Paul"))),
        ("Propos recueillis par Anne Roy", (Name("Roy", "Anne"),)),
        ("Anne Roy (envoyée spéciale à Kiev et Lviv)", (Name("Roy", "Anne"),)),
        ("Anne Roy, envoyée spéciale à Kiev", (Name("Roy", "Anne"),)),
        ("Anne Roy, à Kiev", (Name("Roy", "Anne"),)),
        ("Anne Roy à Kiev", (Name("Roy", "Anne"),)),
        ("Anne Roy in Kyiv", (Name("Roy", "Anne"),)),
        ("Par Anne Roy, à Kiev, et Paul Blanc, à Lviv", (Name("Roy", "Anne"), Name("Blanc", "Paul"))),
        ("Anne Roy, avec AFP", (Name("Roy", "Anne"),)),
        ("Anne Roy avec l’AFP et Reuters", (Name("Roy", "Anne"),)),
        ("Anne Roy avec AFP et Paul Blanc", (Name("Roy", "Anne"), Name("Blanc", "Paul"))),
        ("Anne Roy with Paul Blanc", (Name("Roy", "Anne"), Name("Blanc", "Paul"))),
        ("avec AFP", (Name("AFP"),)),
        ("Le Monde avec AFP", (Name("Le Monde"),)),
        ("Cour des comptes", (Name("Cour des comptes"),)),
        ("Conseil d’État", (Name("Conseil d’État"),)),
        ("Médecins sans frontières", (Name("Médecins sans frontières"),)),
        ("Secours catholique et Anne Roy", (Name("Secours catholique"), Name("Roy", "Anne"))),
        (
            "Ministère de l’Europe et des Affaires étrangères",
            (Name("Ministère de l’Europe et des Affaires étrangères"),),
        ),
        ("Organisation des Nations unies (ONU)", (Name("Organisation des Nations unies (ONU)"),)),
        ("Home Office", (Name("Home Office"),)),
        ("Associated Press", (Name("Associated Press"),)),
        ("Bureau Veritas", (Name("Bureau Veritas"),)),
        ("Jérôme Bureau", (Name("Bureau", "Jérôme"),)),
        ("Anne d’Ornano", (Name("d’Ornano", "Anne"),)),
        ("Bill Press", (Name("Press", "Bill"),)),
        ("Anne Roy et al.", (Name("Roy", "Anne"), OTHERS)),
        ("Roy, A., et. al", (Name("Roy", "A."), OTHERS)),
        ("Anne Roy; Paul Blanc; et al.", (Name("Roy", "Anne"), Name("Blanc", "Paul"), OTHERS)),
        ("Anne Roy, Paul Blanc & al.", (Name("Roy", "Anne"), Name("Blanc", "Paul"), OTHERS)),
        ("Par Anne Roy et autres", (Name("Roy", "Anne"), OTHERS)),
        ("Anne Roy and others", (Name("Roy", "Anne"), OTHERS)),
        ("Anne Roy et Al Pacino", (Name("Roy", "Anne"), Name("Pacino", "Al"))),
        ("Anne Roy et Colline Blanc", (Name("Roy", "Anne"), Name("Blanc", "Colline"))),
        ("et al.", ()),
        ("Léon Ville, Paul Conseil", (Name("Ville", "Léon"), Name("Conseil", "Paul"))),
    ],
)
def test_a_byline(author: str, expected: tuple[Name, ...]) -> None:
    assert names(author) == expected


@pytest.mark.parametrize(
    ("given_", "initials"),
    [
        ("Jean-Luc", "J.-L."),
        ("Ann Beth", "A. B."),
        ("J.P.", "J. P."),
        ("J.-P.", "J.-P."),
        ("Jean\u2010Luc", "J.-L."),
        ("Jean\u2011Luc", "J.-L."),
        ("élise", "É."),
        ("A", "A."),
    ],
)
def test_initials(given_: str, initials: str) -> None:
    assert Name("Roy", given_).initials == initials


def test_a_body_is_literal_in_csl_json() -> None:
    assert Name("Agence France-Presse").to_csl() == {"literal": "Agence France-Presse"}
    assert Name("Gaulle", "Charles", "de", "", "fils").to_csl() == {
        "family": "Gaulle", "given": "Charles", "non-dropping-particle": "de", "suffix": "fils",
    }  # fmt: skip


@given(st.text("aBcé ,;.-&", max_size=30))
def test_no_letter_of_a_byline_is_lost(author: str) -> None:
    told = "".join("".join(name.to_csl().values()) for name in names(author))
    letters = [one for one in author if one.isalpha()]
    assert sorted(one for one in told if one.isalpha()) == sorted(letters)
