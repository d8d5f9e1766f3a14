"""What the index is asked for a query: an expression of SQLite's FTS5 that matches every text in which the query finds something.

It may match other texts too, since each match is confirmed on the text itself. See https://www.sqlite.org/fts5.html, section 3.
"""

from __future__ import annotations

from itertools import chain, product
from math import prod
from typing import TYPE_CHECKING, Protocol

from reader.search.index.content import ANY_QUERY, AROUND, BROKEN
from reader.search.index.required_letters import required_letters
from reader.search.query.tree import And, Near, Node, Not, Or, Pattern, Phrase, Word
from reader.text.finding import search_key
from reader.text.hyphenation import BREAK
from reader.text.span import Span
from reader.text.words import MOST_BREAKS, readings, spaced, words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

_NOTHING = ""
"""The expression that no text matches."""
_MOST_WAYS = 50
"""Combinations of the forms of words near each other that are asked for; of more, each word is asked for by itself."""
_MOST_WORDS = 500
"""Words with the letters of a regular expression that are asked for; if there are more, it may find something anywhere."""
_MOST_TOKENS = 20
"""Words that the second line has for one broken word, at most."""


class Vocabulary(Protocol):
    """The words of an index."""

    def forms(self, word: str) -> Collection[str]:
        """Return the words that are a form of the same word."""

    def having(self, letters: str) -> Collection[str]:
        """Return words among which are all that have folded letters inside."""


def expression(node: Node, vocabulary: Vocabulary) -> str | None:
    """Return the expression of a query; None if any text may be found."""
    asked = _expression(node, vocabulary)
    return None if asked is None else _any([asked, _quoted(ANY_QUERY)])


def _expression(node: Node, vocabulary: Vocabulary) -> str | None:
    match node:
        case And(parts):
            wanted = _all([_expression(part, vocabulary) for part in parts])
            unwanted = [_certain(part.part) for part in parts if isinstance(part, Not)]
            return f"({wanted}) NOT ({_any(unwanted)})" if wanted and any(unwanted) else wanted
        case Or(parts):
            return _any([_expression(part, vocabulary) for part in parts])
        case Word(text):
            return _read(text, lambda words: _word(words, node, vocabulary))
        case Phrase(text):
            return _read(text, _phrase)
        case Near():
            return _near(node, vocabulary)
        case Pattern(regex):
            return _all([_having(letters, vocabulary) for letters in required_letters(regex)])
        case _:
            return None  # a field is asked elsewhere, and what a text must not have is no reason to look for it


def _certain(node: Node) -> str:
    """Return an expression that matches only texts in which the query finds something; `_NOTHING` if there is none."""
    if isinstance(node, Word) and not node.exact:
        words = spaced(search_key(node.text)).split()
        if len(words) == 1 and words[0] == search_key(node.text).strip() and BREAK not in words[0]:
            return f"line : {_quoted(words[0])}{_star(node)}"
    return _NOTHING


def _all(parts: Sequence[str | None]) -> str | None:
    given = [part for part in parts if part is not None]
    if _NOTHING in given:
        return _NOTHING
    return " AND ".join(f"({part})" for part in dict.fromkeys(given)) if given else None


def _any(parts: Sequence[str | None]) -> str | None:
    given = [part for part in parts if part]
    return None if None in parts else " OR ".join(f"({part})" for part in dict.fromkeys(given))


def _read(text: str, expressed: Callable[[Sequence[str]], str]) -> str | None:
    """Return what ``expressed`` makes of the words of a text, in any of its readings; None if that may be anything."""
    key = search_key(text)
    words = spaced(key).split()
    if not words or key.count(BREAK) > MOST_BREAKS:
        return None
    return _any([expressed([*chain.from_iterable(parts)]) for parts in product(*map(readings, words))])


def _word(words: Sequence[str], word: Word, vocabulary: Vocabulary) -> str:
    if word.exact or word.prefix:
        return _phrase(words, _star(word))
    return _all([_any([*map(_quoted, _forms(each, vocabulary))]) for each in words]) or _NOTHING


def _forms(word: str, vocabulary: Vocabulary) -> list[str]:
    return sorted({word, *vocabulary.forms(word)})


def _having(letters: str, vocabulary: Vocabulary) -> str | None:
    words = vocabulary.having(letters)
    return None if len(words) > _MOST_WORDS else _any([*map(_quoted, sorted(words))])


def _star(word: Word) -> str:
    return " *" if word.prefix else ""


def _phrase(words: Sequence[str], end: str = "") -> str:
    """Return the expression of words in a row; ``end`` is a star if words begin with the last one."""
    if len(words) == 1:
        return _quoted(words[0]) + end
    in_a_row = _quoted(" ".join(words)) + end
    each = [*map(_quoted, words[:-1]), _quoted(words[-1]) + end]
    if len(words) <= AROUND + 1:
        return f"line : {in_a_row} OR broken : NEAR({' '.join(each)}, {_MOST_TOKENS * len(words)})"
    return f"line : {in_a_row} OR {_somewhere_broken(' AND '.join(each))}"


def _near(near: Near, vocabulary: Vocabulary) -> str | None:
    """Return the expression of words near each other; in a text with broken words they may be anywhere."""
    anywhere = _all([_expression(word, vocabulary) for word in near.words])
    keys = [search_key(word.text).strip() for word in near.words]
    if anywhere is None or not all(list(words(key)) == [Span(0, len(key))] and BREAK not in key for key in keys):
        return anywhere
    alike = [
        [f"{_quoted(form)}{_star(word)}" for form in ([key] if word.exact or word.prefix else _forms(key, vocabulary))]
        for key, word in zip(keys, near.words, strict=True)
    ]
    if prod(map(len, alike)) > _MOST_WAYS:
        return anywhere
    ways = (f"line : NEAR({' '.join(way)}, {near.distance})" for way in product(*alike))
    return f"{' OR '.join(ways)} OR {_somewhere_broken(anywhere)}"


def _somewhere_broken(expression: str) -> str:
    """Return what only texts with broken words match."""
    return f"(({expression}) AND broken : {_quoted(BROKEN)})"


def _quoted(words: str) -> str:
    return f'"{words}"'
