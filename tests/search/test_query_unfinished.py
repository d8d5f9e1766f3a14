"""While a word is typed its beginning counts; everything else is asked as it stands."""

from __future__ import annotations

import pytest

from reader.search.query.unfinished import as_begun


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("souver", "souver*"),
        ("port souver", "port souver*"),
        ("port OR souver", "port OR souver*"),
        ("(port souver", "(port souver"),
        ("so", "so"),
        ("souver ", "souver "),
        ("souver*", "souver*"),
        ("=souver", "=souver"),
        ("-souver", "-souver"),
        ('"le souver"', '"le souver"'),
        ('"le souver', '"le souver'),
        ("tag:souver", "tag:souver"),
        ("/souver/", "/souver/"),
        ("porte-avi", "porte-avi*"),
        ("漢字漢字", "漢字漢字"),
        ("", ""),
    ],
)
def test_only_the_last_word_is_taken_for_a_beginning(typed: str, asked: str) -> None:
    assert as_begun(typed) == asked
