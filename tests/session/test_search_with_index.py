"""Searches find the same with the index as without it, whatever happens to articles and index meanwhile."""

from __future__ import annotations

import itertools
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.config.path import state_file
from reader.session.cache.text_index import Found, TextIndex
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.session.search import find
from reader.session.search.find import Hit
from reader.text.problem import Problem

_NUMBERS = itertools.count()
PIECES = (
    "la le mer mers Mer porte avions souveraineté l’État œuvre oeuvre Zucker loi lois vote voted national nationaux "
    "souve-\nraineté porte-\navions Zuk-\nker na-\ntio-\nnaux a-\nb-\nc-\nd-\ne avi\u00adons 字文 文 हिन्दी ŉ 2024 10½ € … « » , . - –"
).split(" ")
WORDS = (
    "la mer mers Mer porte avions porteavions porte-avions souverainete souve rainete raineté l'etat œuvre zucker zukker loi "
    "vote national nationaux abcde ab a e 字 字文 文 हिन्दी n 2024 10½ € nulle"
).split()
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
WORD = st.builds(
    "{}{}{}".format, st.sampled_from(["", "", "", "="]), st.sampled_from(WORDS), st.sampled_from(["", "", "*"])
)
PHRASE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(lambda words: f'"{" ".join(words)}"')
NEAR = st.builds('"{} {}"~{}'.format, st.sampled_from(WORDS), st.sampled_from(WORDS), st.integers(0, 6))
OTHER = st.sampled_from(
    [
        "lang:fr",
        "-lang:en",
        "/na.io/",
        "/nation\\w*/",
        "/raine/",
        "=/Mer/",
        "/la mer/",
        "/avi.?ons/",
        "/ort[ea]/",
        "article:a",
    ]
)
QUERIES = st.recursive(
    WORD | PHRASE | NEAR | OTHER,
    lambda parts: st.one_of(
        st.builds("{} {}".format, parts, parts),
        st.builds("({} OR {})".format, parts, parts),
        st.builds("{} -{}".format, parts, parts),
    ),
    max_leaves=4,
)
NAMES = ("a.txt", "b.txt", "c.md", "d.txt")


class NoIndex(TextIndex):
    def look_up(self, query: object) -> Found:
        return Found({}, {}, None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def write(folder: Path, name: str, text: str, language: str) -> None:
    head = f"---\nlanguage: {language}\n---\n" if language else ""
    (folder / name).write_text(f"{head}{text}\n", encoding="utf-8")


def without_index(root: Path) -> Workspace:
    workspace = open_library(root, coder="Ada")
    workspace.text_index = NoIndex(root / "none")
    return workspace


def found(workspace: Workspace, query: str) -> list[Hit] | str:
    try:
        return list(find.search(workspace, query))
    except Problem as problem:
        return problem.title


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(TEXTS, st.sampled_from(["fr", "en", ""])), min_size=4, max_size=4),
    st.lists(QUERIES, min_size=3, max_size=6),
    st.randoms(use_true_random=False),
)
def test_whatever_happens_a_search_finds_what_it_finds_without_index(
    folder: Path, texts: list[tuple[str, str]], queries: list[str], rng: random.Random
) -> None:
    root = folder / str(next(_NUMBERS))
    root.mkdir()
    for name, (text, language) in zip(NAMES, texts, strict=True):
        write(root, name, text, language)
    workspace = open_library(root, coder="Ada")
    for turn in range(3):
        if turn != 1:
            list(workspace.read_articles())
        workspace.articles()
        for query in queries:
            assert found(workspace, query) == found(without_index(root), query), query
        workspace.text_index.close()
        _change(root, texts, rng)
        workspace = open_library(root, coder="Ada")
    shutil.rmtree(root)


def _change(root: Path, texts: list[tuple[str, str]], rng: random.Random) -> None:
    """Do one of the things that happen to a library and its index while nobody looks."""
    files = sorted(root.glob("*.*"))
    what = rng.choice(["edit", "rename", "remove", "damage", "halve", "delete", "nothing"])
    if what == "edit" and files:
        write(root, rng.choice(files).name, *rng.choice(texts))
    elif what == "rename" and files:
        rng.choice(files).rename(root / "moved.txt")
    elif what == "remove" and files:
        rng.choice(files).unlink()
    for file in Path(state_file("index")).glob("*.sqlite"):
        data = bytearray(file.read_bytes())
        if what == "damage":
            for _ in range(20):
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            file.write_bytes(data)
        elif what == "halve":
            file.write_bytes(data[: len(data) // 2])
        elif what == "delete":
            file.unlink()


def test_a_text_that_was_read_stays_until_it_is_read_again(folder: Path) -> None:
    write(folder, "a.txt", "Une mer.", "")
    workspace = open_library(folder, coder="Ada")
    list(workspace.read_articles())
    workspace.articles()
    assert workspace.text("a") == "Une mer.\n"
    write(folder, "a.txt", "Une falaise.", "")
    other = open_library(folder, coder="Ada")
    list(other.read_articles())
    assert [len(list(find.search(other, word))) for word in ("mer", "falaise")] == [0, 1]
    workspace.articles()
    assert [len(list(find.search(workspace, word))) for word in ("mer", "falaise")] == [1, 0]
    workspace.texts.reread("a")
    assert [len(list(find.search(workspace, word))) for word in ("mer", "falaise")] == [0, 1]
