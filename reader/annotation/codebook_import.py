"""Import tags from another codebook: new ones are added, empty fields are filled.

Nothing that a person wrote is overwritten. If both codebooks have a field with different content, that is a clash, and
with any clash nothing is imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.annotation.codebook import DESCRIPTION, Codebook, Tag, names_of
from reader.annotation.codebook_edits import Letters, described, made, parent_spelled
from reader.text.fold import fold_key
from reader.text.problem import Problem
from reader.translation import _


@dataclass(frozen=True, slots=True)
class Clash:
    """What prevents the import of the tag ``path``."""

    path: str
    what: str


@dataclass(frozen=True, slots=True)
class CodebookImport:
    """The result of an import: the records made or changed, the paths of each kind, and the clashes."""

    tags: tuple[Tag, ...]
    new: tuple[str, ...]
    filled: tuple[str, ...]
    clashes: tuple[Clash, ...]


def imported(codebook: Codebook, others: Sequence[Tag], letters: Letters) -> CodebookImport:
    """Return the result of importing ``others`` into ``codebook``; their ids do not count."""
    changed: dict[str, Tag] = {}
    new: list[str] = []
    filled: list[str] = []
    clashes: list[Clash] = []
    # Parents first, so that the tags below take their spelling. No new codebook is built for each tag.
    spellings: dict[str, str] = {}
    keys: dict[str, str] = {}
    for other in sorted(others, key=lambda tag: (tag.path.count("/"), tag.path)):
        description = {name: text for name in DESCRIPTION if (text := getattr(other, name))}
        agreed = _agreed(spellings, other.path)
        path = other.path if codebook.at(other.path) else parent_spelled(codebook, agreed)
        own = codebook.at(path)
        differing = [name for name, text in description.items() if own and getattr(own, name) not in ("", text)]
        clashes += [Clash(other.path, _("Its {name} is another here.").format(name=name)) for name in differing]
        wanted = {name: text for name, text in description.items() if own is None or not getattr(own, name)}
        if own and not wanted:
            continue
        holder = keys.setdefault(key, path) if (key := wanted.get("key")) else path
        if holder != path:
            clashes.append(Clash(other.path, _("Its key is that of {holder} in the file, too.").format(holder=holder)))
            continue
        try:
            tags = described(codebook, path, letters, wanted) if own else made(codebook, path, letters, description)
        except Problem as problem:
            clashes.append(Clash(other.path, f"{problem.title} {problem.message}".strip()))
            continue
        (filled if own else new).append(path)
        changed.update({tag.id: tag for tag in tags})
    clashes.sort(key=lambda clash: clash.path)
    return CodebookImport(tuple(changed.values()), tuple(sorted(new)), tuple(sorted(filled)), tuple(clashes))


def _agreed(spellings: dict[str, str], path: str) -> str:
    """Return ``path`` with the first spelling of each name; ``spellings`` collects these by folded path."""
    written = ""
    for name in names_of(path):
        longer = f"{written}/{name}" if written else name
        written = spellings.setdefault(fold_key(longer), longer)
    return written
