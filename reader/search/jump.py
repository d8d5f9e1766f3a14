"""Jump: the entry that a few letters mean, the most likely first.

An *entry* is anything with names to be found by: an article (title, source, file name), a tag, a command. All is
folded once, when the index is built. A query is answered in two stages. The first asks for what a person types on
purpose: words begun, in any order, initials, abbreviations. Only where that finds too little, the second lets
rapidfuzz look for slips of the finger and for fragments. `reader.search.likeness` says what each fit is worth.

While a query is typed letter by letter, what each of its words found is kept, so only the last one is looked up.

A query with more wrong letters never scores higher against its title than the same query with fewer. Three rules see to
that. A letter that the title does not have is at least one more edit in every way to match its word, and quality falls
with each edit; this also holds for up to two ligatures a word (``œ`` is folded to two letters, a wrong letter in its
place is one). The longer a word, the more it weighs, but it is not divided by the sum of the weights: it is divided by
the number of words in the query. A word that matches nothing adds 0 and is still one of that number.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain, islice
from types import MappingProxyType
from typing import TypeVar

from reader.search import likeness
from reader.search.light import light
from reader.search.vocabulary import Vocabulary
from reader.text.fold import fold_key
from reader.text.span import Span

T = TypeVar("T")

# With fewer entries than this, the slower ways to read the query are tried as well.
ENOUGH = 10
# How many candidates get a full score; the others are dropped by the quality of their words alone.
SHORTLIST = 200
# A query with more words than this was pasted, not typed. It is taken as written, since guessing would take too long.
TYPED = 12
# How many words keep their matches in memory for the next letters typed.
_KEPT = 24
_LAST = "\U0010ffff"
NEVER: Mapping[str, float] = MappingProxyType({})
"""Stands for `opened` where it does not matter what was opened."""


class Reach(IntEnum):
    """What counts as found: words as they are typed, also with slips of the finger, or in the last resort a part of them."""

    WORDS = 0
    SLIPS = 1
    ANYTHING = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to jump to: ``label`` is shown, ``other`` (source, file name) is matched too."""

    id: str
    label: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that fits, its score (0..1, 1 is the exact title), its label, and the typed words that matched."""

    id: str
    score: float
    label: str
    tokens: tuple[str, ...] = ()

    def lit(self) -> tuple[Span, ...]:
        """Return the spans of the label that were typed; worked out when asked for, since few matches are seen."""
        return light(self.tokens, self.label)


class JumpIndex:
    """Entries, ready to be asked for; their order breaks ties and answers the empty query."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        given = tuple(entries)
        keys = [fold_key(entry.label).strip() for entry in given]
        self._given = list(zip(given, keys, strict=True))
        rows = [likeness.WORD.findall(key) for key in keys]
        lines = [" ".join(row) for row in rows]
        # Numbered from the shortest title to the longest: of titles that fit alike, the lower number comes first.
        order = sorted(range(len(lines)), key=lambda place: len(lines[place]))
        self._entries = [given[place] for place in order]
        self._keys = [keys[place] for place in order]
        self._lines = [lines[place] for place in order]
        words = [rows[place] for place in order]
        others = (likeness.WORD.findall(fold_key(entry.other)) for entry in self._entries)
        self._shortness = [1 / (len(line) + 1) for line in self._lines]
        self._vocabulary = Vocabulary(zip(words, others, strict=True))
        openings = sorted((line, number) for number, line in enumerate(self._lines) if line)
        self._openings = [line for line, _ in openings]
        self._opening = [number for _, number in openings]
        initials = {(likeness.initials_of(row), number) for number, row in enumerate(words) if row}
        weighty = ([word for word in row if word not in likeness.SMALL] for row in words)
        initials.update((likeness.initials_of(row), number) for number, row in enumerate(weighty) if row)
        self._initials = sorted(initials)
        self._numbers = {entry.id: number for number, entry in enumerate(self._entries)}
        self._found: dict[str, dict[int, float]] = {}
        self._slipped: dict[str, dict[int, float]] = {}
        self._spelt: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def prepare(self) -> None:
        """Load in advance what the first misspelt query needs."""
        import rapidfuzz.distance
        import rapidfuzz.process  # noqa: F401 - the first slip loads it

    def best(
        self, query: str, limit: int = 20, opened: Mapping[str, float] = NEVER, *, reach: Reach = Reach.ANYTHING
    ) -> list[Match]:
        """Return at most ``limit`` entries that fit the query, best first; all entries fit an empty one.

        ``opened`` has by id how often and recently entries were opened, 0..1. It decides between those that fit nearly alike.
        ``reach`` is what else counts as a match if too little is found.
        """
        key = fold_key(query[: likeness.LONGEST]).strip()
        tokens = likeness.WORD.findall(key)
        if not tokens:
            return self._unworded(key, limit, opened)
        ranked = self._ranked(tokens, key, max(SHORTLIST, 2 * limit), opened, reach)[:limit]
        typed, matches = tuple(tokens), ((self._entries[number], score) for score, number in ranked)
        return [Match(entry.id, score, entry.label, typed) for entry, score in matches]

    def _unworded(self, key: str, limit: int, opened: Mapping[str, float]) -> list[Match]:
        """Answer a query without letters or digits: all entries, or those whose title has exactly these signs."""
        first = sorted(self._opened(opened), key=lambda number: -opened[self._entries[number].id])
        ahead = [self._entries[number] for number in first if key in self._keys[number]]
        held = (entry for entry, title in self._given if key in title and entry.id not in opened)
        return [Match(entry.id, 0.0, entry.label) for entry in islice(chain(ahead, held), limit)]

    def _opened(self, opened: Mapping[str, float]) -> list[int]:
        """Return the numbers of the entries that were opened."""
        return [number for id_ in opened if (number := self._numbers.get(id_)) is not None] if opened else []

    def _ranked(
        self, tokens: list[str], key: str, shortlist: int, opened: Mapping[str, float], reach: Reach
    ) -> list[tuple[float, int]]:
        """Return scores and numbers of the entries that fit, best first."""
        typed = " ".join(tokens)
        letters = sum(map(len, tokens))
        every = fits = self._fits(tokens, reach)
        if len(fits) > shortlist:
            fits = self._shortlist(fits, typed, shortlist)
            fits |= {number: every[number] for number in self._opened(opened) if number in every}
        ranked: list[tuple[float, int]] = []
        for number, fit in fits.items():
            line = self._lines[number]
            if line == typed:
                score = likeness.SAME_TITLE if self._keys[number] == key else likeness.SAME_WORDS
            else:
                score = likeness.score(fit, likeness.placement(tokens, typed, line), letters, len(line))
            ranked.append((score, number))
        if opened:
            entries = self._entries
            ranked.sort(key=lambda pair: (-pair[0] - likeness.OPENED * opened.get(entries[pair[1]].id, 0.0), pair[1]))
        else:
            ranked.sort(key=lambda pair: (-pair[0], pair[1]))
        return ranked

    def _shortlist(self, fits: dict[int, float], typed: str, shortlist: int) -> dict[int, float]:
        """Return the best of the fits by their words and shortness, and the shortest titles that open as typed."""
        share, shortness = likeness.SHARE / likeness.FIT * len(typed), self._shortness
        alike: dict[float, list[int]] = {}
        for number, fit in fits.items():
            if (group := alike.get(fit)) is None:
                alike[fit] = [number]
            else:
                group.append(number)
        # Of entries that fit alike, the lower number has the shorter title.
        worth = [
            (-fit - share * shortness[number], number)
            for fit, group in alike.items()
            for number in heapq.nsmallest(shortlist, group)
        ]
        numbers = [number for _, number in sorted(worth)[:shortlist]]
        low, high = bisect_left(self._openings, typed), bisect_right(self._openings, typed + _LAST)
        numbers += heapq.nsmallest(shortlist, self._opening[low:high])
        return {number: fits[number] for number in numbers if number in fits}

    def _fits(self, tokens: list[str], reach: Reach) -> dict[int, float]:
        """Return the entries that fit all tokens, or in the last resort most of them, with their mean quality."""
        qualities = [self._token(token) for token in tokens]
        fits = _all(tokens, qualities)
        if reach is Reach.WORDS:
            return fits
        if len(tokens) > TYPED:
            return fits or (_most(tokens, qualities) if reach is Reach.ANYTHING else {})
        if len(fits) < ENOUGH:
            qualities = [self._pieced(token, rank, qualities) for rank, token in enumerate(tokens)]
            fits = _all(tokens, qualities)
        if len(fits) < ENOUGH:
            qualities = [_either(entries, self._slips(token)) for token, entries in zip(tokens, qualities, strict=True)]
            fits = _all(tokens, qualities)
        if fits or reach is Reach.SLIPS:
            return fits
        return self._fragments(tokens[0]) if len(tokens) == 1 else _most(tokens, qualities)

    def _token(self, token: str) -> dict[int, float]:
        """Return the entries whose words or initials fit a token without slips, with their quality."""
        if (cached := self._found.get(token)) is not None:
            return cached
        entries = self._vocabulary.entries(self._vocabulary.fits(token))
        if len(token) > 1:
            low, high = bisect_left(self._initials, (token,)), bisect_right(self._initials, (token + _LAST,))
            for initials, number in self._initials[low:high]:
                quality = likeness.begun_initials(token, initials)
                if quality > entries.get(number, 0.0):
                    entries[number] = quality
        return _keep(self._found, token, entries)

    def _pieced(self, token: str, rank: int, qualities: list[dict[int, float]]) -> dict[int, float]:
        """Return what was found and the titles in which the token's letters run over several words.

        Only titles that the other tokens found, where they found any, are worth the work.
        """
        mine = qualities[rank]
        if len(token) < 3 or len(mine) > SHORTLIST:
            return mine
        numbers: Iterable[int] = self._spelling(token)
        for other in (entries for place, entries in enumerate(qualities) if place != rank and entries):
            numbers = [number for number in numbers if number in other]
        traced: dict[int, float] = {}
        for number in islice(numbers, SHORTLIST):  # they rise, and so do the lengths of the titles
            read = likeness.trace(token, self._lines[number])
            if read and read[0] >= likeness.PIECES_LEAST:
                traced[number] = read[0]
        return _either(mine, traced)

    def _spelling(self, token: str) -> list[int]:
        """Return the entries whose titles have the token's letters in order, narrowed from the letters before."""
        if (cached := self._spelt.get(token)) is not None:
            return cached
        before = self._spelt.get(token[:-1])
        matches, lines = likeness.in_order(token).match, self._lines
        candidates = range(len(lines)) if before is None else before
        return _keep(self._spelt, token, [number for number in candidates if matches(lines[number])])

    def _slips(self, token: str) -> dict[int, float]:
        if (cached := self._slipped.get(token)) is not None:
            return cached
        return _keep(self._slipped, token, self._vocabulary.entries(self._vocabulary.slips(token)))

    def _fragments(self, token: str) -> dict[int, float]:
        """Return the titles of which some stretch is much like the token: words glued together and misspelt."""
        allowed = likeness.slips_allowed(token)
        if len(token) < likeness.FRAGMENT_LEAST:
            return {}
        from rapidfuzz import fuzz, process
        from rapidfuzz.distance import LCSseq

        fits: dict[int, float] = {}
        for line, _, number in process.extract(
            token, self._lines, scorer=fuzz.partial_ratio, score_cutoff=likeness.FRAGMENT_ALIKE, limit=SHORTLIST
        ):
            lost = len(token) - int(LCSseq.similarity(token, line))
            if lost <= allowed:
                fits[number] = likeness.fragment(token, lost)
        return fits


