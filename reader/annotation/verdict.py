"""Verdicts: the results of anchoring a passage in a text that may have changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.text.fold import fold_key
from reader.text.same_words import same_words, words_key
from reader.text.span import Span
from reader.translation import _


@dataclass(frozen=True, slots=True)
class Exact:
    """The text is unchanged."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """The same words are elsewhere."""

    spans: tuple[Span, ...]
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Changed:
    """The words have changed; ``score``, from 0 to 1, is their similarity to the old ones."""

    spans: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Orphan:
    """The words are gone, or they may be in any of several places."""

    reason: str


Verdict = Exact | Moved | Changed | Orphan

_NEAR = 0.45
"""The similarity below which the words found are different words."""


def judge(carried: Sequence[Span], before: Sequence[str], after: Sequence[str], *, doubtful: bool = False) -> Verdict:
    """Return the verdict on a passage with the parts ``before``, which are now ``after`` in the spans ``carried``.

    Only this function returns `Moved`. A ``doubtful`` passage never is, even if its words are the same.
    """
    unchanged = len(before) == len(after) and all(map(same_words, before, after))
    if unchanged and not doubtful:
        return Moved(tuple(carried))
    # Accents count when words are compared, but not when the place is looked for.
    if _likeness(map(fold_key, before), map(fold_key, after)) < _NEAR:
        return Orphan(_("There are other words now."))
    exactly = 1.0 if unchanged else _likeness(map(words_key, before), map(words_key, after))
    return Changed(tuple(carried), max(exactly, _NEAR))


def _likeness(before: Iterable[str], after: Iterable[str]) -> float:
    """Return the similarity of both from 0 to 1; how they are split into parts does not matter."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(" ".join(before), " ".join(after))
