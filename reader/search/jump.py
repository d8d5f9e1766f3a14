"""Fuzzy jump: a few letters of a title, source or file name bring the right article to the top.

Everything is folded once. Two stages: first what makes short queries feel right (a prefix, the starts of words,
initials, letters in order), then rapidfuzz for what is left (typos, fragments). Scores are between 0 and 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.text.fold import Folded, fold, fold_key
from reader.text.span import Span

# A whole title is certain; its beginning nearly so. Words given in any order beat letters scattered in order, since
# people remember words; initials beat scattered letters, since each letter had a reason. A typo match never
# passes a true one. Shorter titles win ties: more of them was typed.
WHOLE, PREFIX, PHRASE, WORDS, INITIALS, SCATTERED, TYPO = 1.0, 0.95, 0.9, 0.85, 0.75, 0.5, 0.45
ELSEWHERE = 0.8
"""What a match in the source or file name counts beside one in the title."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to jump to: ``label`` is shown, ``other`` (source, file name) is matched too."""

    id: str
    label: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found, how well, and the spans of its label to light."""

    id: str
    score: float
    lit: tuple[Span, ...]


class JumpIndex:
    """Entries folded once; `best` answers a query."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._labels = [fold_key(entry.label).strip() for entry in self._entries]
        self._others = [fold_key(entry.other).strip() for entry in self._entries]

    def best(self, query: str, limit: int = 20) -> list[Match]:
        """Return the best matches, best first; all in their order for an empty query."""
        wanted = fold_key(query).strip()
        if not wanted:
            return [Match(entry.id, 0.0, ()) for entry in self._entries[:limit]]
        first = wanted[0]
        scored: list[tuple[float, int]] = []
        for index, label in enumerate(self._labels):
            score = _score(label, wanted) if first in label else 0.0
            if score < WORDS * ELSEWHERE and self._others[index]:
                score = max(score, ELSEWHERE * _score(self._others[index], wanted))
            if score:
                scored.append((score, index))
        if len(scored) < limit and len(wanted) > 2:
            scored += self._typos(wanted, limit, {index for _, index in scored})
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        return [self._match(score, index, wanted) for score, index in scored[:limit]]

    def _typos(self, wanted: str, limit: int, found: set[int]) -> list[tuple[float, int]]:
        from rapidfuzz import fuzz, process

        close = process.extract(wanted, self._labels, scorer=fuzz.partial_ratio, limit=limit, score_cutoff=65)
        return [(TYPO * score / 100, index) for _, score, index in close if index not in found]

    def _match(self, score: float, index: int, wanted: str) -> Match:
        entry = self._entries[index]
        return Match(entry.id, round(score, 4), lit(fold(entry.label), wanted))


def _score(label: str, wanted: str) -> float:
    """Return how well ``wanted`` names ``label``, both folded; 0 if its letters are not all there."""
    short = 0.04 * len(wanted) / max(len(label), len(wanted))
    if label == wanted:
        return WHOLE
    if label.startswith(wanted):
        return PREFIX + short
    at = label.find(wanted)
    if at > 0 and not label[at - 1].isalnum():
        return PHRASE + short
    words = _WORD.findall(label)
    parts = _WORD.findall(wanted)
    if parts and _all_start(parts, words):
        return WORDS + short
    if at > 0:
        return WORDS - 0.05 + short
    letters = "".join(parts)
    initials = "".join(word[0] for word in words)
    if len(letters) > 1 and letters in initials:
        return INITIALS + short
    span = _tightest(label, letters)
    return SCATTERED * (len(letters) / span) + short if span else 0.0


def _all_start(parts: Sequence[str], words: Sequence[str]) -> bool:
    left = list(words)
    for part in parts:
        found = next((word for word in left if word.startswith(part)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _tightest(label: str, letters: str) -> int:
    """Return the length of a stretch of ``label`` that holds ``letters`` in order, 0 if none does."""
    at, first = -1, -1
    for letter in letters:
        at = label.find(letter, at + 1)
        if at < 0:
            return 0
        first = at if first < 0 else first
    return at + 1 - first


def lit(label: Folded, wanted: str) -> tuple[Span, ...]:
    """Return what of the label's original to light for ``wanted``."""
    at = label.text.find(wanted)
    if at >= 0:
        return (label.back(at, at + len(wanted)),)
    spans: list[Span] = []
    for part in _WORD.findall(wanted):
        match = re.search(rf"(?<![^\W_]){re.escape(part)}", label.text)
        if match:
            spans.append(label.back(*match.span()))
    if not spans:
        at = -1
        for letter in "".join(_WORD.findall(wanted)):
            at = label.text.find(letter, at + 1)
            if at < 0:
                break
            spans.append(label.back(at, at + 1))
    spans = sorted(set(spans))
    return tuple(span for index, span in enumerate(spans) if index == 0 or not span.overlaps(spans[index - 1]))
