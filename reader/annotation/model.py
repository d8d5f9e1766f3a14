"""An annotation: one or more spans of one article, with tags, a note and an ink.

Tags are ids of the codebook, never paths. Times are microseconds since 1970, UTC. An annotation is immutable: an edit
makes a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from reader.annotation.codec import Codec, Record, Stored
from reader.text.span import Span
from reader.translation import pgettext


class Ink(StrEnum):
    """The look of a highlight: colour, underline and letter."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"
    VIOLET = "violet"

    @property
    def letter(self) -> str:
        """The letter in the gutter that shows the ink without colour."""
        return self.value[0].upper()


class State(StrEnum):
    """How sure the place of an annotation is."""

    ANCHORED = "anchored"
    MOVED = "moved"
    CHANGED = "changed"
    ORPHAN = "orphan"

    @property
    def has_words(self) -> bool:
        """Whether the article still has the words that were marked."""
        return self in (State.ANCHORED, State.MOVED)

    @property
    def word(self) -> str:
        """Its name for a person."""
        names = {
            State.ANCHORED: pgettext("state", "anchored"),
            State.MOVED: pgettext("state", "moved"),
            State.CHANGED: pgettext("state", "changed"),
            State.ORPHAN: pgettext("state", "orphan"),
        }
        return names[self]


@dataclass(frozen=True, slots=True)
class Annotation(Stored):
    """What the reader marked. ``sha256`` is the digest of the text of the spans.

    ``format`` is the format whose reader made that text; empty if the text is the file's own, with the marks of its format.
    """

    id: str
    article: str
    spans: tuple[Span, ...]
    quote: str
    prefix: str = ""
    suffix: str = ""
    sha256: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    ink: Ink = Ink.YELLOW
    coder: str = ""
    created: int = 0
    modified: int = 0
    state: State = State.ANCHORED
    score: float | None = None
    format: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def hull(self) -> Span:
        """The span from the first code point to the last."""
        return Span(min(span.start for span in self.spans), max(span.end for span in self.spans))


Annotation.codec = Codec(Annotation, sparse=("format",))


def tags_of(record: Record) -> tuple[str, ...]:
    """Return the tags of a stored record; none if another program wrote something else there."""
    tags = record.get("tags")
    if isinstance(tags, list) and all(isinstance(tag, str) for tag in tags):
        return tuple(tags)
    return ()
