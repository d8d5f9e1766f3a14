"""Quotation marks, full stops and capitals, as set in French and English."""

from __future__ import annotations

import re
from collections.abc import Collection

CLOSING = '»”’"'
"""Marks that close a quotation."""

_OUTER = {"fr": ("«\u00a0", "\u00a0»"), "en": ("“", "”")}
_INNER = {"fr": (("“", "”"), ("‘", "’")), "en": (("‘", "’"), ("“", "”"))}
_OWN = {"fr": "«“", "en": "“"}
_MARK = re.compile(r"«\s?|\s?»|[“”‘’]")
_SINGLE = re.compile(r"‘[^‘“”]*’(?!\w)")
"""A quotation in ‘ ’, up to the last ’ that may close it: those before it are apostrophes."""
_CLOSED = re.compile("[”’]*$")
_OPENED = re.compile("[“‘]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_BEGINS = re.compile(r"[:?!.…—–]\W*$")


def quoted(words: str, language: str) -> str:
    """Return ``words`` in the quotation marks of a language; quotation marks inside are changed so that they nest.

    In French, « » and “ ” inside become “ ”, and those inside them ‘ ’. In English, “ ” becomes ‘ ’, ‘ ’ inside that “ ”, and « »
    stays, since English does not use it. A mark without a partner counts as first level.
    """
    depth = 0
    singles = [match.span() for match in _SINGLE.finditer(words)] if language == "en" else []
    single_marks = {start: 0 for start, _ in singles} | {end - 1: 1 for _, end in singles}

    def nested(match: re.Match[str]) -> str:
        nonlocal depth
        mark = match[0].strip()
        if mark in "‘’":
            return _INNER[language][depth % 2][single_marks[match.start()]] if match.start() in single_marks else mark
        opens = mark in "«“"
        if (mark if opens else {"»": "«", "”": "“"}[mark]) not in _OWN[language]:
            return match[0]
        if not opens:
            depth = max(0, depth - 1)
        level = _INNER[language][depth % 2]
        depth += opens
        return level[0] if opens else level[1]

    opener, closer = _OUTER[language]
    return f"{opener}{_MARK.sub(nested, words)}{closer}"


def single_quoted(words: str) -> str:
    """Return English ``words`` in ‘ ’, as British styles have it; quotations inside get “ ”."""
    marks = {
        at: mark
        for start, end in map(re.Match.span, _SINGLE.finditer(words))
        for at, mark in ((start, "“"), (end - 1, "”"))
    }
    return f"‘{''.join(marks.get(at, letter) for at, letter in enumerate(words))}’"


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
