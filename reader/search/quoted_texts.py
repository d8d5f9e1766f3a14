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
"""The share of these that a text has to have in part."""
_RUN = 3
"""Words of a run."""
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W{_IDEOGRAPHS}]+")
"""A word; in a script that has no blanks, a sign."""


class QuotedTexts:
    """Sorts out texts by the quotes of documents, which are given as words with what stands beside them.

    A document passes with every text if none of its quotes has enough words.
    """

    def __init__(self, quotes: Mapping[str, Sequence[str]]) -> None:
        self._least: dict[str, float] = {}
        self._runs: dict[tuple[str, ...], set[tuple[str, int]]] = {}
        for document, words in quotes.items():
            made = [runs for quote in words if (runs := _runs(_words(quote)[1:-1]))]  # the words at the ends may be cut
            sample = made[:: max(1, len(made) // SAMPLE)][:SAMPLE]
            self._least[document] = SHARE * len(sample)
            for place, runs in enumerate(sample):
                for run in runs:
                    self._runs.setdefault(run, set()).add((document, place))

    def documents_of(self, text: str) -> list[str]:
        """Return the documents that may have this text."""
        found = {each for run in _runs(_words(text)) for each in self._runs.get(run, ())}
        counts = Counter(document for document, _place in found)
        return [document for document, least in self._least.items() if counts[document] >= least]


def _words(text: str) -> list[str]:
    return _WORD.findall(fold_key(text))


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[start:] for start in range(_RUN)), strict=False))
