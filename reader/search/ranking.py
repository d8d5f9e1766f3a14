"""Which sentences are most like some given ones, by the words they share, and which words say so.

A word weighs by relevance feedback (Robertson and Spärck Jones 1976, "Relevance weighting of search terms"): much if it is in
many of the given sentences and in few others. The words that tell most are chosen by their weight times how many given
sentences hold them (Robertson 1990, "On term selection for query expansion"), and sentences are ranked by BM25 over them
(Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework").
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from reader.search.stop_words import stop_words
from reader.text.fold import fold_key
from reader.text.hyphenation import FILLER, mended, mended_in_place
from reader.text.span import Span

TELLING = 40
"""The words that rank, at most."""
_K1 = 1.2
"""How soon a word that is repeated in a sentence stops adding to its score."""
_B = 0.5
"""How much a long sentence is held to be like everything: 0 not at all, 1 fully."""
_WORD = re.compile(rf"[^\W_]+(?:{FILLER}+[^\W_]+)*")
_SHORTEST = 2


def words_of(text: str, language: str = "") -> list[str]:
    """Return the folded words of a text that say something: no stop words of its language, no single letters."""
    said_little = stop_words(language)
    return [
        word for word in _WORD.findall(fold_key(mended(text))) if len(word) >= _SHORTEST and word not in said_little
    ]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A sentence by its number, its score, and the folded words that made it, each with its part, heaviest first."""

    number: int
    score: float
    words: tuple[tuple[str, float], ...]


class Ranking:
    """Sentences numbered 0, 1, 2 … as they are added, ready to be ranked."""

    def __init__(self) -> None:
        self._postings: dict[str, list[tuple[int, int]]] = {}
        self._lengths: list[int] = []
        self._words: list[tuple[str, ...]] = []

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, words: Iterable[str]) -> int:
        """Add the next sentence, by its `words_of`, and return its number."""
        number, counted = len(self._lengths), Counter(words)
        for word, count in counted.items():
            self._postings.setdefault(word, []).append((number, count))
        self._lengths.append(counted.total())
        self._words.append(tuple(counted))
        return number

    def weights(self, like: Collection[int]) -> dict[str, float]:
        """Return the words that tell the sentences ``like`` from others, each with its weight, the most telling first."""
        wanted = set(like)
        many, count = len(self._lengths), len(wanted)
        among = Counter(word for number in wanted for word in self._words[number])
        offers: list[tuple[float, str, float]] = []
        for word, held in among.items():
            every = len(self._postings[word])
            odds = ((held + 0.5) * (many - every - count + held + 0.5)) / ((every - held + 0.5) * (count - held + 0.5))
            weight = math.log(odds)
            if weight > 0:
                offers.append((-weight * held, word, weight))
        return {word: weight for _, word, weight in sorted(offers)[:TELLING]}

    def most_like(self, like: Collection[int], among: Collection[int], limit: int) -> list[Likeness]:
        """Return the sentences of ``among`` most like those in ``like``, best first; those that share no telling word are left out."""
        mean = sum(self._lengths) / max(1, len(self._lengths))
        allowed = set(among)
        parts: dict[int, list[tuple[str, float]]] = {}
        for word, weight in self.weights(like).items():
            for number, count in self._postings[word]:
                if number in allowed:
                    size = 1 - _B + _B * self._lengths[number] / mean
                    part = weight * count * (_K1 + 1) / (count + _K1 * size)
                    parts.setdefault(number, []).append((word, part))
        ranked = [
            Likeness(number, sum(part for _, part in own), tuple(sorted(own, key=lambda pair: (-pair[1], pair[0]))))
            for number, own in parts.items()
        ]
        return sorted(ranked, key=lambda likeness: (-likeness.score, likeness.number))[:limit]


def as_written(text: str, folded: Sequence[str]) -> list[str]:
    """Return the words of ``folded`` as ``text`` first writes them, in the same order."""
    written: dict[str, str] = {}
    for match in _WORD.finditer(mended(text)):
        for part in _WORD.findall(fold_key(match[0])):
            written.setdefault(part, match[0].lower())
    return [written.get(word, word) for word in folded]


def places_of(text: str, written: Collection[str]) -> list[Span]:
    """Return where the words that `as_written` returns stand in ``text``."""
    wanted = {fold_key(word) for word in written}
    return [Span(*match.span()) for match in _WORD.finditer(mended_in_place(text)) if fold_key(match[0]) in wanted]
