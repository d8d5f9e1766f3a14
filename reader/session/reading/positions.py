"""Where the reader is in each article: position, time read, marks. They belong to this machine, not to the library.

A place is a span of the text as it was, with its digest; never a fraction of a scroll bar. That text is kept beside
the places, so that they can be carried along when it has changed. Several programs may have the same library open: what
each has changed since it last looked counts, the other's places and drafts stay.
"""

from __future__ import annotations

import json
import os
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.config.path import state_file
from reader.files.atomic import write_atomically
from reader.files.plain import read_plain
from reader.library.article import Article, Status
from reader.session.cache.one_at_a_time import one_at_a_time
from reader.session.cache.own_name import own_name
from reader.text.canonical import sha256
from reader.text.depth import is_shallow
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping

    from _typeshed import StrPath

    from reader.session.library.workspace import Workspace

LARGEST = 1024 * 1024 * 1024
"""Bytes of a text that was read, and of all places: above it, a file is not one of ours."""


class ReadingPosition:
    """One article's state: the focus and the rows above it in view, the digest of its text, seconds read, marks,
    a draft of a note by its key."""

    __slots__ = ("above", "drafts", "end", "extra", "marks", "seconds", "sha256", "share", "start")

    def __init__(self) -> None:
        self.start = 0
        self.end = 0
        self.above: int | None = None
        self.sha256 = ""
        self.seconds = 0.0
        self.share = 0.0
        self.marks: dict[str, list[int]] = {}
        self.drafts: dict[str, str] = {}
        self.extra: dict[str, object] = {}
        """What another version of the program keeps of the article."""

    @classmethod
    def from_record(cls, record: Mapping[str, object]) -> ReadingPosition:
        """Return the place that was written; a value of the wrong kind counts as not written."""
        place = cls()
        for name, value in record.items():
            if name not in _FITS:
                place.extra[name] = value
            elif _FITS[name](value):
                setattr(place, name, value)
            elif name in _ENTRIES and isinstance(value, dict):
                setattr(place, name, {key: entry for key, entry in value.items() if _ENTRIES[name](entry)})
        return place

    def to_record(self) -> dict[str, object]:
        """Return what is written of it."""

        return {**self.extra, **{name: deepcopy(getattr(self, name)) for name in _FITS}}

    @property
    def span(self) -> Span | None:
        """The focus, None if the article was never opened."""
        return Span(self.start, self.end) if self.end > self.start else None


def places_file(root: StrPath) -> str:
    """Return the file of the places in the library at ``root``."""
    return state_file("places", f"{own_name(root)}.json")


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _is_number(value: object) -> bool:
    return type(value) in (int, float) and 0 <= value < float("inf")  # type: ignore[operator]  # of one of these types


def _is_mark(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_count, value)) and value[0] <= value[1]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


_ENTRIES = {"marks": _is_mark, "drafts": _is_text}
_FITS: dict[str, Callable[[object], bool]] = {
    "start": _is_count,
    "end": _is_count,
    "above": lambda value: value is None or type(value) is int,
    "sha256": _is_text,
    "seconds": _is_number,
    "share": _is_number,
    "marks": lambda value: isinstance(value, dict) and all(map(_is_mark, value.values())),
    "drafts": lambda value: isinstance(value, dict) and all(map(_is_text, value.values())),
}
_ABSENT = object()


def merged(base: object, ours: object, theirs: object) -> object:
    """Return ``ours`` with what ``theirs`` has changed since ``base``, entry by entry.

    If both have changed an entry, ours counts; an entry that one removed and the other changed stays.
    """
    if ours in (base, theirs) or (ours is _ABSENT and theirs != base):
        return theirs
    if not (isinstance(ours, dict) and isinstance(theirs, dict)):
        return ours
    old = base if isinstance(base, dict) else {}
    entries = {
        name: merged(old.get(name, _ABSENT), ours.get(name, _ABSENT), theirs.get(name, _ABSENT))
        for name in dict.fromkeys((*theirs, *ours))
    }
    return {name: value for name, value in entries.items() if value is not _ABSENT}


