"""Taking a codebook in: what is there stays, what is new comes, and a second time changes nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotation.codebook import DESCRIPTION, Codebook, Tag
from reader.annotation.codebook_import import imported
from reader.text.fold import fold_key

PATHS = st.lists(st.sampled_from(["a", "É", "e", "b"]), min_size=1, max_size=2).map("/".join)
SAID = st.fixed_dictionaries(
    {}, optional={"key": st.sampled_from("xy"), "definition": st.sampled_from("pq"), "color": st.just("red")}
)
TAGS = st.lists(st.tuples(PATHS, SAID), max_size=6, unique_by=lambda pair: fold_key(pair[0]))


def made(pairs: list[tuple[str, dict[str, str]]], name: str = "t") -> list[Tag]:
    return [Tag(f"{name}{number}", path).described(said) for number, (path, said) in enumerate(pairs)]


def descriptions(codebook: Codebook) -> dict[str, tuple[str, ...]]:
    return {tag.path: tuple(getattr(tag, name) for name in DESCRIPTION) for tag in codebook.tags.values()}


@given(TAGS, TAGS)
def test_nothing_that_was_said_is_lost_or_changed(
    own: list[tuple[str, dict[str, str]]], others: list[tuple[str, dict[str, str]]]
) -> None:
    numbers = itertools.count()
    codebook = Codebook(made(own))
    result = imported(codebook, made(others, "o"), lambda: f"{next(numbers):04d}")
    after = codebook.with_tags(result.tags)
    for path, said in descriptions(codebook).items():
        assert all(now == text for now, text in zip(descriptions(after)[path], said, strict=True) if text)
    assert {fold_key(path) for path in result.new} <= {fold_key(tag.path) for tag in made(others)}
    if not result.clashes:
        for tag in made(others):
            now = after.like(tag.path)
            assert now
            assert all(getattr(now, name) == text for name in DESCRIPTION if (text := getattr(tag, name)))
        again = imported(after, made(others), lambda: "0000")
        assert (again.tags, again.new, again.filled, again.clashes) == ((), (), (), ())


@given(TAGS)
def test_ones_own_codebook_has_nothing_new(own: list[tuple[str, dict[str, str]]]) -> None:
    codebook = Codebook(made(own))
    result = imported(codebook, list(codebook.tags.values()), lambda: "0000")
    assert (result.tags, result.clashes) == ((), ())


@given(TAGS)
def test_no_twins_are_made_and_no_key_stands_for_two(others: list[tuple[str, dict[str, str]]]) -> None:
    numbers = itertools.count()
    result = imported(Codebook(), made(others), lambda: f"{next(numbers):04d}")
    after = Codebook(result.tags)
    assert len({fold_key(path) for path in after.all_paths()}) == len(after.all_paths())
    keys = [tag.key for tag in result.tags if tag.key]
    assert len(set(keys)) == len(keys)


def test_a_large_codebook_is_not_built_anew_for_each_tag(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Codebook] = []
    build = Codebook.__init__

    def counted(self: Codebook, tags: Iterable[Tag] = ()) -> None:
        built.append(self)
        build(self, tags)

    monkeypatch.setattr(Codebook, "__init__", counted)
    numbers = itertools.count()
    others = made([(f"a/b{number}", {}) for number in range(100)])
    assert len(imported(Codebook(), others, lambda: f"{next(numbers):04d}").new) == 100
    assert len(built) < 10
