"""Memos and the journal: what the reader thinks, beside what is marked.

A tag, an article or the library has one memo, which can be changed. The journal has entries with dates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from reader.annotation.codec import Codec, Stored


class Subject(StrEnum):
    """What a memo is about."""

    LIBRARY = "library"
    TAG = "tag"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Memo(Stored):
    """A memo about a ``subject``; ``about`` is the id of the tag or article, empty for the library.

    Times are microseconds since 1970, UTC.
    """

    subject: Subject
    about: str
    text: str
    coder: str = ""
    created: int = 0
    modified: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id of its record, the same for every memo about this subject."""
        return memo_id(self.subject, self.about)


@dataclass(frozen=True, slots=True)
class JournalEntry(Stored):
    """An entry of the journal for the day ``date`` (``2024-05-31``)."""

    id: str
    date: str
    text: str
    coder: str = ""
    created: int = 0
    modified: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)


Memo.codec = Codec(Memo, computed=("id",))
JournalEntry.codec = Codec(JournalEntry)


def memo_id(subject: Subject, about: str) -> str:
    """Return the id of the memo about a subject, such as ``tag:mer-3f2a10`` or ``library``."""
    return f"{subject.value}:{about}" if about else subject.value
