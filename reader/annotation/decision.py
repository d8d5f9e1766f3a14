"""Decisions about passages in a tagging pass; they are stored beside the annotations of the article.

A *given* decision names the annotation that got the tags. A *refused* passage is anchored like an annotation, so the
refusal follows its words when the text changes. *Skipped* stretches count for one visit and one text only.
"""

from __future__ import annotations

from dataclasses import dataclass

from reader.annotation.codec import Codec, Stored
from reader.annotation.model import Annotation
from reader.annotation.tagging_pass import Answer
from reader.text.span import Span

_NAMES = {"pass_id": "pass"}


@dataclass(frozen=True, slots=True)
class Given(Stored):
    """A passage got the tags of a pass at ``time`` (microseconds)."""

    id: str
    pass_id: str
    answer: Answer
    annotation: str
    coder: str
    time: int


@dataclass(frozen=True, slots=True)
class Refusal(Stored):
    """A passage was refused for good at ``time`` (microseconds). ``sha256`` and ``format`` are those of an annotation."""

    id: str
    pass_id: str
    answer: Answer
    spans: tuple[Span, ...]
    quote: str
    prefix: str
    suffix: str
    sha256: str
    coder: str
    time: int
    format: str = ""

    def passage(self, article: str) -> Annotation:
        """Return the passage as an annotation that can be anchored."""
        words = (self.quote, self.prefix, self.suffix)
        return Annotation(self.id, article, self.spans, *words, self.sha256, format=self.format)


@dataclass(frozen=True, slots=True)
class Skipped(Stored):
    """Stretches of an article that a coder skipped on one visit; ``sha256`` is the digest of the text."""

    id: str
    pass_id: str
    coder: str
    visit: int
    sha256: str
    spans: tuple[Span, ...]


Given.codec = Codec(Given, names=_NAMES)
Refusal.codec = Codec(Refusal, names=_NAMES, sparse=("format",))
Skipped.codec = Codec(Skipped, names=_NAMES)
