"""Regular expressions of a query: compiled once, and stopped when they take too long.

Python's own `re` cannot be stopped, so ``(a+)+$`` would hang the program; `regex` has a time limit, and lets other
threads run meanwhile.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import _

if TYPE_CHECKING:
    from regex import Pattern as Compiled

SECONDS = 2.0
"""How long a regular expression may search one text."""
LONGEST = 500
"""Code points of a regular expression."""
MOST_REPEATED = 20_000
"""Parts of a regular expression with all repetitions written out. `regex` does that with those that there must be when it
compiles, which no time limit stops: ``((a{1000}){1000}){1000}`` would take all memory."""
_PART = re.compile(
    r"(?P<call>\(\?(?:R|[0-9]|&|P>))|(?P<open>\()|(?P<close>\))|\{\s*(?P<count>[0-9]+)[\s0-9,]*\}|\[\^?\]?(?:\\.|[^]\\])*\]|\\?.",
    re.DOTALL,
)


class BadPatternError(ValueError):
    """A regular expression that `regex` does not understand; ``place`` is where in it, if that is known."""

    def __init__(self, reason: str, place: int | None) -> None:
        super().__init__(reason)
        self.place = place


class SlowPattern(Problem):
    """A regular expression that takes too long in a text."""


@lru_cache(maxsize=64)
def compiled(regex: str, exact: bool) -> Compiled[str]:
    """Return a compiled regular expression, blind to case unless ``exact``; ``^`` and ``$`` are the ends of lines."""
    import regex as engine

    flags = engine.MULTILINE | (0 if exact else engine.IGNORECASE)
    if len(regex) > LONGEST:
        raise BadPatternError(_("it has more than {count} characters").format(count=LONGEST), LONGEST)
    _check_size(regex)
    try:
        return engine.compile(regex, flags)
    except engine.error as error:
        raise BadPatternError(error.msg, error.pos) from None
    except (RecursionError, OverflowError, ValueError, MemoryError) as error:
        raise BadPatternError(str(error), None) from None


def _check_size(regex: str) -> None:
    """Raise BadPatternError where a repetition makes the expression longer than `MOST_REPEATED`, or where it calls itself.

    ``(?R)`` and its like take half a gigabyte before `regex` gives up, which no time limit stops.
    """
    groups = [0]
    """How many parts the expression and each group that is open have so far."""
    last = 0
    """How many the part has that a repetition would repeat."""
    for part in _PART.finditer(regex):
        if part["call"]:
            raise BadPatternError(_("it calls itself"), part.start())
        if part["open"]:
            groups.append(0)
        elif part["close"] and len(groups) > 1:
            last = groups.pop()
            groups[-1] += last
        elif part["count"]:
            more = last * max(0, int(part["count"]) - 1)
            groups[-1], last = groups[-1] + more, last + more
        else:
            last = 1
            groups[-1] += last
        if sum(groups) > MOST_REPEATED:
            raise BadPatternError(_("it repeats too much"), part.start())


def matches(regex: str, exact: bool, text: str) -> list[Span]:
    """Return where a regular expression is found, without overlap or empty matches; SlowPattern if it takes too long."""
    try:
        spans = (
            Span(*found.span()) for found in compiled(regex, exact).finditer(text, timeout=SECONDS, concurrent=True)
        )
        return sorted(span for span in spans if len(span))  # ``(?r)`` finds from right to left
    except (TimeoutError, MemoryError):
        title = _("The regular expression takes too long.")
        hint = _("Make it simpler: no + or * inside of another + or *.")
        raise SlowPattern(title, f"/{regex}/", hint) from None
