"""Forms of a word, by the Snowball stemmers: *cartel* and *cartels*, *national* and *nationaux*.

Stems are made of folded words, so *reforme* and *réformes* have the same stem. To make one takes as long as to look at the
beginning and the ending of dozens of words, so only those are stemmed that may have the same stem by these.
"""

from __future__ import annotations

import re
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
_PIECES = {
    "fr": "a abil abl aient ames amment anc ant at ateur atrice e emment enc ent er erent erons eront eus eux ez i ic if "
    "imes ion iqu ir irent irons iront ism ist it iv ment ons s sion tion x",
    "en": "abil abl al anc ant at bil bl e ed enc ent er ful i ic ing ion ism ist it iv iz li ly ment ness or ous s tion y",
}
"""What the endings consist of that Snowball cuts off: *-ic-at-iv-ement-s*, *-al-iz-at-ion*."""
_ENDINGS = {
    # Of two equal letters, as in cannelle or hopping, one is cut off, too.
    language: re.compile(f"(?:{'|'.join(pieces.split())}|(?<=([bdfglmnprt]))\\1)*")
    for language, pieces in _PIECES.items()
}
_LONGEST = 25
"""Letters of such an ending, at most. Words have up to 13; it is for strange ones that are endings from end to end."""
_CHANGED = {
    "fr": (("al", "au"), ("abl", "abil"), ("ent", "enc"), ("eux", "eus"), ("iqu", "ic"), ("nt", "mm"), ("i", "y")),
    "en": (("bl", "bil"), ("e", ""), ("i", "y"), ("ie", "y"), ("y", "ie")),
}
"""Ends of stems, and what words may have there: *royal* and *royaux*, *different* and *difference*, *hope* and *hoping* …"""
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
    if not _is_inflected(word, language):
        return word
    if language == "fr" and len(word) > SHORTEST and word.endswith("s"):
        word = word[:-1]  # Snowball keeps the s of lois, amis and clous
    with _stemming:
        return _stemmer(language).stemWord(word)


def _is_inflected(word: str, language: str) -> bool:
    return language in LANGUAGES and len(word) >= SHORTEST and word.isalpha()


def beginnings(word: str, language: str) -> tuple[str, ...]:
    """Return what each form of a folded word begins with, one or the other; nothing if it has no forms."""
    language = language[:2].lower()
    if not _is_inflected(word, language):
        return ()
    stemmed = stem(word, language)
    changed = ((end, other) for end, other in _CHANGED[language] if stemmed.endswith(end) and stemmed != end)
    return stemmed, *(stemmed.removesuffix(end) + other for end, other in changed)


def forms(word: str, language: str, words: Iterable[str]) -> set[str]:
    """Return those of the folded ``words`` that are forms of ``word``, and itself."""
    first = beginnings(word, language)
    if not first:
        return {word}
    wanted, ending = stem(word, language), _ENDINGS[language[:2].lower()]

    def may_be_form(other: str) -> bool:
        lengths = (len(each) for each in first if other.startswith(each))
        return any(len(other) <= length + _LONGEST and ending.fullmatch(other, length) for length in lengths)

    return {
        word,
        *[each for each in words if may_be_form(each) and len(each) >= SHORTEST and stem(each, language) == wanted],
    }
