"""The text of a query while it is read: where one stands in it, and what to say if it cannot be understood."""

from __future__ import annotations

import re
from typing import NoReturn

from reader.search.query.problem import QueryProblem
from reader.text.characters import IGNORABLE
from reader.text.span import Span
from reader.translation import N_, _

LONGEST = 5_000
"""Code points of a query."""
QUOTE = N_('Leave it out, or put it in "…".')
_BLANKS = re.compile(f"[\\s{IGNORABLE}]*")
"""With what one does not see: a query that is copied from a page often begins with it."""
_OPERATOR = re.compile(f'(AND|OR|NOT)(?=[\\s("“«{IGNORABLE}]|\\Z)')


class Scanner:
    """Reads a query from left to right; `at` is the next character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        if len(text) > LONGEST:
            hint = _("Use at most {count} characters.").format(count=LONGEST)
            raise QueryProblem(_("The query is too long."), text, Span(LONGEST, len(text)), hint)

    @property
    def char(self) -> str:
        """The next character; empty at the end."""
        return self.text[self.at : self.at + 1]

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Read what ``pattern`` matches here; None, and nothing is read, if it does not."""
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found

    def next_operator(self) -> str:
        """Read blanks, and return the operator that comes next; empty if there is none."""
        self.take(_BLANKS)
        found = _OPERATOR.match(self.text, self.at)
        return found[1] if found else ""

    def takes(self, operator: str) -> bool:
        """Whether ``operator`` comes next; then it is read."""
        comes = self.next_operator() == operator
        self.at += len(operator) if comes else 0
        return comes

    def since(self, start: int) -> Span:
        """Return what was read from ``start`` on."""
        return Span(start, max(start, self.at))

    def fail(self, title: str, hint: str, start: int | None = None) -> NoReturn:
        """Raise the QueryProblem about what was read from ``start`` on, or about what comes next."""
        raise QueryProblem(title, self.text, self.since(self.at if start is None else start), hint)
