"""The fields of metadata are listed once, and everything that names them reads that list."""

from __future__ import annotations

import pytest

from reader.text.metadata import CSL, DATES, FIELDS, HINTS, KEYS, LABELS, Metadata, is_type
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
