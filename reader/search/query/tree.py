"""What a query says, as a tree. `parser.parse` makes it of a text, and docs/query.md says what each part means.

Each part knows where it stands in the text of the query, for messages and completion; that place does not count when two
trees are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from reader.text.span import Span

_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, which may have marks inside (``porte-avions``). ``prefix``: all words that begin with it.

    ``exact``: with this case, these accents and in this form.
    """

    text: str
    exact: bool = False
    prefix: bool = False
    at: Span = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order and form; ``exact`` as in `Word`."""

    text: str
    exact: bool = False
    at: Span = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Near:
    """Words in any order, with at most ``distance`` words between the first and the last of them."""

    words: tuple[Word, ...]
    distance: int
    at: Span = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression, which reads the text as it is written. ``exact``: capitals and small letters differ."""

    regex: str
    exact: bool = False
    at: Span = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Field:
    """A condition such as ``tag:sea``; ``name`` is one of `fields.FIELDS`.

    ``exact``: the whole value, and of a tag nothing below it. ``prefix``: any value that begins with this one.
    """

    name: str
    value: str
    exact: bool = False
    prefix: bool = False
    at: Span = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts. Without parts it asks for nothing, so everything meets it."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """One of the parts or several."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not the part."""

    part: Node


Term: TypeAlias = Word | Phrase | Near | Pattern
"""What stands in a text."""
Node: TypeAlias = Term | Field | And | Or | Not

EVERYTHING = And()
"""The query that asks for nothing."""


def terms(node: Node) -> Iterator[Term]:
    """Yield what is to be found in a text, in the order of the query; nothing that is excluded."""
    for leaf in _asked(node):
        if not isinstance(leaf, Field):
            yield leaf


def fields_asked(node: Node, name: str) -> Iterator[Field]:
    """Yield what is asked of the field ``name``, without what is excluded."""
    for leaf in _asked(node):
        if isinstance(leaf, Field) and leaf.name == name:
            yield leaf


def fields_of(node: Node) -> Iterator[Field]:
    """Yield all fields, also those that are excluded."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from fields_of(part)
        case Not(part):
            yield from fields_of(part)
        case Field():
            yield node


def _asked(node: Node) -> Iterator[Term | Field]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _asked(part)
        case Not():
            return
        case _:
            yield node


def terms_alone(node: Node) -> Node | None:
    """Return the query without its fields; None if there is nothing else."""
    match node:
        case And(parts) | Or(parts):
            given = tuple(left for part in parts if (left := terms_alone(part)) is not None)
            if not given:
                return None
            return all_of(given) if isinstance(node, And) else any_of(given)
        case Not(part):
            left = terms_alone(part)
            return None if left is None else Not(left)
        case Field():
            return None
        case _:
            return node


def excludes_terms(node: Node) -> bool:
    """Whether a text must not have something."""
    match node:
        case And(parts) | Or(parts):
            return any(map(excludes_terms, parts))
        case Not(part):
            return terms_alone(part) is not None
        case _:
            return False


def all_of(parts: tuple[Node, ...]) -> Node:
    """Return the query that asks for all ``parts``, without an `And` in an `And`."""
    flat = tuple(each for part in parts for each in (part.parts if isinstance(part, And) else (part,)))
    return flat[0] if len(flat) == 1 else And(flat)


def any_of(parts: tuple[Node, ...]) -> Node:
    """Return the query that asks for one of ``parts``, without an `Or` in an `Or`."""
    flat = tuple(each for part in parts for each in (part.parts if isinstance(part, Or) else (part,)))
    return flat[0] if len(flat) == 1 else Or(flat)
