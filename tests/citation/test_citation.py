"""Citations as the manuals of the styles print them, and excerpts ready to paste."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.citation.excerpt import FORMATS, excerpt
from reader.citation.item import Item
from reader.citation.styles import LANGUAGES, STYLES, citation, quoted, reference

ONE = Item("a", "Le port rouvre", "Roy, Anne-Marie", "Le Quai", "2024-01-09", "https://exemple.org/a", "fr")
TWO = Item("b", "Le port rouvre", "Anne Roy; Charles de Gaulle", "Le Quai", "2024-01")
FOUR = Item("c", "Le port rouvre", "Roy, A.; Petit, B.; Blanc, C.; Noir, D.", "Le Quai", "2024")
BARE = Item("d", "Le port rouvre", "", "Le Quai")


@pytest.mark.parametrize(
    ("item", "style", "language", "expected"),
    [
        (ONE, "apa", "en", "(Roy, 2024, para. 4)"),
        (ONE, "apa", "fr", "(Roy, 2024, paragr.\u00a04)"),
        (ONE, "iso690", "fr", "(Roy 2024, paragr.\u00a04)"),
        (TWO, "apa", "en", "(Roy & de Gaulle, 2024, para. 4)"),
        (TWO, "iso690", "fr", "(Roy et de Gaulle 2024, paragr.\u00a04)"),
        (FOUR, "apa", "en", "(Roy et al., 2024, para. 4)"),
        (FOUR, "iso690", "en", "(Roy et al. 2024, para. 4)"),
        (BARE, "apa", "en", "(“Le port rouvre,” n.d., para. 4)"),
        (BARE, "apa", "fr", "(«\u00a0Le port rouvre\u00a0», s.\u00a0d., paragr.\u00a04)"),
    ],
)
def test_in_the_text(item: Item, style: str, language: str, expected: str) -> None:
    where = "paragr.\u00a04" if language == "fr" else "para. 4"
    assert citation(item, style, language, where) == expected


@pytest.mark.parametrize(
    ("item", "style", "language", "expected"),
    [
        (ONE, "apa", "en", "Roy, A.-M. (2024, January 9). Le port rouvre. Le Quai. https://exemple.org/a"),
        (ONE, "apa", "fr", "Roy, A.-M. (2024, 9 janvier). Le port rouvre. Le Quai. https://exemple.org/a"),
        (TWO, "apa", "en", "Roy, A., & de Gaulle, C. (2024, January). Le port rouvre. Le Quai."),
        (BARE, "apa", "en", "Le port rouvre. (n.d.). Le Quai."),
        (
            ONE, "iso690", "fr",
            ("ROY, Anne-Marie, 2024. Le port rouvre. Le Quai. 9 janvier 2024. "
            "Disponible à l’adresse\u00a0: https://exemple.org/a"),
        ),
    ],
)  # fmt: skip
def test_in_the_list_of_references(item: Item, style: str, language: str, expected: str) -> None:
    assert reference(item, style, language) == expected


@pytest.mark.parametrize("date", ["", "hier", "20240109", "2024-13-01", "2024-13", "0"])
def test_a_date_that_is_none_breaks_nothing(date: str) -> None:
    item = Item("a", "Un titre", "Roy", "Le Quai", date)
    for style in STYLES:
        for language in LANGUAGES:
            assert reference(item, style, language)
            assert citation(item, style, language)


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=20), st.text(max_size=12))
def test_no_item_breaks_an_excerpt_or_steers_a_terminal(quote: str, title: str, author: str, date: str) -> None:
    item = Item("a", title, author, "", date)
    for style in STYLES:
        for language in LANGUAGES:
            for form in FORMATS:
                text = excerpt([quote], item, 2, style, language, form).text
                assert not [one for one in text if (ord(one) < 32 and one != "\n") or 0x7F <= ord(one) < 0xA0]


def test_quotation_marks_nest() -> None:
    assert quoted("il dit «\u00a0non\u00a0»", "fr") == "«\u00a0il dit “non”\u00a0»"
    assert quoted("he said “no”", "en") == "“he said ‘no’”"


def test_several_passages_are_joined() -> None:
    made = excerpt(["Le port\n rouvre", "enfin"], ONE, 1, "apa", "fr", "plain")
    assert made.text == "«\u00a0Le port rouvre […] enfin\u00a0» (Roy, 2024, paragr.\u00a01)"


def test_markdown_counts_with_a_section_sign() -> None:
    assert excerpt(["a*b"], ONE, 4, "apa", "fr", "markdown").text == "> a\\*b\n>\n> — (Roy, 2024, §\u00a04)"


def test_csl_json_says_what_is_known() -> None:
    assert ONE.to_csl()["author"] == [{"family": "Roy", "given": "Anne-Marie"}]
    assert ONE.to_csl()["issued"] == {"date-parts": [[2024, 1, 9]]}
    assert set(BARE.to_csl()) == {"id", "type", "title", "container-title"}
