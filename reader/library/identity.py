"""Which file is which article: one that was renamed or moved is known again by its text.

An id stands for a text at a path. Whoever holds both is settled; the others are matched by exact text, then, if their
file is gone, by a text that is still mostly theirs. Rather a new article than the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from reader.text.fold import fold_key

ALIKE = 0.5
"""The share of a text, in code points of whole sentences, that makes another text its revision."""
_APART = 0.2
"""How much more alike than the next best a revision must be, lest one of two versions be taken for the other."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Known:
    """What an article id stood for when something was last noted of it: a path, and the digest of a text."""

    path: str
    sha256: str = ""


def alike(old: str, new: str) -> float:
    """Return from 0 to 1 how much of ``old``, in whole sentences, stands in ``new``; typography does not count."""
    there = set(_sentences(new))
    lengths = [(len(sentence), sentence in there) for sentence in _sentences(old)]
    total = sum(length for length, _ in lengths)
    return sum(length for length, kept in lengths if kept) / total if total else 0.0


def _sentences(text: str) -> list[str]:
    return [key for part in _SENTENCE_END.split(text) if (key := fold_key(part).strip())]


def with_same_text(known: Mapping[str, Known], digests: Mapping[str, str]) -> dict[str, str]:
    """Return the ids of ``known`` with the paths of ``digests`` where their very text stands now.

    Of several files with one text, each id takes the one whose path is most like its old one.
    """
    by_digest: dict[str, list[str]] = {}
    for path, digest in digests.items():
        by_digest.setdefault(digest, []).append(path)
    pairs = sorted(
        (_unlike(one.path, path), id_, path)
        for id_, one in known.items()
        if one.sha256
        for path in by_digest.get(one.sha256, ())
    )
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, id_, path in pairs:
        if id_ not in found and path not in taken:
            found[id_] = path
            taken.add(path)
    return found


def _unlike(old: str, new: str) -> tuple[bool, bool, bool, int]:
    """Return what sorts ``new`` behind other paths: another path, another name, another folder, another beginning."""
    folder, _, name = old.rpartition("/")
    other_folder, _, other_name = new.rpartition("/")
    begun = next((at for at, (one, other) in enumerate(zip(name, other_name, strict=False)) if one != other), len(name))
    return old != new, name != other_name, folder != other_folder, -begun


def revision_of(old: str, texts: Iterable[tuple[str, Callable[[], str]]]) -> str | None:
    """Return the path of the one text that is a revision of ``old``; None if none is, or it is not clear which."""
    likeness = sorted(((alike(old, text()), path) for path, text in texts), reverse=True)
    if not likeness or likeness[0][0] < ALIKE:
        return None
    if len(likeness) > 1 and likeness[1][0] > likeness[0][0] - _APART:
        return None
    return likeness[0][1]


def unsettled(known: Mapping[str, Known], paths: Collection[str], digests: Mapping[str, str]) -> dict[str, Known]:
    """Return the ids whose file is gone, or holds another text now; ``digests`` are those known so far, by path."""
    return {
        id_: one
        for id_, one in known.items()
        if one.path not in paths or (one.sha256 and digests.get(one.path, one.sha256) != one.sha256)
    }
