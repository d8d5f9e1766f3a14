"""Which of many texts may be the one that quotes were taken from, by the runs of words that they have in common.

It is a sieve: a text that passes has to be looked at. The time grows with the length of the texts, not with the number of quotes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from reader.text.fold import fold_key

SAMPLE = 24
"""Quotes of a document that are looked for, spread over all that it has."""
SHARE = 0.5
"""The share of these that a text has to have, and of the runs of each."""
RAREST = 4
"""Runs of a quote that are looked for."""
_WORDS = 3
"""Words of a run."""
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W{_IDEOGRAPHS}]+")
"""A word; in a script that has no blanks, a sign."""

Run = tuple[str, ...]


class QuotedTexts:
    """Sorts out texts by the quotes of documents, which are given as words with what stands beside them.

    Of each quote, only its rarest runs count: those that the fewest quotes have. A document passes with every text if none
    of its quotes has enough words.
    """

    def __init__(self, quotes: Mapping[str, Sequence[str]]) -> None:
        samples: dict[str, list[set[Run]]] = {}
        for document, words in quotes.items():
            made = [runs for quote in words if (runs := _runs(_words(quote)[1:-1]))]  # the words at the ends may be cut
            samples[document] = made[:: max(1, len(made) // SAMPLE)][:SAMPLE]
        self._least = {document: SHARE * len(sample) for document, sample in samples.items()}
        self._runs: dict[Run, list[tuple[str, int]]] = {}
        self._wanted: dict[tuple[str, int], float] = {}
        frequency = Counter(run for sample in samples.values() for runs in sample for run in runs)
        for document, sample in samples.items():
            for place, runs in enumerate(sample):
                rarest = sorted(runs, key=lambda run: (frequency[run], run))[:RAREST]
                self._wanted[document, place] = SHARE * len(rarest)
                for run in rarest:
                    self._runs.setdefault(run, []).append((document, place))

    def documents_of(self, text: str) -> list[str]:
        """Return the documents that may have this text."""
        found = Counter(quote for run in _runs(_words(text)) for quote in self._runs.get(run, ()))
        counts = Counter(quote[0] for quote, count in found.items() if count >= self._wanted[quote])
        return [document for document, least in self._least.items() if counts[document] >= least]


def _words(text: str) -> list[str]:
    return _WORD.findall(fold_key(text))


def _runs(words: Sequence[str]) -> set[Run]:
    return set(zip(*(words[start:] for start in range(_WORDS)), strict=False))
