"""Folding: a search form of a text in which what readers do not tell apart is equal, with a way back.

Case, accents, ligatures, the kinds of quotation marks, dashes and spaces are folded; soft hyphens and zero-width
characters vanish; a run of white space becomes one space. Offsets count code points on both sides.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
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


# What does not fold to itself. The rest, most of a text, need not pass through the table.
_FOLDS = re.compile(r"[^ !-@\[-_{-~a-z]+")


def fold_key(text: str) -> str:
    """Return the folded form alone, without a way back."""
    return _SPACES.sub(" ", _FOLDS.sub(_translated, text))


def _translated(run: re.Match[str]) -> str:
    return run[0].translate(_TABLE)


class Folded:
    """A folded text that knows where each of its code points comes from."""

    def __init__(self, original: str) -> None:
        self.original = original
        pieces: list[str] = []
        origins = array("L")
        last_space = False
        for index, character in enumerate(original):
            piece = _TABLE[ord(character)]
            if piece == " ":
                if last_space:
                    continue
                last_space = True
            elif piece:
                last_space = False
            pieces.append(piece)
            for _ in piece:
                origins.append(index)
        self.text = "".join(pieces)
        self._origins = origins

    def back(self, start: int, end: int) -> Span:
        """Return the span of the original that ``[start, end)`` of the folded text comes from, marks included."""
        if start >= end:
            origin = self._origins[start] if start < len(self._origins) else len(self.original)
            return Span(origin, origin)
        first, last = self._origins[start], self._origins[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return Span(first, last)

    def holds_whole_letters(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` of the folded text is not the half of a letter such as ``œ``."""
        origins = self._origins
        cut_before = start > 0 and origins[start - 1] == origins[start]
        cut_after = end < len(origins) and origins[end - 1] == origins[end]
        return not cut_before and not cut_after


def fold(text: str) -> Folded:
    """Return ``text`` folded, with the way back."""
    return Folded(text)


def find_folded(haystack: Folded, needle: str) -> Iterator[Span]:
    """Yield where ``needle``, folded and trimmed, stands in the original, left to right without overlap."""
    wanted = fold_key(needle).strip()
    at = haystack.text.find(wanted) if wanted else -1
    while at >= 0:
        step = 1
        if haystack.holds_whole_letters(at, at + len(wanted)):
            yield haystack.back(at, at + len(wanted))
            step = len(wanted)
        at = haystack.text.find(wanted, at + step)
