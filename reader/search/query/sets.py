"""Saved searches inside of a query: ``set:NAME`` becomes what is saved under the name."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TypeVar

from reader.annotation.saved_search import SavedSearch
from reader.search.query.parser import parse
from reader.search.query.tree import And, Field, Node, Not, Or, all_of, any_of
from reader.text.problem import Problem
from reader.translation import _

Read = TypeVar("Read")
MOST_LEVELS = 5
"""How deep sets may ask for sets."""
MOST_SETS = 100
"""How many sets a query may ask for, with those that they ask for."""


def with_sets(
    node: Node, saved: Callable[[str], SavedSearch], check: Callable[[Node], object] = lambda _tree: None
) -> Node:
    """Return a query in which each set is replaced by its query; ``saved`` returns the one that a name means.

    Problem, also from ``saved``, for a set that does not exist, cannot be understood or asks for itself, and from ``check``,
    which is given each of these queries.
    """
    numbers = count(1)

    def read(search: SavedSearch) -> Node:
        tree = parse(search.query)
        check(tree)
        return tree

    def replaced(node: Node, inside: tuple[SavedSearch, ...]) -> Node:
        match node:
            case And(parts):
                return all_of(tuple(replaced(part, inside) for part in parts))
            case Or(parts):
                return any_of(tuple(replaced(part, inside) for part in parts))
            case Not(part):
                return Not(replaced(part, inside))
            case Field("set", name):
                search = _within(inside, lambda: saved(name))
                way = " → ".join(each.name for each in (*inside, search))
                if search.id in {each.id for each in inside}:
                    raise Problem(_("A saved search asks for itself."), way, _("Change its query."))
                if len(inside) == MOST_LEVELS or next(numbers) > MOST_SETS:
                    raise Problem(_("Saved searches ask for too many others."), way, _("Change their queries."))
                inside = (*inside, search)
                return replaced(_within(inside, lambda: read(search)), inside)
            case _:
                return node

    return replaced(node, ())


def _within(inside: tuple[SavedSearch, ...], read: Callable[[], Read]) -> Read:
    """Return what ``read`` returns. Its Problem also says in which saved search that stands, if it is in one."""
    try:
        return read()
    except Problem as problem:
        if not inside:
            raise
        where = _("{words}, in the saved search “{name}”").format(words=problem.message, name=inside[-1].name)
        raise Problem(problem.title, where, problem.hint, problem.places, problem.status) from None
