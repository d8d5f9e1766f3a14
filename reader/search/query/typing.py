"""What a query asks for while it is being typed."""

from __future__ import annotations

from reader.search.query.parser import parse
from reader.search.query.problem import QueryProblem
from reader.search.query.tree import Word, terms
from reader.text.finding import search_key
from reader.text.words import words

FEWEST = 3
"""Letters from which on the beginning of a word is looked for; fewer would find too much."""


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
