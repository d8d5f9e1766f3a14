"""What the index holds of a text: two lines of words, in which nothing but ASCII parts them.

The first is the text with each broken word joined. The second is for texts with broken words alone: each of them in all its
readings, with the words around it, so that a phrase is found that has one of them in another reading.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from reader.text.finding import search_key
from reader.text.hyphenation import BREAK
from reader.text.words import MOST_BREAKS, parted, readings, word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AROUND = 16
"""Words on each side of a broken one that the second line has."""
BROKEN = BREAK
"""What each second line begins with; as a word it is in no text."""
ANY_QUERY = "\ufdd1"
"""Another such word, for a text that any query may find: it has a word that is broken more often than readings are made, or ŉ,
of which no word is found, as it is an apostrophe, too."""
_TOO_OFTEN = re.compile(rf"(?:[^\s{BREAK}]+{BREAK}){{{MOST_BREAKS + 1}}}")


class IndexedWords(NamedTuple):
    """The two lines of a text; the second is empty if no word is broken."""

    line: str
    broken: str


def indexed_words(text: str) -> IndexedWords:
    """Return what the index holds of a canonical text."""
    key = search_key(text)
    if BREAK not in key and "ŉ" not in text:
        return IndexedWords(parted(key), "")
    signs = (BROKEN, ANY_QUERY) if "ŉ" in text or _TOO_OFTEN.search(key) else (BROKEN,)
    return IndexedWords(parted(key.replace(BREAK, "")), " ".join((*signs, *_around_breaks(word_list(key)))))


def _around_breaks(words: Sequence[str]) -> Iterator[str]:
    """Yield the words of the second line; each word of the text comes once, in each of its readings."""
    done = 0
    for place, word in enumerate(words):
        if BREAK in word:
            end = min(len(words), place + AROUND + 1)
            for near in words[max(done, place - AROUND) : end]:
                yield from dict.fromkeys(chain.from_iterable(readings(near)))
            done = end
