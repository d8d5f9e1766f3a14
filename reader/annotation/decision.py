"""Decisions about passages in a tagging pass; they are stored beside the annotations of the article.

A *given* decision names the annotation that got the tags. A *refused* passage is anchored like an annotation, so the
refusal follows its words when the text changes. *Skipped* stretches count for one visit and one text only.
"""

from __future__ import annotations

from dataclasses import dataclass

from reader.annotation.codec import Codec, Record
from reader.annotation.model import Annotation
from reader.annotation.tagging_pass import Answer
from reader.text.span import Span

_NAMES = {"pass_id": "pass"}


@dataclass(frozen=True, slots=True)
class Given:
    """A passage got the tags of a pass at ``time`` (microseconds)."""

    id: str
    pass_id: str
    answer: Answer
    annotation: str
    coder: str
    time: int

    def to_record(self) -> Record:
        """Return the record for the store."""
        return _GIVEN.to_record(self)

    @classmethod
    def from_record(cls, record: Record) -> Given:
        """Return the decision of a stored record; ValueError if it is not valid."""
        return _GIVEN.from_record(record)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A passage was refused for good at ``time`` (microseconds). ``sha256`` is the digest of the text of the spans."""

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

    def passage(self, article: str) -> Annotation:
        """Return the passage as an annotation that can be anchored."""
        return Annotation(self.id, article, self.spans, self.quote, self.prefix, self.suffix, self.sha256)

    def to_record(self) -> Record:
        """Return the record for the store."""
        return _REFUSAL.to_record(self)

    @classmethod
    def from_record(cls, record: Record) -> Refusal:
        """Return the decision of a stored record; ValueError if it is not valid."""
        return _REFUSAL.from_record(record)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Stretches of an article that a coder skipped on one visit; ``sha256`` is the digest of the text."""

    id: str
    pass_id: str
    coder: str
    visit: int
    sha256: str
    spans: tuple[Span, ...]

    def to_record(self) -> Record:
        """Return the record for the store."""
        return _SKIPPED.to_record(self)

    @classmethod
    def from_record(cls, record: Record) -> Skipped:
        """Return the stretches of a stored record; ValueError if it is not valid."""
        return _SKIPPED.from_record(record)


_GIVEN = Codec(Given, names=_NAMES)
_REFUSAL = Codec(Refusal, names=_NAMES)
_SKIPPED = Codec(Skipped, names=_NAMES)
