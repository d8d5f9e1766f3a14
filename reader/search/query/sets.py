"""Saved searches inside of a query: ``set:NAME`` becomes what is saved under the name."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from reader.search.query.parser import parse
from reader.search.query.tree import And, Field, Node, Not, Or, all_of, any_of
from reader.text.problem import Problem
from reader.translation import _

MOST_LEVELS = 5
"""How deep sets may ask for sets."""
MOST_SETS = 100
"""How many sets a query may ask for, with those that they ask for."""


def with_sets(node: Node, query_of: Callable[[str], str]) -> Node:
    """Return a query in which each set is replaced by its query, which ``query_of`` returns for a name.

    Problem, also from ``query_of``, for a set that does not exist or asks for itself.
    """
    numbers = count(1)

    def replaced(node: Node, inside: tuple[str, ...]) -> Node:
        match node:
            case And(parts):
                return all_of(tuple(replaced(part, inside) for part in parts))
            case Or(parts):
                return any_of(tuple(replaced(part, inside) for part in parts))
            case Not(part):
                return Not(replaced(part, inside))
            case Field("set", name):
                if name in inside:
                    raise Problem(_("A saved search asks for itself."), name, _("Change its query."))
                if len(inside) == MOST_LEVELS or next(numbers) > MOST_SETS:
                    raise Problem(_("Saved searches ask for too many others."), name, _("Change their queries."))
                return replaced(parse(query_of(name)), (*inside, name))
            case _:
                return node

    return replaced(node, ())
