"""Find words in a text, blind to what folding ignores, and to hyphens and line ends inside a broken word.

The folded form of a broken word has `BREAK` where it is broken. A phrase is found whichever way the break is read: joined,
with a hyphen, with a space, or as it is written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.text.fold import Folded, fold, fold_key, written_as
from reader.text.hyphenation import BREAK, FILLER, marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.text.span import Span


_GUILLEMETS = "«»‹›"
_FIGURES = "0123456789"
_MANY = 50
"""If more than one character in so many is a figure, numbers are looked for character by character."""
_BLANKS = tuple(" \t\u00a0\u2009\u202f")
_PARTING = r"\u00a0\u2005\u2007-\u200a\u202f"
"""No-break, figure and thin spaces, as they part the groups of a number."""
_NUMBER = re.compile(
    rf"(?a)\d(?<![\d.,{_PARTING}]\d)(?<!\d \d)\d{{0,2}}([ {_PARTING}])\d{{3}}(?:\1\d{{3}})*(?!\d)(?!\1\d)"
)
"""A number in groups of three figures, all parted by the same blank."""
_CLOSED = re.compile(r"[\w.,;:!?…»)\]]")
"""What a mark at the end of a quotation stands behind."""


def search_key(text: str) -> str:
    """Return the folded form of a text to look for words in, without a way back."""
    return fold_key(_tight(marked(text)))


def written_key(text: str) -> str:
    """Return what `search_key` does, but with the case, accents and ligatures of the text."""
    return written_as(_tight(marked(text)))


def searchable(text: str) -> Folded:
    """Return the folded form of a text to look for words in, with the way back."""
    return fold(_tight(marked(text)))


def _tight(text: str) -> str:
    """Return ``text`` in the same length, with `FILLER` for blanks inside of numbers and of French quotation marks.

    Who types ``10000`` looks for ``10 000``, and who types ``"la mer"`` for ``« la mer »``. German marks point the other way
    and have no blanks inside.
    """
    return _without_blanks_at_marks(_without_blanks_in_numbers(text))


def _without_blanks_in_numbers(text: str) -> str:
    places = _places_of(_FIGURES, text)
    if len(places) * _MANY > len(text):
        numbers = list(_NUMBER.finditer(text))
    else:
        numbers = [number for place in places if (number := _NUMBER.match(text, place))]
    pieces: list[str] = []
    at = 0
    for number in numbers:
        if number.start() >= at:
            pieces += text[at : number.start()], number[0].replace(number[1], FILLER)
            at = number.end()
    return "".join((*pieces, text[at:])) if pieces else text


def _without_blanks_at_marks(text: str) -> str:
    pieces: list[str] = []
    at = 0
    for mark in _places_of(_GUILLEMETS, text):
        start, end = mark, mark
        if text[mark] in "«‹":
            start = end = mark + 1
            while not _CLOSED.match(text[mark - 1 : mark]) and text[end : end + 1] in _BLANKS:
                end += 1
        elif not text[mark + 1 : mark + 2].isalnum():
            while start > at and text[start - 1] in _BLANKS:
                start -= 1
        if start < end:
            pieces += text[at:start], FILLER * (end - start)
            at = end
    return "".join((*pieces, text[at:])) if pieces else text


def _places_of(signs: str, text: str) -> list[int]:
    """Return where any of ``signs`` stand, in order; if there are few, that is ten times as fast as a character class."""
    places: list[int] = []
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            places.append(at)
            at = text.find(sign, at + 1)
    return sorted(places)


def holds(key: str, phrase: str) -> bool:
    """Whether ``phrase``, trimmed, is in a text whose `search_key` is ``key``."""
    wanted = search_key(phrase).strip()
    return wanted in key or ((BREAK in key or BREAK in wanted) and _pattern(wanted).search(key) is not None)


def begins(key: str, phrase: str) -> bool:
    """Whether a text whose `search_key` is ``key`` begins with ``phrase``, without its outer blanks."""
    wanted = search_key(phrase).strip()
    return key.startswith(wanted) or ((BREAK in key or BREAK in wanted) and _pattern(wanted).match(key) is not None)


def ends(key: str, phrase: str) -> bool:
    """Whether a text whose `search_key` is ``key`` ends with ``phrase``, without its outer blanks."""
    wanted = search_key(phrase).strip()
    if key.endswith(wanted):
        return True
    return (BREAK in key or BREAK in wanted) and re.search(rf"(?:{_pattern(wanted).pattern})\Z", key) is not None


def find_folded(haystack: Folded, phrase: str) -> Iterator[Span]:
    """Yield where ``phrase``, trimmed, is in the original, from left to right without overlap."""
    wanted = search_key(phrase).strip()
    place = _place(haystack.text, wanted) if wanted else None
    at = 0
    while place and (found := place(at)):
        start, end = found
        at = start + 1
        if haystack.holds_whole_letters(start, end):
            yield haystack.back(start, end)
            at = end


def _place(text: str, wanted: str) -> Callable[[int], tuple[int, int] | None]:
    """Return what finds start and end of the first place of ``wanted`` in a folded text from a position on."""

    def exact(at: int) -> tuple[int, int] | None:
        start = text.find(wanted, at)
        return (start, start + len(wanted)) if start >= 0 else None

    def broken(at: int) -> tuple[int, int] | None:
        found = pattern.search(text, at)
        return found.span() if found else None

    if BREAK not in wanted and BREAK not in text:
        return exact
    pattern = _pattern(wanted)
    return broken


@lru_cache(maxsize=64)
def _pattern(wanted: str) -> re.Pattern[str]:
    """Return the pattern of a folded phrase, in which each word may be broken anywhere."""
    return re.compile("".join(letter_patterns(wanted)))


def letter_patterns(wanted: str) -> Iterator[str]:
    """Yield a pattern for each character of a folded phrase, behind which a word may be broken."""
    last = len(wanted) - 1
    skipped = -1
    for at, letter in enumerate(wanted):
        before, after = wanted[max(0, at - 1) : at], wanted[at + 1 : at + 2]
        if at == skipped:
            yield ""
        elif letter == BREAK:
            yield f"(?:[{BREAK} -]|- )?"
        elif letter == "-" and after == " " and (before.isalnum() or at == 0) and wanted[at + 2 : at + 3].isalnum():
            yield f"(?:- |{BREAK})"
            skipped = at + 1
        elif letter in "- " and (before.isalnum() or at == 0) and (after.isalnum() or at == last):
            yield f"(?:{letter}|{BREAK})"
        elif letter == "c" and after == "k":
            yield f"(?:c{BREAK}?|k{BREAK})"  # German before 1996: Zuk-ker for Zucker
        elif after.isalnum() and (letter.isalnum() or unicodedata.category(letter)[0] == "M"):
            yield f"{re.escape(letter)}{BREAK}?"
        else:
            yield re.escape(letter)
