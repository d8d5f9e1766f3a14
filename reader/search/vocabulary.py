"""The vocabulary: all words of many entries, each once, with the entries that hold it.

Words repeat, so asking each word once instead of each entry is what makes an answer cheap: ten thousand titles
hold a few thousand words. `fits` is the first stage of a jump, `slips` the second (rapidfuzz).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from reader.search import likeness

_FEW = 60
"""Words that are compared one by one sooner than `rapidfuzz`, which takes thousands in its stride, is loaded."""

Fit = tuple[float, Sequence[str]]  # a quality and words that have it

_LAST = "\U0010ffff"
_SEPARATOR = "\n"


class Vocabulary:
    """The words of entries numbered 0, 1, 2 …, in two fields: the title, and all other names of the entry."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], Sequence[str]]]) -> None:
        title: dict[str, list[int]] = {}
        other: dict[str, list[int]] = {}
        for number, (title_words, other_words) in enumerate(entries):
            for word in set(title_words):
                title.setdefault(word, []).append(number)
            for word in set(other_words).difference(title_words):
                other.setdefault(word, []).append(number)
        self._title, self._other = title, other
        self._words = sorted(title.keys() | other.keys())
        self._joined = _SEPARATOR.join(self._words)
        starts = [0]
        for word in self._words:
            starts.append(starts[-1] + len(word) + 1)
        self._starts = starts
        self._letters = sorted({word[0] for word in self._words})
        self._beginnings: dict[tuple[str, int], tuple[list[str], list[list[str]]]] = {}

    def fits(self, token: str) -> list[Fit]:
        """Return the words that begin with the token, hold it, or hold its letters in order from the first on."""
        # Beginnings are liked by length alone; a letter, or a digit of file names, begins thousands of words.
        begun = (list(words) for _, words in groupby(sorted(self._starting(token), key=len), len))
        fits: list[Fit] = [(likeness.begun(token, words[0]), words) for words in begun]
        if len(token) >= 3 or not token.isascii():  # two Latin letters stand in half of all words
            fits += [(likeness.inside(token, word), (word,)) for word in self._holding(token)]
        if len(token) >= 3:
            fits += [(likeness.letters(token, word), (word,)) for word in self._spelling(token)]
        return fits

    def slips(self, token: str) -> list[Fit]:
        """Return the words, whole or begun, that are a few edits away: one letter wrong, missing, added, swapped.

        Where the first letter slipped, it is the only slip: fingers miss it least, and so only the words with the
        same first letter have to be compared.
        """
        if not likeness.slips_allowed(token):
            return []
        return [*self._slips_later(token), *self._slips_first(token)]

    def _slips_later(self, token: str) -> Iterator[Fit]:
        """Yield the words with the token's first letter that are a few edits away."""
        letter = token[0]
        words = self._starting(letter)
        for at, distance in _near(token, words):
            yield likeness.slip(token, words[at], distance, whole=True), (words[at],)
        for length in range(max(3, len(token) - 1), len(token) + 2):
            cuts, holders = self._cut(letter, length)
            for at, distance in _near(token, cuts):
                quality = likeness.slip(token, cuts[at], distance, whole=False)
                yield quality, holders[at]

    def _slips_first(self, token: str) -> Iterator[Fit]:
        """Yield the words that begin like the token except for its first letter, which is wrong, missing, added or swapped."""
        letter, rest = token[0], token[1:]
        for wanted in (rest, token):
            for other in self._letters:
                if other != letter:
                    for word in self._starting(other + wanted):
                        yield likeness.slip(token, word, 1, whole=len(word) == len(wanted) + 1), (word,)
        for wanted in (rest, rest[0] + letter + rest[1:]):
            if wanted[0] != letter:
                for word in self._starting(wanted):
                    whole = len(word) == len(wanted)
                    if whole or len(wanted) >= 3:
                        yield likeness.slip(token, word, 1, whole=whole), (word,)

    def entries(self, fits: Iterable[Fit]) -> dict[int, float]:
        """Return the entries that hold any of the words, each with its best quality."""
        postings: dict[float, list[list[int]]] = {}
        for quality, words in fits:
            postings.setdefault(quality, []).extend(filter(None, map(self._title.get, words)))
            postings.setdefault(quality * likeness.OTHER_FIELD, []).extend(filter(None, map(self._other.get, words)))
        entries: dict[int, float] = {}
        for quality in sorted(postings):  # the best comes last and stays
            entries.update(dict.fromkeys(chain.from_iterable(postings[quality]), quality))
        return entries

    def _holding(self, token: str) -> Iterator[str]:
        """Yield the words that hold the token anywhere but at their start."""
        at = self._joined.find(token, 1)
        while at >= 0:
            index = bisect_right(self._starts, at) - 1
            if at > self._starts[index]:
                yield self._words[index]
                at = self._joined.find(token, self._starts[index + 1])
            else:
                at = self._joined.find(token, at + 1)

    def _spelling(self, token: str) -> Iterator[str]:
        """Yield the words that start with the token's first letter and have the others in order, not in a row."""
        matches = likeness.in_order(token).match
        return (word for word in self._starting(token[0]) if token not in word and matches(word))

    def _starting(self, letters: str) -> list[str]:
        """Return the words that start with the letters."""
        return self._words[bisect_left(self._words, letters) : bisect_right(self._words, letters + _LAST)]

    def _cut(self, letter: str, length: int) -> tuple[list[str], list[list[str]]]:
        """Return the beginnings, ``length`` letters each, of all longer words with that first letter, and their words."""
        if (letter, length) not in self._beginnings:
            holders: dict[str, list[str]] = {}
            for word in self._starting(letter):
                if len(word) > length:
                    holders.setdefault(word[:length], []).append(word)
            self._beginnings[letter, length] = list(holders), list(holders.values())
        return self._beginnings[letter, length]


def _near(token: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return which words are as near to the token as a slip may be, each by its number and with its distance in edits."""
    allowed = likeness.slips_allowed(token)
    if len(words) <= _FEW:
        far = ((at, likeness.edits(token, word, allowed)) for at, word in enumerate(words))
        return [(at, distance) for at, distance in far if distance <= allowed]
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    nearest = process.extract(token, words, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    return [(at, int(distance)) for _, distance, at in nearest]
