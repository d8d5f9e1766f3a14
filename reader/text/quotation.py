"""Quotation marks, as set in French and English, so that those inside a quotation differ from those around it."""

from __future__ import annotations

import re

from reader.translation import SOURCE, language

_OUTER = {"fr": ("«\u00a0", "\u00a0»"), "en": ("“", "”")}
_INNER = {"fr": (("“", "”"), ("‘", "’")), "en": (("‘", "’"), ("“", "”"))}
_OWN = {"fr": "«“", "en": "“"}
_MARK = re.compile(r"«\s?|\s?»|[“”‘’]")
_SINGLE = re.compile(r"‘[^‘“”]*’(?!\w)")
"""A quotation in ‘ ’, up to the last ’ that may close it: those before it are apostrophes."""


def nested(words: str, of: str = "") -> str:
    """Return ``words`` with their quotation marks changed to those inside a quotation in the language ``of``.

    In French, « » and “ ” become “ ”, and those inside them ‘ ’. In English, “ ” becomes ‘ ’, ‘ ’ inside that “ ”, and « » stays,
    since English does not use it. A mark without a partner counts as first level. ``of`` is the language in use unless given.
    """
    of = of or (language() if language() in _INNER else SOURCE)
    depth = 0
    singles = [match.span() for match in _SINGLE.finditer(words)] if of == "en" else []
    single_marks = {start: 0 for start, _ in singles} | {end - 1: 1 for _, end in singles}

    def inner(match: re.Match[str]) -> str:
        nonlocal depth
        mark = match[0].strip()
        if mark in "‘’":
            return _INNER[of][depth % 2][single_marks[match.start()]] if match.start() in single_marks else mark
        opens = mark in "«“"
        if (mark if opens else {"»": "«", "”": "“"}[mark]) not in _OWN[of]:
            return match[0]
        if not opens:
            depth = max(0, depth - 1)
        level = _INNER[of][depth % 2]
        depth += opens
        return level[0] if opens else level[1]

    return _MARK.sub(inner, words)


def quoted(words: str, of: str) -> str:
    """Return ``words`` in the quotation marks of the language ``of``, with those inside changed so that they nest."""
    opener, closer = _OUTER[of]
    return f"{opener}{nested(words, of)}{closer}"


def single_quoted(words: str) -> str:
    """Return English ``words`` in ‘ ’, as British styles have it; quotations inside get “ ”."""
    marks = {
        at: mark
        for start, end in map(re.Match.span, _SINGLE.finditer(words))
        for at, mark in ((start, "“"), (end - 1, "”"))
    }
    return f"‘{''.join(marks.get(at, letter) for at, letter in enumerate(words))}’"
