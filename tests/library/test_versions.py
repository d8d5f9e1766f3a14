"""Groups of versions in the list of articles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.library.article import Article
from reader.library.versions import Group, arranged, first_of, group_of_each, versions_sign
from reader.text.metadata import Metadata

ARTICLES = [
    Article(id_, f"{id_}.txt", Metadata(id_, date=date), words)
    for id_, date, words in (("a", "2025-01-01", 9), ("b", "", 5), ("c", "2025-01-02", 9), ("d", "", 5), ("e", "", 7))
]
GROUPS = group_of_each([("a", "c", "e")])


def rows(state: bool | None, ids: str = "abcde") -> tuple[str, dict[str, int]]:
    shown, folded = arranged([article for article in ARTICLES if article.id in ids], GROUPS, lambda _group: state)
    return "".join(article.id for article in shown), folded


def test_the_longest_version_comes_first_and_of_equals_the_newest() -> None:
    assert first_of(ARTICLES).id == "c"


def test_what_was_annotated_is_not_folded_away() -> None:
    annotated = [replace(article, annotations=2 if article.id == "e" else 0) for article in ARTICLES]
    assert first_of(annotated).id == "e"


@pytest.mark.parametrize(
    ("state", "ids", "expected"),
    [
        (None, "abcde", ("abcde", {})),
        (True, "abcde", ("bcd", {"c": 2})),
        (False, "abcde", ("bcaed", {})),
        (True, "abd", ("abd", {})),  # one of the group is left by a filter: it stands for itself
        (True, "abde", ("abd", {"a": 1})),
    ],
)
def test_rows_of_groups(state: bool | None, ids: str, expected: tuple[str, dict[str, int]]) -> None:
    assert rows(state, ids) == expected


@pytest.mark.parametrize(("group", "folded", "sign"), [((), 0, ""), (("a", "c"), 0, "≈2"), (("a", "c"), 1, "+1")])
def test_the_sign_says_how_many(group: Group, folded: int, sign: str) -> None:
    assert versions_sign(group, folded) == sign
