"""The fields of metadata are listed once, and everything that names them reads that list."""

from __future__ import annotations

import pytest

from reader.layout.cells import cells
from reader.text.metadata import CSL, DATES, FIELDS, HINTS, KEYS, LABELS, Metadata, is_type
from reader.translation import SOURCE, languages, use
from reader.tui.actions.metadata_form import metadata_field


def test_each_field_has_a_label_and_names_in_front_matter() -> None:
    assert tuple(LABELS) == tuple(KEYS) == FIELDS
    assert all(LABELS.values()) and all(all(names) for names in KEYS.values())
    assert {*HINTS, *CSL, *DATES} <= {*FIELDS}
    assert all(name == name.casefold() for names in KEYS.values() for name in names)


@pytest.mark.parametrize("type_", ["webpage", "Web page", "web-page", "page web", "site web"])
def test_a_web_page_is_named_in_french_or_english(type_: str) -> None:
    assert Metadata(type=type_).is_web_page
    assert is_type(type_)


@pytest.mark.parametrize("type_", ["", "article de presse", "Press article", "article-newspaper", "post"])
def test_anything_else_is_a_press_article(type_: str) -> None:
    assert not Metadata(type=type_).is_web_page
    assert is_type(type_) == (type_ != "post")


def test_the_form_says_who_is_taken_for_an_institution() -> None:
    understood = metadata_field("author", "", "").understood
    assert understood("Ville de Paris,; Paul Le Goff") == "2 authors: Ville de Paris (institution); Le Goff, Paul"
    assert understood("{Van den Bossche}, P. et al.") == "2 authors: Van den Bossche, P.; and others"


def test_the_form_reads_each_date() -> None:
    for name in DATES:
        assert metadata_field(name, "", "").read("31 mai 2024", {"language": "fr"}) == "2024-05-31"


@pytest.mark.parametrize("language", languages())
def test_each_hint_fits_one_row_of_the_form_and_ends_without_a_comma(language: str) -> None:
    use(language)
    try:
        hints = [metadata_field(name, "", "").hint for name in HINTS]
    finally:
        use(SOURCE)
    assert [hint for hint in hints if cells(hint) > 73 or hint.endswith(",")] == []
