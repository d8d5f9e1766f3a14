"""Memos and the journal: what the reader thinks, beside what was marked.

A memo is about a tag, an article or the library, one each, and changes as the thought does. An entry of the journal has
a date and is added to the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from reader.annotation.record import checked

Record = dict[str, Any]


class Subject(StrEnum):
    """What a memo is about."""

    LIBRARY = "library"
    TAG = "tag"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo about a ``subject``; ``about`` is the id of the tag or the article, nothing for the library.

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
        """The id of its record: there is one memo about each thing."""
        return memo_id(self.subject, self.about)

    def to_record(self) -> Record:
        """Return the JSON object that the store keeps."""
        own = {"id": self.id, "subject": self.subject.value, "about": self.about, "text": self.text}
        return {**self.extra, **own, "coder": self.coder, "created": self.created, "modified": self.modified}

    @classmethod
    def from_record(cls, record: Record) -> Memo:
        """Return the memo of a stored record; KeyError or ValueError if it is none."""
        checked(cls, record)
        known = ("subject", "about", "text", "coder", "created", "modified")
        extra = {name: value for name, value in record.items() if name not in (*known, "id")}
        own = {name: record[name] for name in known[1:] if name in record}
        return cls(Subject(record["subject"]), **own, extra=MappingProxyType(extra))


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the journal, of the day ``date`` (``2024-05-31``)."""

    id: str
    date: str
    text: str
    coder: str = ""
    created: int = 0
    modified: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)

    def to_record(self) -> Record:
        """Return the JSON object that the store keeps."""
        own = {"id": self.id, "date": self.date, "text": self.text, "coder": self.coder}
        return {**self.extra, **own, "created": self.created, "modified": self.modified}

    @classmethod
    def from_record(cls, record: Record) -> Entry:
        """Return the entry of a stored record; KeyError or ValueError if it is none."""
        checked(cls, record)
        known = ("id", "date", "text", "coder", "created", "modified")
        extra = {name: value for name, value in record.items() if name not in known}
        return cls(**{name: record[name] for name in known if name in record}, extra=MappingProxyType(extra))


def memo_id(subject: Subject, about: str) -> str:
    """Return the id of the memo about a thing, such as ``tag:mer-3f2a10`` or ``library``."""
    return f"{subject.value}:{about}" if about else subject.value
