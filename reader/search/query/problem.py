"""What is wrong with a query, and where."""

from __future__ import annotations

from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import _

SHOWN = 40
"""Characters of the query that a message shows."""


class QueryProblem(Problem):
    """A query that cannot be understood. ``at`` is the part of its text that is meant."""

    def __init__(self, title: str, query: str, at: Span, hint: str) -> None:
        self.at = at
        rest = query[at.start :].strip()
        words = f"{rest[: SHOWN - 1]}…" if len(rest) > SHOWN else rest
        place = _("{words} (character {number})") if words else _("the end (character {number})")
        super().__init__(title, place.format(number=at.start + 1, words=words), hint)
