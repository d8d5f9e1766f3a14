"""Verdicts: what anchoring says of a passage in a text that may have changed."""

from __future__ import annotations

from dataclasses import dataclass

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
