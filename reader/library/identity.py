"""Which file is which article: a file that was renamed or moved is recognised by its text.

An id stands for a text at a path. Where both still agree, nothing is to be done. Other ids are matched by exact text,
then, if their file is gone, by a text that is still mostly the same. In doubt, a file is a new article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from reader.text.fold import fold_key

ALIKE = 0.5
"""The share of a text, in code points of whole sentences, that makes another text its revision."""
_APART = 0.2
"""How much more alike than the next best a revision must be, so that one of two versions is not taken for the other."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class FileNote:
    """What was noted of an article's file: its path, and the digest of its text."""

    path: str
    sha256: str = ""


def likeness(old: str, new: str) -> float:
    """Return from 0 to 1 how much of ``old``, in whole sentences, is in ``new``; typography does not count."""
    sentences = set(_sentences(new))
    lengths = [(len(sentence), sentence in sentences) for sentence in _sentences(old)]
    total = sum(length for length, _ in lengths)
    return sum(length for length, is_kept in lengths if is_kept) / total if total else 0.0


def _sentences(text: str) -> list[str]:
    return [key for part in _SENTENCE_END.split(text) if (key := fold_key(part).strip())]


def with_same_text(notes: Mapping[str, FileNote], digests: Mapping[str, str]) -> dict[str, str]:
    """Return the ids of ``notes`` whose exact text is in a file, with the path of that file.

    ``digests`` has the digests of the texts by path. Of several files with one text, each id takes the one whose path
    is most like its old one.
    """
    by_digest: dict[str, list[str]] = {}
    for path, digest in digests.items():
        by_digest.setdefault(digest, []).append(path)
    pairs = sorted(
        (_unlike(note.path, path), id_, path)
        for id_, note in notes.items()
        if note.sha256
        for path in by_digest.get(note.sha256, ())
    )
    paths: dict[str, str] = {}
    taken: set[str] = set()
    for _, id_, path in pairs:
        if id_ not in paths and path not in taken:
            paths[id_] = path
            taken.add(path)
    return paths


def _unlike(old: str, new: str) -> tuple[bool, bool, bool, int]:
    """Return a sort key of ``new``: another path, another name, another folder, how little of the name is the same."""
    folder, _, name = old.rpartition("/")
    other_folder, _, other_name = new.rpartition("/")
    letters = zip(name, other_name, strict=False)
    same = next((at for at, (letter, other) in enumerate(letters) if letter != other), len(name))
    return old != new, name != other_name, folder != other_folder, -same


def revision_of(old: str, texts: Iterable[tuple[str, Callable[[], str]]]) -> str | None:
    """Return the path of the one text that is a revision of ``old``; None if there is none, or it is not clear which."""
    ranked = sorted(((likeness(old, text()), path) for path, text in texts), reverse=True)
    if not ranked or ranked[0][0] < ALIKE:
        return None
    if len(ranked) > 1 and ranked[1][0] > ranked[0][0] - _APART:
        return None
    return ranked[0][1]


def strays(notes: Mapping[str, FileNote], paths: Collection[str], digests: Mapping[str, str]) -> dict[str, FileNote]:
    """Return the ids whose file is gone, or has another text now. ``digests`` may lack some of the ``paths``."""
    return {
        id_: note
        for id_, note in notes.items()
        if note.path not in paths or (note.sha256 and digests.get(note.path, note.sha256) != note.sha256)
    }
