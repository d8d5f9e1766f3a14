"""Ids are stable, short and safe as file names."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reader.library.article import Article, article_id, language_of, with_ids


def test_ids_are_folded() -> None:
    assert article_id("Été/L’œuvre n° 5.txt", ()) == "ete-l-oeuvre-n-5"
    assert article_id("000_6dc9.txt", ()) == "000-6dc9"
    assert article_id("../../x.txt", ()) == "x"
    assert article_id("日本.txt", ()) == "article"


def test_a_second_of_a_name_is_numbered() -> None:
    assert with_ids(["a.txt", "A.md"], {}) == {"a.txt": "a", "A.md": "a-2"}


def test_a_known_path_keeps_its_id() -> None:
    assert with_ids(["b.txt", "a.txt"], {"old": "b.txt"}) == {"b.txt": "old", "a.txt": "a"}


@given(st.lists(st.text(max_size=12), unique=True))
def test_ids_are_unique_and_safe(paths: list[str]) -> None:
    ids = list(with_ids(paths, {}).values())
    assert len(set(ids)) == len(paths)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*", id_) and id_ != "_library" for id_ in ids)


def test_reading_time_is_at_least_a_minute() -> None:
    assert Article("a", "a.txt", words=10).minutes == 1
    assert Article("a", "a.txt", words=920).minutes == 4


def test_language() -> None:
    assert language_of("Le chat est dans la maison avec les enfants.") == "fr"
    assert language_of("The cat is in the house with his friends.") == "en"
    assert language_of("123") == ""
