"""The forms of a word are the words with the same stem, all of them, also when several threads ask."""

from __future__ import annotations

import importlib
import sys
from itertools import product
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.search.query.forms import LANGUAGES, SHORTEST, beginnings, forms, stem
from reader.text.fold import fold_key


def endings(language: str) -> list[str]:
    """Return all that a stemmer looks for in words, from its own tables, folded, and what English writes with y."""
    name = LANGUAGES[language]
    stemmer = getattr(importlib.import_module(f"snowballstemmer.{name}_stemmer"), f"{name.capitalize()}Stemmer")
    tables = [table for table in vars(stemmer).values() if isinstance(table, list | tuple)]
    known = {fold_key(entry.s) for table in tables for entry in table if hasattr(entry, "s")}
    assert len(known) > 50
    return sorted(
        {*known, *(f"{each[:-1]}y" for each in known if each.endswith("i")), "s", "e", "es", "ed", "ing", "y"}
    )


def is_missed(word: str, language: str) -> bool:
    """Whether a word is not among the forms of its own stem, where that is a word with the same stem."""
    own = stem(word, language)
    is_form = len(own) >= SHORTEST and stem(own, language) == own
    return is_form and forms(own, language, [word]) != {own, word}


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_endings_of_the_stemmer_are_known(language: str) -> None:
    pairs = product(endings(language), ["", *"s e es ment ments ed ing ly y".split()])
    assert [word for one, other in pairs if is_missed(word := f"contur{one}{other}", language)] == []


ROOTS = st.text("abcdefghijklmnopqrstuvwxyzaeioulnrt", max_size=5)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=100)
@given(st.data())
def test_the_forms_of_a_word_are_all_words_with_its_stem(language: str, data: st.DataObject) -> None:
    ends = st.lists(st.sampled_from(endings(language)), max_size=4).map("".join)
    root = data.draw(ROOTS)
    words = [word for end in data.draw(st.lists(ends, min_size=8, max_size=16)) if (word := root + end)]
    assert not any(is_missed(word, language) for word in words if len(word) >= SHORTEST)
    for word in words:
        alike = {other for other in words if stem(other, language) == stem(word, language) and len(other) >= SHORTEST}
        has_forms = len(word) >= SHORTEST and word.isalpha()
        assert forms(word, language, words) == ({word, *alike} if has_forms else {word})
        assert not has_forms or all(other.startswith(beginnings(word, language)) for other in alike)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "royal royaux royale royales royalement"),
        ("fr", "different difference differences differemment"),
        ("fr", "heureux heureuse heureuses heureusement"),
        ("fr", "appliquer application applications applicateur"),
        ("fr", "apparent apparemment"),
        ("fr", "essai essais essayer"),
        ("fr", "cannelle cannelles"),
        ("en", "sky skies"),
        ("en", "hope hopes hoped hoping"),
        ("en", "hop hops hopped hopping"),
        ("en", "die dying dies"),
        ("en", "capable capability capabilities capably"),
    ],
)
def test_forms_that_begin_otherwise_are_found(language: str, words: str) -> None:
    every = words.split()
    for word in every:
        assert forms(word, language, [*every, "royaume", "prison", "heure", "hopper", "ski"]) >= set(every)


def test_a_word_that_is_an_ending_from_end_to_end_takes_no_time() -> None:
    assert forms("ition", "en", ["ition" * 2_000 + "x"]) == {"ition"}


def test_threads_do_not_mix_up_their_stems() -> None:
    words = [
        f"{root}{end}" for root in ("nation", "reform", "cartel", "parl") for end in ("al", "ement", "ation", "issant")
    ]
    expected = {word: stem.__wrapped__(word, "fr") for word in words}
    wrong: list[str] = []

    def ask() -> None:
        wrong.extend(word for _ in range(20) for word in words if stem.__wrapped__(word, "fr") != expected[word])
        done.append(True)

    done: list[bool] = []
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert (wrong, len(done)) == ([], 3)
