"""How a query can go on while it is typed: names of fields, and the values that a library has for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from reader.search.query.fields import FIELDS, field_named
from reader.search.query.parser import in_quotes
from reader.text.fold import fold_key
from reader.text.span import Span

Names: TypeAlias = Mapping[str, Callable[[], Iterable[str]]]
"""By field, what returns the values that a library has; they are asked for when one is typed."""
FEWEST = 2
"""Letters of the name of a field from which on it is offered: a word may begin so, too."""
_BEGIN = r"(?:(?<=[\s(-])|\A)"
_VALUE = re.compile(rf'{_BEGIN}([^\W\d_]+):(=?)("(?:[^"]|"")*|[^\s"“«()]*)\Z')
_NAME = re.compile(rf"{_BEGIN}[^\W\d_]{{{FEWEST},}}\Z")
_NEEDS_QUOTES = re.compile(r'[\s"“«()]|\A(?:=|//)|\*\Z')
_PARTS = re.compile(r"[\s/]+")


@dataclass(frozen=True, slots=True)
class Completion:
    """``text`` in place of the part ``at`` of a query."""

    text: str
    at: Span

    def applied(self, query: str) -> str:
        """Return the query with it."""
        return f"{query[: self.at.start]}{self.text}{query[self.at.end :]}"


def completions(query: str, cursor: int, names: Names) -> list[Completion]:
    """Return what the field at the cursor may be completed to: what begins so, then what has a part that does."""
    typed = query[:cursor]
    if found := _VALUE.search(typed):
        kind = field_named(found[1])
        if kind is None or _is_in_phrase(typed, found.start()):
            return []
        begun, is_quoted = found[3].removeprefix('"').replace('""', '"'), found[3].startswith('"')
        every = kind.values or names.get(kind.name, tuple)()
        values = (in_quotes(value) if is_quoted else as_value(value) for value in _fitting(begun, every))
        return [Completion(f"{found[1]}:{found[2]}{value}", Span(found.start(), cursor)) for value in values]
    found = _NAME.search(typed)
    if found is None or _is_in_phrase(typed, found.start()):
        return []
    begun = found[0].casefold()
    return [Completion(f"{name}:", Span(found.start(), cursor)) for name in FIELDS if name.startswith(begun)]


def continued(query: str, names: Names) -> str | None:
    """Return the query as it may go on; None if it is not known how.

    It goes on behind its last letter if it can. Otherwise its last value is replaced: by one with quotation marks, or by one
    of which it is a later part; not if it is a value itself.
    """
    is_value = False
    for completion in completions(query, len(query), names):
        typed = completion.at.of(query)
        begun, rest = completion.text[: len(typed)], completion.text[len(typed) :]
        if fold_key(begun) != fold_key(typed):
            return None if is_value else completion.applied(query)
        if rest:
            return query + rest
        is_value = True
    return None


def _is_in_phrase(query: str, at: int) -> bool:
    return query.count('"', 0, at) % 2 == 1


def _fitting(begun: str, values: Iterable[str]) -> list[str]:
    key = fold_key(begun)
    keys = {value: fold_key(value) for value in values}
    first = [value for value in keys if keys[value].startswith(key)]
    later = [value for value in keys if any(part.startswith(key) for part in _PARTS.split(keys[value])[1:])]
    ordered = [*sorted(first, key=keys.__getitem__), *sorted(later, key=keys.__getitem__)]
    return [value for value in dict.fromkeys(ordered) if keys[value].strip()]


def as_value(value: str) -> str:
    """Return the value of a field as it stands in a query: in quotation marks if it has to."""
    return in_quotes(value) if _NEEDS_QUOTES.search(value) else value
