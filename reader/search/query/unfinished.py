"""What a query asks for while it is being typed.

The filter of a list shows what the last word finds, as it is or as the beginning of one (`while_typed`). A search in all
texts takes it as a beginning from the third letter on (`as_begun`).
"""

from __future__ import annotations

from dataclasses import replace

from reader.search.query.parser import parse
from reader.search.query.problem import QueryProblem
from reader.search.query.tree import And, Field, Node, Or, Word, all_of, any_of, terms
from reader.text.finding import search_key
from reader.text.words import words

FEWEST = 3
"""Letters from which on the beginning of a word is looked for; fewer would find too much."""

GROWING = frozenset(("tag", "note", "by", "title", "source", "author", "article"))
"""The fields whose values can be beginnings."""


def as_begun(query: str) -> str:
    """Return what a query asks for before its last word is typed to its end: all words that begin so.

    A query that ends otherwise, or that cannot be understood yet, is returned as it is.
    """
    try:
        last = next((term for term in terms(parse(query)) if term.at.end == len(query)), None)
    except QueryProblem:
        return query
    if not isinstance(last, Word) or last.exact or last.prefix:
        return query
    key = search_key(last.text)
    letters = max((len(word) for word in words(key) if word.end == len(key)), default=0)
    return f"{query}*" if letters >= FEWEST else query


def while_typed(node: Node, end: int) -> Node:
    """Return the query in which the word at the cursor, ``end``, also stands for the words that begin with it."""
    match node:
        case And(parts):
            return all_of(tuple(while_typed(part, end) for part in parts))
        case Or(parts):
            return any_of(tuple(while_typed(part, end) for part in parts))
        case Word(exact=False, at=at) if at.end == end:
            return any_of((node, replace(node, prefix=True)))
        case Field(name, exact=False, at=at) if at.end == end and name in GROWING:
            return replace(node, prefix=True)
        case _:
            return node
