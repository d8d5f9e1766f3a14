"""An article as the catalogue knows it: id, file, and what is known about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.text.fold import fold_key
from reader.text.metadata import UNKNOWN, Metadata
from reader.translation import pgettext

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Status(StrEnum):
    """How far the reader is with an article."""

    UNREAD = "unread"
    READING = "reading"
    DONE = "done"

    @property
    def word(self) -> str:
        """Its name for a person."""
        names = {
            Status.UNREAD: pgettext("status", "unread"),
            Status.READING: pgettext("status", "reading"),
            Status.DONE: pgettext("status", "done"),
        }
        return names[self]


@dataclass(frozen=True, slots=True)
class Article:
    """One document to read. ``path`` is relative to the library; ``words`` counts prose, without captions and boilerplate.

    ``sha256`` is the digest of the canonical text, empty if the file was not read yet.
    """

    id: str
    path: str
    metadata: Metadata = UNKNOWN
    words: int = 0
    sha256: str = ""
    status: Status = Status.UNREAD
    annotations: int = 0

    @property
    def title(self) -> str:
        """The title, which every list shows."""
        return self.metadata.title

    @property
    def minutes(self) -> int:
        """The time it takes to read, in minutes, at 230 words a minute (Brysbaert 2019, silent reading)."""
        return max(1, round(self.words / 230)) if self.words else 0


_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_NO_ID = re.compile(r"[^a-z0-9]+")


def is_id(name: str) -> bool:
    """Whether ``name`` may be an article's id: it names files of the library, so it must not lead out of it."""
    return _ID.fullmatch(name) is not None


def article_id(path: str, taken: Collection[str]) -> str:
    """Return the id of a file that is new: its path without suffix, folded to ``[a-z0-9-]``, numbered if taken."""
    stem = path.rpartition(".")[0] or path
    slug = _NO_ID.sub("-", fold_key(stem)).strip("-") or "article"
    candidate, number = slug[:120], 2
    while candidate in taken:
        candidate = f"{slug[:120]}-{number}"
        number += 1
    return candidate


def with_ids(paths: Collection[str], recorded: Mapping[str, str]) -> dict[str, str]:
    """Return the id of every path, in order; ``recorded`` maps the ids already given to the paths they stand for."""
    by_path = {path: id_ for id_, path in recorded.items()}
    taken = set(recorded)
    ids: dict[str, str] = {}
    for path in paths:
        ids[path] = by_path.get(path) or article_id(path, taken)
        taken.add(ids[path])
    return ids


_FRENCH = frozenset("le la les des une est dans que qui pour sur avec par aux du ce cette ses sont ont été".split())
_ENGLISH = frozenset("the of and to in is that for with was are his her this from by have has it on".split())

_SMALL = _FRENCH | _ENGLISH


def language_of(text: str) -> str:
    """Return ``fr`` or ``en`` by the commonest small words of the opening, or nothing if neither is clear."""
    opening = text[:4000].lower()
    for mark in "’'.,":
        opening = opening.replace(mark, " ")
    small = list(filter(_SMALL.__contains__, opening.split()))
    french, english = sum(map(_FRENCH.__contains__, small)), sum(map(_ENGLISH.__contains__, small))
    if max(french, english) < 2:
        return ""
    return "fr" if french >= english else "en"


def title_from_path(path: str) -> str:
    """Return the file's name without folder and suffix: the title of an article that gives itself none."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name
