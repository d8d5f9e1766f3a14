"""Verdicts: what anchoring says of a passage in a text that may have changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.text.fold import fold_key
from reader.text.same_words import same_words, words_key
from reader.text.span import Span


@dataclass(frozen=True, slots=True)
class Exact:
    """The text is the one that was annotated."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """The same words stand elsewhere."""

    spans: tuple[Span, ...]
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Changed:
    """The words were altered; ``score``, from 0 to 1, says how near they are to the old ones."""

    spans: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Orphan:
    """The words are gone, or it cannot be said which of several places is theirs."""

    reason: str


Verdict = Exact | Moved | Changed | Orphan

_NEAR = 0.45
"""The likeness below which the words found are other words."""


def judge(carried: Sequence[Span], before: Sequence[str], after: Sequence[str], *, doubtful: bool = False) -> Verdict:
    """Return the verdict on a passage whose parts ``before`` read as ``after`` where they were ``carried``.

    This is the only place that says `Moved`. ``doubtful`` passages are never moved, even if the words are the same.
    """
    unchanged = len(before) == len(after) and all(map(same_words, before, after))
    if unchanged and not doubtful:
        return Moved(tuple(carried))
    # An accent more or less decides whether it is the same text, but not whether it is the same place.
    if _likeness(map(fold_key, before), map(fold_key, after)) < _NEAR:
        return Orphan("Other words stand there now.")
    exactly = 1.0 if unchanged else _likeness(map(words_key, before), map(words_key, after))
    return Changed(tuple(carried), max(exactly, _NEAR))


def _likeness(before: Iterable[str], after: Iterable[str]) -> float:
    """Return from 0 to 1 how much of both is the same, wherever they are parted."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(" ".join(before), " ".join(after))
