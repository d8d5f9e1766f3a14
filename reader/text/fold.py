"""Folding: a search form of a text in which what readers do not tell apart is equal, with a way back.

Case, accents, ligatures, the kinds of quotation marks, dashes and spaces are folded; soft hyphens and zero-width
characters vanish; a run of white space becomes one space. Offsets count code points on both sides.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from reader.text.span import Span

_SAME = {
    **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
    **dict.fromkeys("«»“”„‟″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    "…": "...",
    "œ": "oe",
    "æ": "ae",
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "đ": "d",
}


@lru_cache(maxsize=8192)
def _folded(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    if character.isspace():
        return " "
    stripped = "".join(part for part in unicodedata.normalize("NFD", character) if not unicodedata.combining(part))
    return "".join(_SAME.get(part, part) for part in stripped.casefold())


class _Table(dict[int, str]):
    """A `str.translate` table that works its entries out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


_TABLE = _Table()
_SPACES = re.compile(r" {2,}")


def fold_key(text: str) -> str:
    """Return the folded form alone, without a way back."""
    return _SPACES.sub(" ", text.translate(_TABLE))


class Folded:
    """A folded text that knows where each of its code points comes from."""

    def __init__(self, original: str) -> None:
        self.original = original
        pieces: list[str] = []
        # A change point (folded, original): from there on, one code point stands for one, until the next.
        self._folded = array("q", [0])
        self._original = array("q", [0])
        length, last_space, shift = 0, False, 0
        for index, character in enumerate(original):
            piece = _TABLE[ord(character)]
            if piece == " " and last_space:
                piece = ""
            elif piece:
                last_space = piece == " "
            if index - length != shift:
                shift = index - length
                self._folded.append(length)
                self._original.append(index)
            pieces.append(piece)
            length += len(piece)
        self.text = "".join(pieces)

    def _origin(self, position: int) -> int:
        at = bisect_right(self._folded, position) - 1
        limit = self._original[at + 1] if at + 1 < len(self._original) else len(self.original)
        return min(self._original[at] + position - self._folded[at], limit)

    def back(self, start: int, end: int) -> Span:
        """Return the span of the original that ``[start, end)`` of the folded text comes from, marks included."""
        if start >= end:
            origin = self._origin(start)
            return Span(origin, origin)
        first, last = self._origin(start), self._origin(end - 1) + 1
        while first > 0 and not _TABLE[ord(self.original[first])]:
            first -= 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return Span(min(first, last), last)


def fold(text: str) -> Folded:
    """Return ``text`` folded, with the way back."""
    return Folded(text)


def find_folded(haystack: Folded, needle: str) -> Iterator[Span]:
    """Yield where ``needle``, folded and trimmed, stands in the original, left to right without overlap."""
    wanted = fold_key(needle).strip()
    at = haystack.text.find(wanted) if wanted else -1
    while at >= 0:
        yield haystack.back(at, at + len(wanted))
        at = haystack.text.find(wanted, at + len(wanted))
