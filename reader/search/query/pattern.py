"""Regular expressions of a query: compiled once, and stopped when they take too long.

Python's own `re` cannot be stopped, so ``(a+)+$`` would hang the program; `regex` has a time limit, and lets other
threads run meanwhile.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regex import Pattern as Compiled

SECONDS = 2.0
"""How long a regular expression may search one text."""
LONGEST = 500
"""Code points of a regular expression."""


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
    try:
        return engine.compile(regex, flags)
    except engine.error as error:
        raise BadPatternError(error.msg, error.pos) from None
    except (RecursionError, OverflowError, ValueError, MemoryError) as error:
        raise BadPatternError(str(error), None) from None


def matches(regex: str, exact: bool, text: str) -> Iterator[Span]:
    """Yield where a regular expression is found, without overlap or empty matches; SlowPattern if it takes too long."""
    try:
        for found in compiled(regex, exact).finditer(text, timeout=SECONDS, concurrent=True):
            if found.start() < found.end():
                yield Span(*found.span())
    except TimeoutError:
        title = _("The regular expression takes too long.")
        hint = _("Make it simpler: no + or * inside of another + or *.")
        raise SlowPattern(title, f"/{regex}/", hint) from None
