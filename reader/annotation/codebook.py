"""The codebook: the library's tags, as a tree of paths such as ``souveraineté/frontières``.

A tag's id is a slug of its first name and random letters. It never changes, so an edit of a tag changes only the
codebook. A merged tag names the one it was merged into, and a deleted one is marked as deleted. Annotations keep their
ids, so undoing that one change restores all of them. Two tags that were made with the same path on two machines are one:
the smaller id stands for both.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from reader.annotation.codec import Codec, Stored
from reader.text.fold import fold_key
from reader.text.problem import Problem
from reader.translation import _

LONGEST = 200
"""The most code points of a path."""
LEVELS = LONGEST // 2
"""The most names of a path. In a longer one, by another program, the last name contains the rest."""
DESCRIPTION = ("color", "key", "definition", "inclusion", "exclusion", "example")
"""The fields that describe a tag."""
COLOURS = {
    "red": "#d7263d", "orange": "#e8871e", "yellow": "#e5c700", "green": "#2e933c", "cyan": "#1b98a5",
    "blue": "#2176ff", "violet": "#8447ff", "pink": "#e36bae", "brown": "#8a5a44", "grey": "#7d8597",
}  # fmt: skip
"""The named colours, with the values that other tools need."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_PICTURED = re.compile("[\u2400-\u2421]")
"""The symbols that replace control characters on the screen; a pasted name may contain them."""
_NO_SLUG = re.compile("[^a-z0-9]+")
_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Tag(Stored):
    """A node of the codebook. ``key`` is its hot key, one letter or empty; ``color`` a name or ``#rrggbb``.

    ``inclusion`` and ``exclusion`` say when the tag is given and when not; ``example`` is a typical passage.
    ``into`` is the id of the tag that it was merged into.
    """

    id: str
    path: str
    color: str = ""
    key: str = ""
    definition: str = ""
    inclusion: str = ""
    exclusion: str = ""
    example: str = ""
    into: str = ""
    deleted: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)

    def described(self, description: Mapping[str, str]) -> Tag:
        """Return the tag with other values for some of `DESCRIPTION`."""
        return Tag.from_record({**self.to_record(), **description})


Tag.codec = Codec(Tag, sparse=("inclusion", "exclusion", "example", "into", "deleted"), lenient=True)


class TagCount(NamedTuple):
    """How many annotations have the tag itself, and how many have it or a tag below it."""

    own: int
    total: int


class Held(NamedTuple):
    """A reference to a tag that others may rename meanwhile: its id, empty if it did not exist, and its path then."""

    id: str
    path: str


def checked_path(path: str) -> str:
    """Return ``path`` in NFC with trimmed names; Problem if it cannot be the path of a tag."""
    path = unicodedata.normalize("NFC", path)
    names = [" ".join(name.split()) for name in path.split("/")]
    if _CONTROL.search(path) or _PICTURED.search(path):
        raise Problem(_("The name of a tag cannot have control characters."), repr(path), _("Type its name again."))
    if not all(fold_key(name).strip() for name in names):
        raise Problem(_("A tag needs a name at each level."), path, _("Write it as theme/detail."))
    if len(path) > LONGEST:
        raise Problem(
            _("A tag's path is too long."),
            path[:40] + "…",
            _("Use at most {count} characters.").format(count=LONGEST),
        )
    return "/".join(names)


def checked_description(description: Mapping[str, str]) -> dict[str, str]:
    """Return a tag's description in the form it is stored; Problem for an invalid colour or key."""
    checked = {name: unicodedata.normalize("NFC", value).strip() for name, value in description.items()}
    color, key = checked.get("color", "").lower(), checked.get("key", "")
    if color and color not in COLOURS and not _HEX.fullmatch(color):
        raise Problem(
            _("Not a valid colour."), color, _("Use #rrggbb, or {colours}.").format(colours=", ".join(COLOURS))
        )
    if key and not (len(key) == 1 and key.isalnum()):
        raise Problem(_("Not a valid key for a tag."), key, _("Use one letter."))
    if any(_CONTROL.search(text.replace("\n", " ").replace("\t", " ")) for text in checked.values()):
        raise Problem(_("A description cannot have control characters."), "", _("Type it again."))
    return checked | ({"color": color} if "color" in checked else {})


