"""Full stops and capitals, as set in French and English."""

from __future__ import annotations

import re
from collections.abc import Collection

CLOSING = '»”’"'
"""Marks that close a quotation."""

_CLOSED = re.compile("[”’]*$")
_OPENED = re.compile("[“‘]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_BEGINS = re.compile(r"[:?!.…—–]\W*$")


def tucked(words: str, mark: str, language: str) -> str:
    """Return ``words`` with a comma or full stop at the end; English sets it before the closing marks ” and ’."""
    at = _CLOSED.search(words)
    if language != "en" or at is None or not _OPENED.search(words):
        return words + mark
    return words[: at.start()] + mark + words[at.start() :]


# The minor words of the Publication Manual, 6.17: articles, short conjunctions and prepositions of up to three letters.
_MINOR = frozenset("a an and as at but by for if in nor of off on or per so the to up via vs yet".split())


HEADLINE_MINOR = frozenset(
    "a an and as at but by down for from in into nor of on onto or over so the till to up via with yet".split()
)
"""The minor words of MLA and Chicago, as CSL 1.0.2 has them."""


def title_case(title: str, minor: Collection[str] = _MINOR) -> str:
    """Return an English title with capitals, after the *Publication Manual*, 6.17.

    All words except ``minor`` ones begin with a capital, and so do the first word, the last word, and a word after a colon,
    a dash or an end mark. Words that already have a capital stay unchanged.
    """
    words = list(_WORD.finditer(title))
    letters = list(title)
    for n, word in enumerate(words):
        opens = n == 0 or _BEGINS.search(title[words[n - 1].end() : word.start()])
        if word[0].islower() and (opens or n == len(words) - 1 or word[0] not in minor):
            letters[word.start()] = letters[word.start()].upper()
    return "".join(letters)
