"""The codebook: the library's tags, as a tree of paths such as ``souveraineté/frontières``.

A tag's id is a slug of its first name and random letters; it never changes, so that renaming touches the codebook
alone. Two tags made with one path on two machines are one: the smaller id stands for both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from reader.text.fold import fold_key
from reader.text.problem import Problem

Record = dict[str, Any]
LONGEST = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Tag:
    """A node of the codebook. ``key`` is its hot key, one character or none."""

    id: str
    path: str
    color: str = ""
    key: str = ""
    definition: str = ""
    extra: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)

    def to_record(self) -> Record:
        """Return the JSON object that the store keeps."""
        own = {"id": self.id, "path": self.path, "color": self.color, "key": self.key, "definition": self.definition}
        return {**self.extra, **own}

    @classmethod
    def from_record(cls, record: Record) -> Tag:
        """Return the tag of a stored record."""
        own = {name: str(record.get(name, "")) for name in ("id", "path", "color", "key", "definition")}
        extra = {name: value for name, value in record.items() if name not in own}
        return cls(**own, extra=MappingProxyType(extra))


def checked_path(path: str) -> str:
    """Return ``path`` in NFC with its names trimmed; Problem if it cannot be a tag's path."""
    path = unicodedata.normalize("NFC", path)
    names = [" ".join(name.split()) for name in path.split("/")]
    if _CONTROL.search(path):
        raise Problem("A tag cannot have control characters.", repr(path), "Type its name again.")
    if not all(names):
        raise Problem("A tag needs a name at each level.", path, "Write it as theme/detail.")
    if len(path) > LONGEST:
        raise Problem("A tag's path is too long.", path[:40] + "…", f"Use at most {LONGEST} characters.")
    return "/".join(names)


class Codebook:
    """The tags, by id and by path. A value: `with_tag` returns another."""

    def __init__(self, tags: Iterable[Tag] = ()) -> None:
        self.tags = {tag.id: tag for tag in sorted(tags, key=lambda tag: tag.path)}
        self._by_path: dict[str, Tag] = {}
        self._stands_for: dict[str, Tag] = {}
        for tag in sorted(self.tags.values(), key=lambda tag: tag.id):
            first = self._by_path.setdefault(tag.path, tag)
            self._stands_for[tag.id] = first

    def path(self, id_: str) -> str:
        """Return the path of a tag; an id nobody knows stands for itself."""
        tag = self._stands_for.get(id_)
        return tag.path if tag else id_

    def paths(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the paths of ``ids``, each once, in order."""
        return tuple(dict.fromkeys(self.path(id_) for id_ in ids))

    def at(self, path: str) -> Tag | None:
        """Return the tag of exactly this path."""
        return self._by_path.get(path)

    def like(self, path: str) -> Tag | None:
        """Return the tag whose path is equal but for case, accents and spaces."""
        wanted = fold_key(path)
        return next((tag for tag in self._by_path.values() if fold_key(tag.path) == wanted), None)

    def under(self, path: str) -> tuple[Tag, ...]:
        """Return the tag of ``path`` and all below it."""
        return tuple(tag for tag in self.tags.values() if tag.path == path or tag.path.startswith(path + "/"))

    def all_paths(self) -> list[str]:
        """Return every path, parents that are only implied included, sorted."""
        paths: set[str] = set()
        for path in self._by_path:
            names = path.split("/")
            paths |= {"/".join(names[:count]) for count in range(1, len(names) + 1)}
        return sorted(paths)

    def hot(self, key: str) -> Tag | None:
        """Return the tag with this hot key."""
        return next((tag for tag in self._by_path.values() if tag.key == key), None)

    def renamed(self, old: str, new: str) -> tuple[Tag, ...]:
        """Return the tags under ``old`` as they are once it is called ``new``; Problem if that cannot be."""
        new = checked_path(new)
        moved = self.under(old)
        if not moved:
            raise Problem("There is no such tag.", old, "See `scolie tags`.", status=1)
        if new.startswith(old + "/"):
            raise Problem("A tag cannot go under itself.", f"{old} → {new}", "Choose another place.")
        taken = [tag.path for tag in self.under(new) if tag not in moved]
        if taken and new != old:
            raise Problem("There is a tag of that name already.", taken[0], "Merge the two, or choose another name.")
        return tuple(replace(tag, path=new + tag.path[len(old) :]) for tag in moved)


def new_id(path: str, letters: str) -> str:
    """Return an id for a tag first called ``path``: a slug of its name and the random ``letters``."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold_key(path.rpartition("/")[2])).strip("-")[:24]
    return f"{slug or 'tag'}-{letters}"
