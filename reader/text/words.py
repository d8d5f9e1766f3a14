"""The words of a text, as searches and the index of a library count them.

A word is a run of letters, digits and their marks in a text folded by `finding.search_key`. A script that is written
without blanks between words gives a word for each code point, so that a word of such a language is found as a phrase.
Everything else parts words: ``l'état`` and ``porte-avions`` are two. A word that is broken at a line's end is one, with
`hyphenation.BREAK` in it, and counts in each of its `readings`.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from reader.text.characters import beyond_ascii
from reader.text.hyphenation import BREAK
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSPACED_RANGES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x1950, 0x19FF),  # Tai Le, New Tai Lue, Khmer symbols
    (0x1A20, 0x1AAF),  # Tai Tham
    (0x1B00, 0x1B7F),  # Balinese
    (0x3005, 0x3007),  # marks that repeat an ideograph, ideographic zero
    (0x3021, 0x3029),  # Suzhou numerals
    (0x3031, 0x30FF),  # kana
    (0x3100, 0x312F),  # Bopomofo
    (0x31A0, 0x31BF),  # Bopomofo
    (0x31F0, 0x31FF),  # kana
    (0x3400, 0x4DBF),  # ideographs
    (0x4E00, 0x9FFF),  # ideographs
    (0xA000, 0xA4CF),  # Yi
    (0xA980, 0xA9FF),  # Javanese, Myanmar
    (0xAA60, 0xAADF),  # Myanmar, Tai Viet
    (0xF900, 0xFAFF),  # ideographs
    (0xFF66, 0xFF9F),  # kana of half width
    (0x1AFF0, 0x1B2FF),  # kana, Nüshu
    (0x20000, 0x3FFFF),  # ideographs
)
"""The first and last code points of the scripts that no blanks part."""
_UNSPACED = "".join(f"{chr(first)}-{chr(last)}" for first, last in _UNSPACED_RANGES)
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
MOST_BREAKS = 3
"""Breaks that one word may have; each doubles the number of its readings."""
_MOST_KINDS = 100
"""The most characters that are replaced one after another; with more, as in Chinese, a table is faster."""
_ASCII_WORD = re.compile("[a-z0-9]+")


def is_unspaced(character: str) -> bool:
    """Whether a character is of a script that is written without blanks between words."""
    return _IS_UNSPACED.match(character) is not None


def words(key: str) -> Iterator[Span]:
    """Yield where the words of a folded text are, from left to right."""
    return (Span(*found.span()) for found in _pattern_of(key).finditer(key))


def edges_of_words(key: str) -> tuple[array[int], array[int]]:
    """Return where the words of a folded text begin and where they end, in two rising arrays."""
    starts, ends = array("Q"), array("Q")
    for word in _pattern_of(key).finditer(key):
        start, end = word.span()
        starts.append(start)
        ends.append(end)
    return starts, ends


def word_list(key: str) -> list[str]:
    """Return the words of a folded text, from left to right; broken words are as they are."""
    return _pattern_of(key).findall(key)


def spaced(key: str) -> str:
    """Return the words of a folded text with one space between two; broken words are as they are."""
    return " ".join(word_list(key))


def _pattern_of(key: str) -> re.Pattern[str]:
    return _ASCII_WORD if key.isascii() else _pattern(_marks(key))


def words_beginning(key: str, first: str) -> set[str]:
    """Return the words of a folded text, without broken ones, that begin with ``first``; faster than looking at all words.

    Ends of words that do are among them.
    """
    word = _pattern_of(key)
    found = (word.match(key, place.start()) for place in re.finditer(re.escape(first), key))
    return {each[0] for each in found if each}


def parted(key: str) -> str:
    """Return a folded text in which nothing but ASCII parts words: what is in no word is a blank if it is not ASCII.

    Only of a text without broken words. Each kind of character is looked at once, which is faster than `words`.
    """
    changes = {sign: _parting(sign) for sign in beyond_ascii(key)}
    changes = {sign: instead for sign, instead in changes.items() if sign != instead}
    if len(changes) > _MOST_KINDS:
        return key.translate({ord(sign): instead for sign, instead in changes.items()})
    for sign, instead in changes.items():
        key = key.replace(sign, instead)
    return key


def _parting(sign: str) -> str:
    if not (sign.isalnum() or unicodedata.category(sign)[0] == "M"):
        return " "
    return f" {sign} " if _IS_UNSPACED.match(sign) else sign


@lru_cache(maxsize=1024)
def readings(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to read one word, each as the words that it is then; only a broken word has more than one.

    ``souve|rainete`` is ``souverainete`` or, as if the hyphen belonged to it, ``souve`` and ``rainete``. German before 1996
    broke ``ck`` into ``k|k``, so ``zuk|ker`` is ``zucker``, too.
    """
    first, *rest = word.split(BREAK)
    found: dict[tuple[str, ...], None] = {}
    for joins in product(("joined", "parted", "ck"), repeat=len(rest)):
        reading = [first]
        for join, part in zip(joins, rest, strict=True):
            if join == "parted":
                reading.append(part)
            elif join == "ck" and reading[-1].endswith("k") and part.startswith("k"):
                reading[-1] = reading[-1][:-1] + "c" + part
            else:
                reading[-1] += part
        found[tuple(reading)] = None
    return tuple(found)


def letter(key: str) -> str:
    """Return the pattern of a character that no blank parts from the next one: of a word, but not in an unspaced script."""
    if key.isascii():
        return "[a-z0-9]"
    marks = "".join(mark for mark in _marks(key) if not re.match(f"[{_UNSPACED}]", mark))
    return f"(?:[^\\W_{_UNSPACED}]|[{marks}])" if marks else f"[^\\W_{_UNSPACED}]"


def _marks(key: str) -> str:
    """Return the marks of a text that folding leaves, such as the vowel signs of Devanagari."""
    return "".join(sorted(sign for sign in beyond_ascii(key) if unicodedata.category(sign)[0] == "M"))


@lru_cache(maxsize=64)
def _pattern(marks: str) -> re.Pattern[str]:
    """Return the pattern of a word of a text that has these marks; in unspaced scripts a mark is a word like a letter."""
    unspaced = "".join(mark for mark in marks if _IS_UNSPACED.match(mark))
    spaced_marks = "".join(mark for mark in marks if mark not in unspaced)
    run = f"(?:[^\\W_{_UNSPACED}]|[{spaced_marks}])+" if spaced_marks else f"[^\\W_{_UNSPACED}]+"
    alone = f"(?=[{_UNSPACED}])(?:[^\\W_]|[{unspaced}])" if unspaced else f"(?=[{_UNSPACED}])[^\\W_]"
    return re.compile(f"{run}(?:{BREAK}{run}){{0,{MOST_BREAKS}}}|{alone}")
