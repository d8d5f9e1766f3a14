"""Where the reader is in each article: position, time read, marks. They belong to this machine, not to the library.

A place is a span of the text as it was, with its digest; never a fraction of a scroll bar. That text is kept beside
the places, so that they can be carried along when it has changed. Several programs may have the same library open: what
each has changed since it last looked counts, the other's places and drafts stay.
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from reader.config.path import state_folder
from reader.library.article import Article, Status
from reader.session.root import own_name
from reader.text.canonical import sha256
from reader.text.span import Span
from reader.text.value import replace


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
        return {**self.extra, **{name: copy.deepcopy(getattr(self, name)) for name in _KINDS}}

    @property
    def span(self) -> Span | None:
        """The focus, None if the article was never opened."""
        return Span(self.start, self.end) if self.end > self.start else None


def places_file(root: Path) -> Path:
    """Return the file of the places in the library at ``root``."""
    return state_folder() / "places" / f"{own_name(root)}.json"


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

    def __init__(self, root: Path) -> None:
        self.file = places_file(root)
        self.texts = self.file.with_suffix("")
        self.changed = False
        """Whether something waits to be saved before the next pause."""
        self._places: dict[str, Place] = {}
        self._base: dict[str, object] = self._read() or {}
        self._take(copy.deepcopy(self._base))

    def _read(self) -> dict[str, object] | None:
        """Return what is written now; None if nothing is, or it cannot be read."""
        try:
            content = json.loads(self.file.read_text())
        except (OSError, ValueError):
            return None
        return content if isinstance(content, dict) else None

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
            text = (self.texts / f"{digest}.txt").read_bytes().decode("utf-8", "surrogatepass")
        except (OSError, UnicodeDecodeError):
            return None
        return text if sha256(text) == digest else None

    def keep_text(self, text: str, digest: str) -> None:
        """Keep the text that a place counts in, and drop those that none does any more."""
        target = self.texts / f"{digest}.txt"
        if target.exists():
            return
        try:
            self.texts.mkdir(parents=True, exist_ok=True)
            draft = target.with_suffix(f".{os.getpid()}")
            draft.write_bytes(text.encode("utf-8", "surrogatepass"))
            draft.replace(target)
            needed = {place.sha256 for place in self._places.values()} | {digest}
            for old in self.texts.glob("*.txt"):
                if old.stem not in needed:
                    old.unlink()
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
        self.file.parent.mkdir(parents=True, exist_ok=True)
        theirs = self._read()
        if theirs is None and self.file.exists():
            self.file.replace(self.file.with_suffix(".damaged"))
        ours = {id_: place.to_record() for id_, place in self._places.items()}
        whole = merged(self._base, ours, self._base if theirs is None else theirs)
        assert isinstance(whole, dict)
        if whole != theirs:
            draft = self.file.with_name(f"{self.file.name}.{os.getpid()}")
            draft.write_text(json.dumps(whole))
            draft.replace(self.file)
        self._base, self.changed = whole, False
        self._take(copy.deepcopy(whole))


def as_read(article: Article, places: Places) -> Article:
    """Return an article that nobody has given a status and that was begun as one that is being read."""
    begun = article.status is Status.UNREAD and places.share(article.id) > 0
    return replace(article, status=Status.READING) if begun else article
