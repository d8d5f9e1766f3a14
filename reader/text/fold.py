"""Folding: a form of a text for searching that ignores what readers ignore, with a way back to the original.

Case, accents, ligatures, and the kinds of quotation marks, dashes and spaces are folded; default-ignorable characters are
removed; a run of blanks becomes one space. Offsets count code points in both texts.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from reader.text.characters import IGNORABLE, beyond_ascii, is_ignorable
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

SINGLE_QUOTES = "‘’‚‛‹›′ʼ`´"
DOUBLE_QUOTES = "«»“”„‟″"
DASHES = "‐‑‒–—―−"

_SAME = {
    **dict.fromkeys(SINGLE_QUOTES, "'"),
    **dict.fromkeys(DOUBLE_QUOTES, '"'),
    **dict.fromkeys(DASHES, "-"),
    "…": "...",
    "œ": "oe",
    "æ": "ae",
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "\u0640": "",  # tatweel, which only makes an Arabic word longer
}


def _folded(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    if character.isspace():
        return " "
    if is_ignorable(character):
        return ""
    if "！" <= character <= "～":  # full-width ASCII
        character = chr(ord(character) - ord("！") + ord("!"))
    stripped = "".join(part for part in unicodedata.normalize("NFD", character) if not unicodedata.combining(part))
    return "".join(_SAME.get(part, part) for part in stripped.casefold())


class _Table(dict[int, str]):
    """A table for `str.translate` that computes an entry when it is first needed."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


_TABLE = _Table()
MOST_LETTERS = 32
"""Letters beyond Latin-1 that are replaced before it is known whether a text has them."""
_met: tuple[tuple[str, str], ...] = ()
"""Those seen last, such as ’ and œ, with what folding makes of them, which is ASCII."""
_LATIN = [(letter, _folded(letter)) for letter in map(chr, range(256))]
_STAYS_LATIN = bytes(ord(folded if len(folded) == 1 and folded < "Ā" else letter) for letter, folded in _LATIN)
"""For `bytes.translate`, which is much faster than `str.translate`: folds Latin-1 but for the letters below."""
_LEAVES_LATIN = tuple((letter, folded) for letter, folded in _LATIN if len(folded) != 1 or folded >= "Ā")
"""The letters of Latin-1 that do not become one letter of it: æ, ß, µ, the soft hyphen."""


def fold_key(text: str) -> str:
    """Return the folded form of a text without a way back."""
    if len(text) <= SLICE:
        return _folded_slice(text)
    return "".join(_folded_slice(text[start:end]) for start, end in pairwise([0, *_cuts(text)]))


SLICE = 512
"""Code points of one slice, which is folded by itself, and for which the way back is computed at once."""
_LETTER = re.compile(r"[^\W_]")


def _cuts(text: str) -> Iterator[int]:
    """Yield where a text can be cut into slices that fold by themselves: behind a letter, never behind a blank."""
    at = 0
    while at < len(text):
        letter = _LETTER.search(text, min(at + SLICE, len(text)))
        while letter and not _TABLE[ord(letter[0])].strip():
            letter = _LETTER.search(text, letter.end())
        at = letter.end() if letter else len(text)
        yield at


def _folded_slice(text: str) -> str:
    folded = _latin_folded(text)
    if folded is None:
        folded = text.translate(_TABLE)
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return folded


def _latin_folded(text: str) -> str | None:
    """Return a text folded by way of Latin-1; None if it has letters beyond it that do not become ASCII, or many that do.

    One letter is replaced after another, which is the same as all at once, since folding changes nothing that it has made.
    """
    global _met  # replaced as a whole, since several threads may fold at once
    for letter, folded in (*_LEAVES_LATIN, *_met):
        if letter in text:  # which is known sooner than how often
            text = text.replace(letter, folded)
    for _ in range(MOST_LETTERS):
        try:
            return text.encode("latin-1").translate(_STAYS_LATIN).decode("latin-1")
        except UnicodeEncodeError as error:
            letter = text[error.start]
        folded = _TABLE[ord(letter)]
        if not folded.isascii():
            return None
        text = text.replace(letter, folded)
        _met = (*_met, (letter, folded))[-MOST_LETTERS:]
    return None


_BLANKS = "".join(letter for letter in map(chr, range(128)) if letter.isspace())
"""The blanks of ASCII, whose other characters become one each."""


def _steps_of(blank: str, nothing: str, several: str) -> re.Pattern[str]:
    """Return a pattern that finds where a folded text and its original have different lengths."""
    run = f"[{re.escape(blank + nothing)}]{{2,}}"
    single = f"[{re.escape(nothing + several)}]" if nothing or several else "(?!)"
    return re.compile(f"{run}|{single}")


