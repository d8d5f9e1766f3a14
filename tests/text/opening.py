"""What a match of a pattern can begin with, read off the pattern as `re` parses it."""

from __future__ import annotations

import re
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

from reader.text.rules import plain_letter


def openings(pattern: str) -> set[str] | None:
    """Return the letters, as `plain_letter` gives them, that a match can begin with; None if there is no telling."""
    found, empty = _first(_parser.parse(pattern, re.IGNORECASE))
    return None if empty else found


def _first(parts: Any) -> tuple[set[str] | None, bool]:
    """Return the letters, None for any, and whether nothing at all may match."""
    letters: set[str] | None = set()
    for operator, argument in parts:
        found, empty = _of(operator, argument)
        letters = None if letters is None or found is None else letters | found
        if not empty:
            return letters, False
    return letters, True


def _of(operator: Any, argument: Any) -> tuple[set[str] | None, bool]:
    match str(operator):
        case "LITERAL":
            return {plain_letter(chr(argument))}, False
        case "IN":
            return _one_of(argument), False
        case "BRANCH":
            each = [_first(branch) for branch in argument[1]]
            letters = None if any(one is None for one, _ in each) else set().union(*(one or () for one, _ in each))
            return letters, any(empty for _, empty in each)
        case "SUBPATTERN":
            return _first(argument[-1])
        case "MAX_REPEAT" | "MIN_REPEAT":
            letters, empty = _first(argument[2])
            return letters, empty or argument[0] == 0
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return set(), True
    return None, False


def _one_of(items: Any) -> set[str] | None:
    letters: set[str] = set()
    for operator, argument in items:
        match str(operator):
            case "LITERAL":
                letters.add(plain_letter(chr(argument)))
            case "RANGE":
                letters |= {plain_letter(chr(code)) for code in range(argument[0], argument[1] + 1)}
            case "CATEGORY" if argument is _constants.CATEGORY_DIGIT:
                letters.add(plain_letter("7"))
            case _:
                return None
    return letters
