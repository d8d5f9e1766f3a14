"""Forms of a word, by the Snowball stemmers: *cartel* and *cartels*, *national* and *nationaux*.

Stems are made of folded words, so *reforme* and *réformes* have the same stem.
"""

from __future__ import annotations

from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGES = {"fr": "french", "en": "english"}
"""The languages whose words have forms, and what Snowball calls them."""
SHORTEST = 3
"""Letters that a word has to have forms; *le*, *de* and *la* are forms of many others by their stems."""
_KEPT = 1 << 16
_stemming = Lock()
"""A stemmer works at one word at a time."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the name that Snowball gives it


@cache
def _stemmer(language: str) -> _Stemmer:
    import snowballstemmer

    stemmer: _Stemmer = snowballstemmer.stemmer(LANGUAGES[language])
    return stemmer


def has_forms(language: str) -> bool:
    """Whether words of a language have forms that can be found."""
    return language[:2].lower() in LANGUAGES


@lru_cache(maxsize=_KEPT)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word; the word itself in a language without stemmer, or if it has no forms."""
    language = language[:2].lower()
    if language not in LANGUAGES or len(word) < SHORTEST or not word.isalpha():
        return word
    if language == "fr" and len(word) > SHORTEST and word.endswith("s"):
        word = word[:-1]  # Snowball keeps the s of lois, amis and clous
    with _stemming:
        return _stemmer(language).stemWord(word)


def beginning(stem: str) -> str:
    """Return what all words with this stem begin with.

    The stemmers change two letters at the end of a stem at most, as in *negligemment* and *negligent*; of five letters or
    fewer one, as in *try* and *tries*, but for *dying* and *die* and their like. This leaves one letter more.
    """
    if len(stem) == SHORTEST and stem.endswith("ie"):
        return stem[:1]
    return stem[: max(2, len(stem) - (3 if len(stem) > 5 else 2))]


def forms(word: str, language: str, words: Iterable[str]) -> set[str]:
    """Return those of the folded ``words`` that are forms of ``word``, and itself."""
    if not has_forms(language) or len(word) < SHORTEST or not word.isalpha():
        return {word}
    wanted, first = stem(word, language), word[0]
    # No stemmer changes the first letter, so few words are looked at.
    return {
        word,
        *[each for each in words if each[0] == first and len(each) >= SHORTEST and stem(each, language) == wanted],
    }
