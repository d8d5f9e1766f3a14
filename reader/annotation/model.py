"""An annotation: one or more spans of one article, with tags, a note and an ink.

Tags are ids of the codebook, never paths. Times are microseconds since 1970, UTC. An annotation is a value: an
edit makes a new one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reader.annotation.record import checked, spans, texts
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

Record = dict[str, "Any"]


class Ink(StrEnum):
    """A highlight's look: colour, underline and letter."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"
    VIOLET = "violet"

    @property
    def letter(self) -> str:
        """The letter in the gutter that stands for the ink without colour."""
        return self.value[0].upper()


class State(StrEnum):
    """Where an annotation's anchor stands."""

    ANCHORED = "anchored"
    MOVED = "moved"
    CHANGED = "changed"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the reader marked. ``sha256`` names the text that the spans count in."""

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
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def hull(self) -> Span:
        """The span from the first code point to the last."""
        return Span(min(span.start for span in self.spans), max(span.end for span in self.spans))

    def to_record(self) -> Record:
        """Return the JSON object that the store keeps; unknown fields of a newer program are kept."""
        record: Record = dict(self.extra)
        for name in _FIELDS:
            value = getattr(self, name)
            record[name] = value.value if isinstance(value, StrEnum) else value
        record["spans"] = [[span.start, span.end] for span in self.spans]
        record["tags"] = list(self.tags)
        return record

    @classmethod
    def from_record(cls, record: Record) -> Annotation:
        """Return the annotation of a stored record; KeyError, TypeError or ValueError if it is none."""
        checked(cls, record)
        known = {name: record[name] for name in _FIELDS if name in record}
        known["spans"] = spans(record["spans"])
        if not known["spans"]:
            raise ValueError("an annotation has a place")
        if not isinstance(record.get("score"), float | int | None):
            raise ValueError("a score is a number")
        known["tags"] = texts(record.get("tags", ()))
        known["ink"] = Ink(record.get("ink", Ink.YELLOW))
        known["state"] = State(record.get("state", State.ANCHORED))
        extra = {name: value for name, value in record.items() if name not in _FIELDS}
        return cls(**known, extra=MappingProxyType(extra))


def tags_of(record: Record) -> tuple[str, ...]:
    """Return the tags of a stored record; none where another program has put something else."""
    try:
        return texts(record.get("tags", ()))
    except ValueError:
        return ()


_FIELDS = tuple(one.name for one in fields(Annotation) if one.name != "extra")