def names_of(path: str) -> list[str]:
    """Return the names of ``path``, from the top; of a path with more than `LEVELS` names the last has the rest."""
    return path.split("/", LEVELS - 1)


def parents(path: str) -> list[str]:
    """Return the paths above ``path``, from the top, and itself."""
    names = names_of(path)
    return ["/".join(names[:depth]) for depth in range(1, len(names) + 1)]


@lru_cache(maxsize=4096)
def in_order(path: str) -> tuple[tuple[str, ...], str]:
    """Return what paths are sorted by: as people look for them, blind to case and accents, and a parent before its tags."""
    return tuple(map(fold_key, names_of(path))), path


class Codebook:
    """The tags. A codebook is immutable: `with_tags` returns another.

    ``every`` has all records by id, merged and deleted tags included; ``tags`` has those in use, by path.
    """

    def __init__(self, tags: Iterable[Tag] = ()) -> None:
        self.every = {tag.id: tag for tag in sorted(tags, key=lambda tag: tag.id)}
        self._ends = self._all_ends()
        """The id that each id stands for after all merges."""
        self._alike: dict[str, list[Tag]] = {}
        for id_, tag in self.every.items():
            if self._ends[id_] == id_ and not tag.deleted:
                self._alike.setdefault(tag.path, []).append(tag)
        keys: set[str] = set()
        standing = [
            _first_completed(alike, keys) for alike in sorted(self._alike.values(), key=lambda alike: alike[0].id)
        ]
        self._by_path = {tag.path: tag for tag in standing}
        self.tags = {tag.id: tag for tag in sorted(standing, key=lambda tag: in_order(tag.path))}

    def _all_ends(self) -> dict[str, str]:
        """Follow the merges. Of tags that were merged in a circle, on two machines, the smallest id stands for all.

        Each merge is followed only once, since a hostile library may have very long chains.
        """
        ends: dict[str, str] = {}
        for id_ in self.every:
            way: dict[str, None] = {}
            while id_ not in ends and id_ not in way:
                way[id_] = None
                into = self.every[id_].into
                if into not in self.every:
                    ends[id_] = id_
                    break
                id_ = into
            if id_ not in ends:
                passed = list(way)
                circle = passed[passed.index(id_) :]
                ends |= dict.fromkeys(circle, min(circle))
            ends |= dict.fromkeys(way, ends[id_])
        return ends

    def with_tags(self, tags: Iterable[Tag]) -> Codebook:
        """Return the codebook with ``tags`` added or replaced."""
        return Codebook({**self.every, **{tag.id: tag for tag in tags}}.values())

    def standing(self, id_: str) -> Tag | None:
        """Return the tag that ``id_`` stands for now; None if it is deleted or unknown."""
        if id_ not in self.every:
            return None
        end = self.every[self._ends[id_]]
        return None if end.deleted else self._by_path[end.path]

    def path(self, id_: str) -> str:
        """Return the path of a tag, empty if it is deleted; an unknown id is returned as it is."""
        tag = self.standing(id_)
        return tag.path if tag else "" if id_ in self.every else id_

    def paths(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the paths of ``ids``, each once, in order, without deleted tags."""
        return tuple(path for path in dict.fromkeys(self.path(id_) for id_ in ids) if path)

    def hold(self, path: str) -> Held:
        """Return a reference to the tag of ``path`` that survives its renaming."""
        tag = self.at(self.spelled(path))
        return Held(tag.id if tag else "", path)

    def held(self, tags: Iterable[Held]) -> tuple[str, ...]:
        """Return the present paths of referenced tags, each once, without deleted ones."""
        paths = (self.path(id_) if id_ in self.every else path for id_, path in tags)
        return tuple(path for path in dict.fromkeys(paths) if path)

    def at(self, path: str) -> Tag | None:
        """Return the tag with exactly this path."""
        return self._by_path.get(path)

    def like(self, path: str) -> Tag | None:
        """Return the tag whose path is equal, ignoring case, accents and spaces."""
        return self._by_path.get(self._spellings.get(fold_key(path), ""))

    def spelled(self, path: str) -> str:
        """Return ``path`` with the codebook's spelling of names that differ only in case or accents."""
        written = ""
        for name in names_of(path):
            longer = f"{written}/{name}" if written else name
            written = longer if longer in self._paths else self._spellings.get(fold_key(longer), longer)
        return written

    @cached_property
    def _spellings(self) -> dict[str, str]:
        """The paths by their folded form; a path of a tag takes precedence over one that is only a parent."""
        spellings: dict[str, str] = {}
        for path in [*self._by_path, *sorted(self._paths)]:
            spellings.setdefault(fold_key(path), path)
        return spellings

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(above for path in self._by_path for above in parents(path))

    def alike(self, path: str) -> tuple[Tag, ...]:
        """Return every record with exactly this path, the one in use first."""
        return tuple(self._alike.get(path, ()))

    def under(self, path: str) -> tuple[Tag, ...]:
        """Return the tag of ``path`` and all tags below it, sorted by path."""
        return tuple(tag for tag in self.tags.values() if is_under(tag.path, path))

    def merged_into(self, tag: Tag) -> tuple[Tag, ...]:
        """Return the tags that were merged into ``tag``, sorted by path."""
        merged = (former for id_, former in self.every.items() if self._ends[id_] != id_ and self.standing(id_) == tag)
        return tuple(sorted(merged, key=lambda former: in_order(former.path)))

    def all_paths(self) -> list[str]:
        """Return every path, sorted, including parents without a tag of their own."""
        return sorted(self._paths, key=in_order)

    def hot(self, key: str) -> Tag | None:
        """Return the tag with this hot key."""
        return next((tag for tag in self.tags.values() if key and tag.key == key), None)

    def counted(self, tagged: Mapping[tuple[str, ...], int]) -> dict[str, TagCount]:
        """Return how many annotations each path has; ``tagged`` counts them by their combination of tag ids.

        An annotation with two tags below the same parent counts once for the parent.
        """
        own: Counter[str] = Counter()
        total: Counter[str] = Counter()
        for ids, count in tagged.items():
            paths = self.paths(ids)
            own.update(dict.fromkeys(paths, count))
            total.update(dict.fromkeys([above for path in paths for above in parents(path)], count))
        return {path: TagCount(own[path], total[path]) for path in sorted(self._paths.union(total), key=in_order)}


def rgb(color: str) -> str:
    """Return a tag's colour as ``#rrggbb``; empty if it is not a valid colour (another program may have written it)."""
    return COLOURS.get(color, color if _HEX.fullmatch(color) else "")


def name_of(color: str) -> str:
    """Return the name of the colour with this value, ``#rrggbb``; if it has none, the value."""
    return next((name for name, value in COLOURS.items() if value == color), color)


def is_under(path: str, above: str) -> bool:
    """Whether ``path`` is ``above`` or below it."""
    return path == above or path.startswith(above + "/")


def _first_completed(alike: list[Tag], keys: set[str]) -> Tag:
    """Return the tag for records with the same path: the first, completed from the others.

    A key that another tag already has, from another machine, is left out; ``keys`` collects those in use.
    """
    first = alike[0]
    if len(alike) == 1 and not first.key:
        return first  # nearly all
    description = {name: next((text for tag in alike if (text := getattr(tag, name))), "") for name in DESCRIPTION}
    if description["key"] in keys:
        description["key"] = ""
    keys.add(description["key"])
    return first.described(description)


def new_id(path: str, letters: str) -> str:
    """Return an id for a new tag ``path``: a slug of its last name and the random ``letters``."""
    slug = _NO_SLUG.sub("-", fold_key(path.rpartition("/")[2])).strip("-")[:24]
    return f"{slug or 'tag'}-{letters}"
