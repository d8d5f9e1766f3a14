"""Where the reader is in each article: position, time read, marks. They belong to this machine, not to the library.

A place is a span of the text as it was, with its digest; never a fraction of a scroll bar. That text is kept beside
the places, so that they can be carried along when it has changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from reader.config.path import state_folder
from reader.library.article import Article, Status
from reader.session.root import own_name
from reader.text.canonical import sha256
from reader.text.span import Span


@dataclass(slots=True)
class Place:
    """One article's state: the focus and the rows above it in view, the digest of its text, seconds read, marks,
    a draft of a note by its key."""

    start: int = 0
    end: int = 0
    above: int | None = None
    sha256: str = ""
    seconds: float = 0.0
    share: float = 0.0
    marks: dict[str, list[int]] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)

    @property
    def span(self) -> Span | None:
        """The focus, None if the article was never opened."""
        return Span(self.start, self.end) if self.end > self.start else None


def places_file(root: Path) -> Path:
    """Return the file of the places in the library at ``root``."""
    return state_folder() / "places" / f"{own_name(root)}.json"


class Places:
    """The places of one library, kept in one file of the state folder."""

    def __init__(self, root: Path) -> None:
        self.file = places_file(root)
        self.texts = self.file.with_suffix("")
        self.changed = False
        """Whether something waits to be saved before the next pause."""
        self._places: dict[str, Place] = {}
        self._told = ""
        try:
            self._told = self.file.read_text()
            content = json.loads(self._told)
            self._places = {str(id_): Place(**place) for id_, place in content.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            self._places = {}  # only positions: an unreadable file costs finding one's page again

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
        """Write all places, atomically. OSError if the state folder cannot be written."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        draft = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        told = json.dumps({id_: asdict(place) for id_, place in self._places.items()})
        if told != self._told:
            draft.write_text(told)
            draft.replace(self.file)
        self._told, self.changed = told, False


def as_read(article: Article, places: Places) -> Article:
    """Return an article that nobody has given a status and that was begun as one that is being read."""
    begun = article.status is Status.UNREAD and places.share(article.id) > 0
    return replace(article, status=Status.READING) if begun else article
