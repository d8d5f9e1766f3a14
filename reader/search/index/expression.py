"""What the index is asked for a query: an expression of SQLite's FTS5 that every text matches which the query finds.

It may match more, since what it gives is confirmed on the text itself. See https://www.sqlite.org/fts5.html, section 3.
"""

from __future__ import annotations

from itertools import chain, product
from typing import TYPE_CHECKING, Protocol

from reader.search.index.content import AROUND, BROKEN, LOOK_YOURSELF
from reader.search.query.tree import And, Near, Node, Or, Phrase, Word
from reader.text.finding import search_key
from reader.text.hyphenation import BREAK
from reader.text.words import MOST_BREAKS, readings, spaced

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

_NOTHING = ""
"""The expression that no text matches."""
_MOST_TOKENS = 20
"""Words that the second line has for one broken word, at most."""


class Vocabulary(Protocol):
    """The words of an index."""

    def forms(self, word: str) -> Collection[str]:
        """Return the words that are a form of the same word."""


def expression(node: Node, vocabulary: Vocabulary) -> str | None:
    """Return the expression of a query; None if any text may be found."""
    asked = _expression(node, vocabulary)
    return None if asked is None else _any([asked, _quoted(LOOK_YOURSELF)])


def _expression(node: Node, vocabulary: Vocabulary) -> str | None:
    match node:
        case And(parts):
            return _all([_expression(part, vocabulary) for part in parts])
        case Or(parts):
            return _any([_expression(part, vocabulary) for part in parts])
        case Word(text, exact, prefix):
            is_inflected = not exact and not prefix
            return _read(text, lambda words: _word(words, prefix, vocabulary if is_inflected else None))
        case Phrase(text):
            return _read(text, _phrase)
        case Near(words):
            return _all([_expression(word, vocabulary) for word in words])
        case _:
            return None  # a field is asked elsewhere, and what a text must not have is no reason to look for it


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


def _word(words: Sequence[str], prefix: bool, vocabulary: Vocabulary | None) -> str:
    if vocabulary:
        forms = ({word, *vocabulary.forms(word)} for word in words)
        return _all([_any([*map(_quoted, sorted(alike))]) for alike in forms]) or _NOTHING
    return _phrase(words, " *" if prefix else "")


def _phrase(words: Sequence[str], end: str = "") -> str:
    """Return the expression of words in a row; ``end`` is a star if words begin with the last one."""
    if len(words) == 1:
        return _quoted(words[0]) + end
    in_a_row = _quoted(" ".join(words)) + end
    each = [*map(_quoted, words[:-1]), _quoted(words[-1]) + end]
    if len(words) <= AROUND + 1:
        return f"line : {in_a_row} OR broken : NEAR({' '.join(each)}, {_MOST_TOKENS * len(words)})"
    return f"line : {in_a_row} OR (({' AND '.join(each)}) AND broken : {_quoted(BROKEN)})"


def _quoted(words: str) -> str:
    return f'"{words}"'
