"""The parser of queries: recursive descent over the grammar of docs/query.md. `terms` reads what stands between operators."""

from __future__ import annotations

import re

from reader.search.query.problem import QueryProblem
from reader.search.query.scanner import QUOTE, Scanner
from reader.search.query.terms import read_field, read_term
from reader.search.query.tree import EVERYTHING, And, Node, Not, Or, Word, all_of, any_of
from reader.text.fold import is_blank
from reader.translation import _

MOST_LEVELS = 20
"""How many parentheses may be open at once; each is a call."""
SIGNS = frozenset('("“«')
"""What no word of a query has in it."""
_MINUS = re.compile(r"-(?=[^\s)])")


def parse(text: str) -> Node:
    """Return the tree of a query, `EVERYTHING` for an empty one; QueryProblem for what cannot be understood."""
    query = Scanner(text)
    if is_blank(text):
        return EVERYTHING
    tree = _any(query, 0)
    if query.char:  # only a parenthesis ends what `_any` reads
        query.fail(_("A parenthesis is closed that was not opened."), _(QUOTE))
    return tree or EVERYTHING


def condition(name: str, value: str) -> str:
    """Return the text that asks for just this value, whatever is in it."""
    return f"{name}:{in_quotes(value)}"


def in_quotes(words: str) -> str:
    """Return words as they stand in a query if no sign in them has a meaning."""
    doubled = words.replace('"', '""')
    return f'"{doubled}"'


def both(query: str, other: str) -> str:
    """Return the text of a query that asks for all that two queries ask for; QueryProblem as for `parse`."""
    parts = (f"({part})" if isinstance(parse(part), Or) else part for part in (query, other) if not is_blank(part))
    return " ".join(parts)


def is_plain(text: str) -> bool:
    """Whether ``text`` is words alone, without quotation marks, operators or fields."""
    try:
        tree = parse(text)
    except QueryProblem:
        return False
    parts = tree.parts if isinstance(tree, And) else (tree,)
    # An empty phrase leaves nothing in the tree.
    return not SIGNS.intersection(text) and all(isinstance(part, Word) and part == Word(part.text) for part in parts)


def _any(query: Scanner, level: int) -> Node | None:
    """Read ``all { "OR" all }``; None if nothing in it can be searched for."""
    parts = [_all(query, level)]
    while query.takes("OR"):
        parts.append(_all(query, level))
    given = tuple(part for part in parts if part is not None)
    return any_of(given) if given else None


def _all(query: Scanner, level: int) -> Node | None:
    """Read ``negated { [ "AND" ] negated }``."""
    parts = [_negated(query, level)]
    while query.takes("AND") or not (query.char in ("", ")") or query.next_operator() == "OR"):
        parts.append(_negated(query, level))
    given = tuple(part for part in parts if part is not None)
    return all_of(given) if given else None


def _negated(query: Scanner, level: int) -> Node | None:
    """Read ``{ "NOT" | "-" } primary``."""
    negated = False
    while query.takes("NOT") or query.take(_MINUS):
        negated = not negated
    part = _primary(query, level)
    return Not(part) if negated and part is not None else part


def _primary(query: Scanner, level: int) -> Node | None:
    """Read ``"(" any ")" | field | term``."""
    if operator := query.next_operator():
        query.fail(_("{name} stands between two words.").format(name=operator), _(QUOTE))
    if query.char in ("", ")"):
        query.fail(_("Something to find is missing here."), _("Write a word, or leave out what stands before."))
    if query.char != "(":
        return read_field(query) or read_term(query)
    start = query.at
    if level == MOST_LEVELS:
        query.fail(_("Parentheses are nested too deeply."), _("Use fewer of them."))
    query.at += 1
    tree = _any(query, level + 1)
    if query.char != ")":
        query.fail(_("A parenthesis has no end."), _("Close it with )."), start)
    query.at += 1
    return tree
