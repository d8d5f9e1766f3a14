"""The order of the list of articles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.library.article import Article
from reader.library.listing import natural_key, ordered
from reader.text.metadata import Metadata


def article(title: str, path: str = "a.txt") -> Article:
    return Article(path, path, Metadata(title))


def test_numbers_in_titles_go_by_their_value() -> None:
    titles = ["Article 10", "article 2", "Article 02 bis", "« Zut »", "Article", "Article 1", "1984", "300 jours"]
    listed = [shown.title for shown in ordered(map(article, titles), "title")]
    assert listed[:2] == ["300 jours", "1984"]
    assert [title for title in listed if title.lower().startswith("art")] == [
        "Article", "Article 1", "article 2", "Article 02 bis", "Article 10",
    ]  # fmt: skip


def test_equal_titles_go_by_path() -> None:
    paths = ["n10.txt", "n9.txt", "n1.txt"]
    assert [shown.path for shown in ordered([article("T", path) for path in paths], "title")] == [
        "n1.txt", "n9.txt", "n10.txt",
    ]  # fmt: skip


@given(st.integers(min_value=0, max_value=10**30), st.integers(min_value=0, max_value=10**30))
def test_the_key_orders_as_the_numbers_do(first: int, second: int) -> None:
    assert (natural_key(f"n{first}") < natural_key(f"n{second}")) == (first < second)


def test_a_number_of_any_length_has_a_place() -> None:
    assert natural_key("1" * 10_000) < natural_key("2" * 10_000)