class Folded:
    """A folded text with the origin of each of its code points."""

    def __init__(self, original: str) -> None:
        self.original = original
        self._begin = [0, *_cuts(original)]
        parts = [_folded_slice(original[start:end]) for start, end in pairwise(self._begin)]
        self._at = [0, *accumulate(map(len, parts))]
        self.text = "".join(parts)
        self._steps: dict[int, tuple[array[int], array[int]]] = {}

    def _steps_in(self, number: int) -> tuple[array[int], array[int]]:
        """Return the starts, in a folded slice and in its original, of the stretches that have the same length in both."""
        part = self.original[self._begin[number] : self._begin[number + 1]]
        letters = sorted(beyond_ascii(part))
        blank = _BLANKS + "".join(letter for letter in letters if _TABLE[ord(letter)] == " ")
        nothing = "".join(letter for letter in letters if not _TABLE[ord(letter)])
        several = "".join(letter for letter in letters if len(_TABLE[ord(letter)]) > 1)
        places, origins = array("L", [0]), array("L", [0])
        if not nothing and not several and len(part) == self._at[number + 1] - self._at[number]:
            return places, origins  # letter for letter, as most titles are

        def step(place: int, origin: int) -> None:
            places.append(place)
            origins.append(origin)

        for match in _steps_of(blank, nothing, several).finditer(part):
            start, words = match.start(), match[0]
            place = places[-1] + start - origins[-1]
            if words in several:
                for _ in _TABLE[ord(words)]:
                    step(place, start)
                    place += 1
            else:
                space = next((at for at, letter in enumerate(words, start) if letter in blank), None)
                if space is not None:
                    step(place, space)
                    place += 1
            step(place, match.end())
        return places, origins

    def _origin(self, at: int) -> int:
        """Return the position in the original of the code point ``at`` of the folded text."""
        number = bisect_right(self._at, at) - 1
        steps = self._steps.get(number)
        if steps is None:
            steps = self._steps[number] = self._steps_in(number)
        places, origins = steps
        inside = at - self._at[number]
        step = bisect_right(places, inside) - 1
        return self._begin[number] + origins[step] + inside - places[step]

    def back(self, start: int, end: int) -> Span:
        """Return the span of the original for ``[start, end)`` of the folded text, including combining marks."""
        if start >= end:
            origin = self._origin(start) if start < len(self.text) else len(self.original)
            return Span(origin, origin)
        first, last = self._origin(start), self._origin(end - 1) + 1
        return Span(first, with_marks(self.original, last))

    def holds_whole_letters(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` of the folded text does not cut a letter such as ``œ``."""
        cut_before = start > 0 and self._origin(start - 1) == self._origin(start)
        cut_after = end < len(self.text) and self._origin(end - 1) == self._origin(end)
        return not cut_before and not cut_after


_BELONGS = re.compile("[\u034f\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]+")
"""Variation selectors, tags and the grapheme joiner: they change the look of the character before them."""
_IGNORED = re.compile(f"[{IGNORABLE}]+")


def with_marks(text: str, end: int) -> int:
    """Return the end of what belongs to the letter before ``end``: combining marks, variation selectors and tags."""
    at = end
    while at < len(text):
        if unicodedata.combining(text[at]):
            at += 1
        elif belongs := _BELONGS.match(text, at):
            at = belongs.end()
        elif ignored := _IGNORED.match(text, at):
            at = ignored.end()
            continue
        else:
            break
        end = at
    return end


class _Signs(dict[int, str]):
    """The same for signs and blanks alone: letters stay as they are."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_sign = not character.isalnum() and unicodedata.category(character)[0] != "M"
        self[code] = _folded(character) if is_sign or is_ignorable(character) else character
        return self[code]


_SIGNS = _Signs()


def written_as(text: str) -> str:
    """Return a text with its signs and blanks folded, but with its case, accents and ligatures."""
    written = text.translate(_SIGNS)
    while "  " in written:
        written = written.replace("  ", " ")
    return written


_FEW = 200
"""Code points of a text that are looked at first."""


def is_blank(text: str) -> bool:
    """Whether nothing in ``text`` can be searched for: blanks, default-ignorable characters, marks without a letter."""
    return not fold_key(text[:_FEW]).strip() and not fold_key(text).strip()


def fold(text: str) -> Folded:
    """Return ``text`` folded, with the way back."""
    return Folded(text)