def _all(tokens: list[str], qualities: list[dict[int, float]]) -> dict[int, float]:
    """Return the entries that every token found, with their fit: the mean of weight times quality."""
    weighed = sorted(_weighed(tokens, qualities), key=lambda pair: len(pair[1]))
    weight, fewest = weighed[0]  # the rarest first: it leaves the least to look up
    fits = fewest if weight == 1 else {number: weight * quality for number, quality in fewest.items()}
    for weight, entries in weighed[1:]:
        fits = {number: fit + weight * entries[number] for number, fit in fits.items() if number in entries}
    return fits


def _most(tokens: list[str], qualities: list[dict[int, float]]) -> dict[int, float]:
    """Return the entries that fit well enough though some tokens found nothing in them."""
    fits: dict[int, float] = {}
    for weight, entries in _weighed(tokens, qualities):
        fits |= {number: fits.get(number, 0.0) + weight * quality for number, quality in entries.items()}
    return {number: fit for number, fit in fits.items() if fit >= likeness.MOST}


def _weighed(tokens: list[str], qualities: list[dict[int, float]]) -> Iterator[tuple[float, dict[int, float]]]:
    """Yield what each token found, with the share of the fit that it decides."""
    for token, entries in zip(tokens, qualities, strict=True):
        yield likeness.weight(token) / len(tokens), entries


def _either(entries: dict[int, float], other: dict[int, float]) -> dict[int, float]:
    """Return the better quality of each entry."""
    return other | {number: quality for number, quality in entries.items() if quality > other.get(number, 0.0)}


def _keep(cache: dict[str, T], token: str, value: T) -> T:
    """Remember what a token found, forgetting the oldest."""
    cache[token] = value
    if len(cache) > _KEPT:
        del cache[next(iter(cache))]
    return value
