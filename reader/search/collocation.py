"""Collocates: the words that stand near the hits of a query more often than elsewhere in the same articles.

They are ranked by the log-likelihood ratio of T. Dunning, "Accurate Methods for the Statistics of Surprise and
Coincidence", Computational Linguistics 19 (1993), 61-74. At one degree of freedom a ratio above 3.84 is significant at
the level of 0.05, above 10.83 at 0.001.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import log

from reader.search.stop_words import stop_words
from reader.text.finding import search_key, searchable
from reader.text.hyphenation import BREAK, mended
from reader.text.span import Span
from reader.text.words import word_list, words

WINDOW = 5
"""Words on each side of a hit."""
LETTERS = 40
"""Characters for each word of the window that are looked at; longer words are cut off."""
_GAP = re.compile(r"\n\s*\n")
"""Between two paragraphs, which a window does not cross."""


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word, how often it is near the hits and in all their articles, and its log-likelihood ratio.

    ``expected`` is how often it would be near the hits if it were spread evenly.
    """

    word: str
    near: int
    total: int
    expected: float
    score: float


def log_likelihood(near: int, near_others: int, far: int, far_others: int) -> float:
    """Return Dunning's ratio for a table of two by two counts: a word and all others, near the hits and elsewhere."""
    size = near + near_others + far + far_others
    rows, columns = (near + near_others, far + far_others), (near + far, near_others + far_others)
    table = zip((near, near_others, far, far_others), product(rows, columns), strict=True)
    return max(0.0, 2 * sum(count * log(count * size / (row * column)) for count, (row, column) in table if count))


class Collocations:
    """Counts words near hits, article by article. ``window`` is the number of words on each side."""

    def __init__(self, window: int = WINDOW) -> None:
        self._window = window
        self._near: Counter[str] = Counter()
        self._total: Counter[str] = Counter()
        self._spelt: dict[str, Counter[str]] = {}

    def add(self, text: str, hits: Iterable[Span], language: str = "", key: str | None = None) -> None:
        """Count in a text with its hits; stop words of its language count for its size alone.

        ``key`` is the folded text, if it is known.
        """
        stops = stop_words(language)
        key = search_key(text) if key is None else key
        every = word_list(key)
        self._total.update([word.replace(BREAK, "") for word in every] if BREAK in key else every)
        nodes = sorted(hits)
        ends = [node.end for node in nodes]
        for start, end, word in self._around(text, nodes):
            node = bisect_right(ends, start)
            if node < len(nodes) and nodes[node].start < end:
                continue  # a hit beside a hit
            self._near[word] += 1
            if word not in stops:
                spelling = text[start:end]
                if not spelling.isalnum():
                    spelling = " ".join(mended(spelling).split())
                self._spelt.setdefault(word, Counter())[spelling] += 1

    def _around(self, text: str, hits: Sequence[Span]) -> Iterator[tuple[int, int, str]]:
        """Yield the words near any of ``hits``, which are in order: where each stands, and its folded form."""
        rooms = [self._room(text, hit) for hit in hits]
        for stretch, inside in _stretches(hits, rooms):
            placed = _placed(text, stretch.start, stretch.end)
            starts = [start for start, _end, _word in placed]
            near: set[int] = set()
            for hit, room in inside:
                first, before = bisect_left(starts, room.start), bisect_left(starts, hit.start)
                after, last = bisect_left(starts, hit.end), bisect_left(starts, room.end)
                near.update(range(max(first, before - self._window), before))
                near.update(range(after, min(last, after + self._window)))
            yield from (placed[at] for at in sorted(near))

    def _room(self, text: str, hit: Span) -> Span:
        """Return where the words near a hit are, at most: within its paragraph."""
        room = LETTERS * self._window
        low, high = max(0, hit.start - room), min(len(text), hit.end + room)
        if gaps := list(_GAP.finditer(text, low, hit.start)):
            low = gaps[-1].end()
        end = _GAP.search(text, hit.end, high)
        return Span(low, end.start() if end else high)

    def best(self, fewest: int = 2) -> list[Collocate]:
        """Return the words that are near the hits more often than expected, at least ``fewest`` times, best first."""
        size, room = self._total.total(), self._near.total()
        collocates: list[Collocate] = []
        for word, spellings in self._spelt.items():
            near, total = self._near[word], max(self._total[word], self._near[word])
            expected = total * room / max(1, size)
            if near < fewest or near <= expected:
                continue
            score = log_likelihood(near, room - near, total - near, max(0, size - room - total + near))
            collocates.append(Collocate(_spelling(spellings), near, total, expected, score))
        return sorted(collocates, key=lambda each: (-each.score, each.word))


def _stretches(hits: Sequence[Span], rooms: Sequence[Span]) -> Iterator[tuple[Span, list[tuple[Span, Span]]]]:
    """Yield stretches of a text, each with its hits and their ``rooms``, the spans in which words near a hit can be.

    Rooms that overlap are joined, so that no part of the text is read twice.
    """
    stretch, inside = Span(0, 0), list[tuple[Span, Span]]()
    for hit, room in zip(hits, rooms, strict=True):
        if inside and room.start >= stretch.end:
            yield stretch, inside
            inside = []
        stretch = stretch.hull(room) if inside else room
        inside.append((hit, room))
    if inside:
        yield stretch, inside


def _placed(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    folded = searchable(text[start:end])
    found = []
    for word in words(folded.text):
        place = folded.back(word.start, word.end)
        found.append((start + place.start, start + place.end, word.of(folded.text).replace(BREAK, "")))
    return found


def _spelling(spellings: Counter[str]) -> str:
    """Return how a word is spelt most often."""
    return max(spellings, key=lambda spelling: (spellings[spelling], spelling.islower(), spelling))
