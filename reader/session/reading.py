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
from reader.library.article import Article, Status
from reader.session.root import own_name
from reader.text.canonical import sha256
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from _typeshed import StrPath


class Place:
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
    def from_record(cls, record: Mapping[str, object]) -> Place:
        """Return the place that was written; a value of the wrong kind counts as not written."""
        place = cls()
        for name, value in record.items():
            if name not in _KINDS:
                place.extra[name] = value
            elif isinstance(value, _KINDS[name]):
                setattr(place, name, value)
        return place

    def to_record(self) -> dict[str, object]:
        """Return what is written of it."""
        return {**self.extra, **{name: deepcopy(getattr(self, name)) for name in _KINDS}}

    @property
    def span(self) -> Span | None:
        """The focus, None if the article was never opened."""
        return Span(self.start, self.end) if self.end > self.start else None


def places_file(root: StrPath) -> str:
    """Return the file of the places in the library at ``root``."""
    return state_file("places", f"{own_name(root)}.json")


_KINDS: dict[str, tuple[type, ...]] = {
    "start": (int,), "end": (int,), "above": (int, type(None)), "sha256": (str,), "seconds": (float, int),
    "share": (float, int), "marks": (dict,), "drafts": (dict,),
}  # fmt: skip
_ABSENT = object()


def merged(base: object, ours: object, theirs: object) -> object:
    """Return ``ours`` with what ``theirs`` has changed since ``base``, entry by entry; where both have, ours holds."""
    if ours in (base, theirs):
        return theirs
    if not (isinstance(ours, dict) and isinstance(theirs, dict)):
        return ours
    old = base if isinstance(base, dict) else {}
    found = {
        name: merged(old.get(name, _ABSENT), ours.get(name, _ABSENT), theirs.get(name, _ABSENT))
        for name in dict.fromkeys((*theirs, *ours))
    }
    return {name: value for name, value in found.items() if value is not _ABSENT}


class Places:
    """The places of one library, kept in one file of the state folder."""

    def __init__(self, root: StrPath) -> None:
        self.file = places_file(root)
        self.texts = self.file.removesuffix(".json")
        self.changed = False
        """Whether something waits to be saved before the next pause."""
        self._places: dict[str, Place] = {}
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
            with open(self.file, encoding="utf-8") as file:
                return file.read()
        except (OSError, ValueError):
            return ""

    def _take(self, written: Mapping[str, object]) -> None:
        for gone in self._places.keys() - written.keys():
            del self._places[gone]
        for id_, record in written.items():
            read = Place.from_record(record if isinstance(record, dict) else {})
            here = self._places.setdefault(id_, read)
            for name in Place.__slots__:  # in place: a note that is being written holds on to its drafts
                mine, value = getattr(here, name), getattr(read, name)
                if isinstance(mine, dict) and mine != value:
                    mine.clear()
                    mine.update(value)
                elif mine != value:
                    setattr(here, name, value)

    def of(self, article: str) -> Place:
        """Return the place of an article, to be changed and saved."""
        return self._places.setdefault(article, Place())

    def inherit(self, article: str, digest: str, is_article: Callable[[str], bool]) -> Place:
        """Return the place of an article; if it has none, that of a file with its text that is no article any more."""
        if not self.of(article).sha256:
            left = [id_ for id_, one in self._places.items() if one.sha256 == digest and not is_article(id_)]
            if left:
                self._places[article] = self._places.pop(left[0])
        return self.of(article)

    def text(self, digest: str) -> str | None:
        """Return the text that a place counts in, or None."""
        try:
            with open(os.path.join(self.texts, f"{digest}.txt"), "rb") as file:
                text = file.read().decode("utf-8", "surrogatepass")
        except (OSError, UnicodeDecodeError):
            return None
        return text if sha256(text) == digest else None

    def keep_text(self, text: str, digest: str) -> None:
        """Keep the text that a place counts in, and drop those that none does any more."""
        target = os.path.join(self.texts, f"{digest}.txt")
        if os.path.exists(target):
            return
        try:
            os.makedirs(self.texts, exist_ok=True)
            draft = os.path.join(self.texts, f"{digest}.{os.getpid()}")
            with open(draft, "wb") as file:
                file.write(text.encode("utf-8", "surrogatepass"))
            os.replace(draft, target)
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
        os.makedirs(os.path.dirname(self.file), exist_ok=True)
        theirs = _read(self._written())
        if theirs is None and os.path.exists(self.file):
            os.replace(self.file, f"{self.texts}.damaged")
        ours = {id_: place.to_record() for id_, place in self._places.items()}
        whole = merged(self._base, ours, self._base if theirs is None else theirs)
        assert isinstance(whole, dict)
        written = json.dumps(whole)
        if whole != theirs:
            draft = f"{self.file}.{os.getpid()}"
            with open(draft, "w", encoding="utf-8") as file:
                file.write(written)
            os.replace(draft, self.file)
        self._base, self.changed = whole, False
        self._take(_read(written) or {})


def _read(written: str) -> dict[str, object] | None:
    """Return the places of what is written in their file; None if they cannot be read."""
    try:
        content = json.loads(written)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def as_read(article: Article, places: Places) -> Article:
    """Return an article that nobody has given a status and that was begun as one that is being read."""
    begun = article.status is Status.UNREAD and places.share(article.id) > 0
    return replace(article, status=Status.READING) if begun else article