class ReadingPositions:
    """The places of one library, kept in one file of the state folder."""

    def __init__(self, root: StrPath) -> None:
        self.file = places_file(root)
        self.texts = self.file.removesuffix(".json")
        self.changed = False
        """Whether something waits to be saved before the next pause."""
        self._places: dict[str, ReadingPosition] = {}
        self._base: dict[str, object] = {}
        """What was written when we last looked."""
        written = self._written()
        base = _read(written) if written else None
        if base:
            self._base = base
            self._take(_read(written) or {})  # read twice: what is changed must not be what it is compared with

    def _written(self) -> str:
        """Return what is written now; nothing if it cannot be read."""
        try:
            return read_plain(self.file, LARGEST, own=True).decode()
        except (OSError, ValueError):
            return ""

    def _take(self, written: Mapping[str, object]) -> None:
        for gone in self._places.keys() - written.keys():
            del self._places[gone]
        for id_, record in written.items():
            read = ReadingPosition.from_record(record if isinstance(record, dict) else {})
            here = self._places.setdefault(id_, read)
            for name in ReadingPosition.__slots__:  # in place: a note that is being written holds on to its drafts
                mine, value = getattr(here, name), getattr(read, name)
                if isinstance(mine, dict) and mine != value:
                    mine.clear()
                    mine.update(value)
                elif mine != value:
                    setattr(here, name, value)

    def of(self, article: str) -> ReadingPosition:
        """Return the place of an article, to be changed and saved."""
        return self._places.setdefault(article, ReadingPosition())

    def inherit(self, article: str, digest: str, is_article: Callable[[str], bool]) -> ReadingPosition:
        """Return the place in an article; if there is none, that in a former article with the same text."""
        if not self.of(article).sha256:
            left = [id_ for id_, position in self._places.items() if position.sha256 == digest and not is_article(id_)]
            if left:
                self._places[article] = self._places.pop(left[0])
        return self.of(article)

    def text(self, digest: str) -> str | None:
        """Return the text that a place counts in, or None."""
        try:
            path = os.path.join(self.texts, f"{digest}.txt")
            text = read_plain(path, LARGEST, own=True).decode("utf-8", "surrogatepass")
        except (OSError, UnicodeDecodeError):
            return None
        return text if sha256(text) == digest else None

    def keep_text(self, text: str, digest: str) -> None:
        """Keep the text that a place counts in, and drop those that none does any more."""
        target = os.path.join(self.texts, f"{digest}.txt")
        if os.path.exists(target):
            return
        try:
            write_atomically(target, text.encode("utf-8", "surrogatepass"), private=True, durable=False)
            needed = {f"{place.sha256}.txt" for place in self._places.values()} | {f"{digest}.txt"}
            for old in os.scandir(self.texts):
                if old.name.endswith(".txt") and old.name not in needed:
                    os.unlink(old.path)
        except OSError:
            return  # a place in a text that changes will be lost, nothing else

    def share(self, article: str) -> float:
        """Return how much of an article has been passed, 0 to 1, without making a place for it."""
        place = self._places.get(article)
        return place.share if place else 0.0

    def begin_again(self, article: str) -> None:
        """Count an article as not begun; its position stays."""
        if self.share(article):
            self._places[article].share, self.changed = 0.0, True

    def save(self) -> None:
        """Write all places, atomically, with what others have written. OSError if the state folder cannot be written.

        A file that cannot be read is set aside: there may be drafts in it.
        """
        with one_at_a_time(self.file):
            theirs = _read(self._written())
            if theirs is None and os.path.lexists(self.file):
                os.replace(self.file, f"{self.texts}.damaged")
            ours = {id_: place.to_record() for id_, place in self._places.items()}
            whole = merged(self._base, ours, self._base if theirs is None else theirs)
            assert isinstance(whole, dict)
            written = json.dumps(whole)
            if whole != theirs:
                write_atomically(self.file, written.encode(), private=True, durable=False)
        self._base, self.changed = whole, False
        self._take(_read(written) or {})


def _read(written: str) -> dict[str, object] | None:
    """Return the places of what is written in their file; None if they cannot be read."""
    try:
        content = json.loads(written)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) and is_shallow(content) else None


def as_read(article: Article, places: ReadingPositions) -> Article:
    """Return an article with the status `reading` if it was begun and has no other status."""
    begun = article.status is Status.UNREAD and places.share(article.id) > 0
    return replace(article, status=Status.READING) if begun else article


def articles_as_read(workspace: Workspace) -> list[Article]:
    """Return the articles of a library, each with its status as `as_read` says."""
    return list(each_article_as_read(workspace))


def each_article_as_read(
    workspace: Workspace, age: float = 0.0, paths: Container[str] | None = None
) -> Iterator[Article]:
    """Yield the same articles, for those who need the first ones only; ``age`` and ``paths`` as for `Workspace.articles`."""
    places = ReadingPositions(workspace.catalogue.root)
    return (as_read(article, places) for article in workspace.each_article(age, paths))
