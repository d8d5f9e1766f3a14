"""What a regular expression needs is in each text in which it finds something."""

from __future__ import annotations

import sys

import pytest
import regex as engine
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.search.index.required_letters import required_letters
from reader.search.query.pattern import BadPatternError, matches
from reader.text.finding import search_key
from reader.text.fold import fold_key


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"souverain\w+", ("souverain",)),
        (r"\bLois? sur l.eau$", ("loi", "sur", "eau")),
        (r"[Rr]éforme\.", ("eforme",)),
        (r"cœur|port", ()),
        (r"(souverain)?", ()),
        (r"(?i:port)", ()),
        (r"port{2}s", ("por",)),
        (r"port{e<=1}", ()),
        (r"a\x41bcd", ()),
        (r"\pLabc", ()),
        (r"[]abc]def", ()),
        (r"[^]abc]def", ()),
        (r"[a\]]def", ()),
        (r"[[:alpha:]]def", ()),
        (r"straße", ("stra",)),
        (r"мореport", ("port",)),
    ],
)
def test_what_is_plainly_needed(pattern: str, letters: tuple[str, ...]) -> None:
    assert required_letters(pattern) == letters


def test_letters_that_count_as_the_same_fold_alike() -> None:
    every = "".join(chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    for letter in (chr(code) for code in range(256)):
        if required_letters(letter * 3):
            alike = engine.findall(letter, every, engine.IGNORECASE)
            assert {fold_key(each) for each in alike} == {fold_key(letter)}


PIECES = [
    *"abcdePORT",
    "port",
    "é",
    "œ",
    "-",
    " ",
    ".",
    r"\w",
    r"\b",
    r"\.",
    "[ab]",
    "[^a]",
    "^",
    "$",
    "?",
    "*",
    "+",
    "{2}",
    "|",
    "(",
    ")",
]
TEXTS = st.lists(st.sampled_from([*"abcdePORTé", "port", "œ", " ", "-\n", ".", "\u00ad", "\n"]), max_size=12).map(
    "".join
)


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join), TEXTS)
def test_what_is_needed_is_in_each_text_that_is_found(pattern: str, text: str) -> None:
    try:
        is_found = any(matches(pattern, False, text))
    except BadPatternError:
        return
    if is_found:
        assert all(letters in search_key(text) for letters in required_letters(pattern))
