"""Verdicts: what anchoring says of a passage in a text that may have changed."""

from __future__ import annotations

from reader.text.span import Span
from reader.text.value import Value


class Exact(Value):
    """The text is the one that was annotated."""

    spans: tuple[Span, ...]


class Moved(Value):
    """The same words stand elsewhere."""

    spans: tuple[Span, ...]
    score: float = 1.0


class Changed(Value):
    """The words were altered; ``score``, from 0 to 1, says how near they are to the old ones."""

    spans: tuple[Span, ...]
    score: float


class Orphan(Value):
    """The words are gone, or it cannot be said which of several places is theirs."""

    reason: str


Verdict = Exact | Moved | Changed | Orphan
