"""Edits of the codebook. Each one returns the records that it makes or changes, or raises a Problem.

Annotations are not changed, since they have ids. A path that refers to a tag may differ from it in case and accents; for
a new tag, a path that differs from an existing one only in these is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from reader.annotation.codebook import (
    DESCRIPTION,
    Codebook,
    Tag,
    checked_description,
    checked_path,
    is_under,
    new_id,
)
from reader.text.problem import Problem
from reader.translation import _

Letters = Callable[[], str]
"""Returns random letters for the id of a new tag."""


def existing(codebook: Codebook, path: str) -> str:
    """Return the tag path or parent path that ``path`` refers to; Problem if there is none."""
    spelled = codebook.spelled(checked_path(path))
    if not codebook.under(spelled):
        raise Problem(_("There is no such tag."), path, _("See `scolie tags`."), status=1)
    return spelled


def made(
    codebook: Codebook, path: str, letters: Letters, description: Mapping[str, str] | None = None
) -> tuple[Tag, ...]:
    """Return the new tag ``path``, with this description."""
    path = _free(codebook, checked_path(path))
    checked = checked_description(description or {})
    _check_key(codebook, path, checked.get("key", ""))
    return (Tag(new_id(path, letters()), path).described(checked),)


def described(codebook: Codebook, path: str, letters: Letters, description: Mapping[str, str]) -> tuple[Tag, ...]:
    """Return the tag with other values in its description; a parent without a tag of its own becomes a tag."""
    unknown = set(description) - set(DESCRIPTION)
    if unknown:
        raise Problem(
            _("A tag has no such field."),
            ", ".join(sorted(unknown)),
            _("Use {names}.").format(names=", ".join(DESCRIPTION)),
        )
    path, checked = existing(codebook, path), checked_description(description)
    _check_key(codebook, path, checked.get("key", ""))
    # Change all that share the path: a record that lacks a field takes it from another.
    alike = codebook.alike(path) or (Tag(new_id(path, letters()), path),)
    return tuple(tag.described(checked) for tag in alike)


def renamed(codebook: Codebook, old: str, new: str) -> tuple[Tag, ...]:
    """Return the tags at and below ``old`` after it is renamed to ``new``, a whole path."""
    old, new = existing(codebook, old), checked_path(new)
    if is_under(codebook.spelled(new.rpartition("/")[0]), old):
        raise Problem(_("A tag cannot go under itself."), f"{old} → {new}", _("Choose another place."))
    moving = [alike for tag in codebook.under(old) for alike in codebook.alike(tag.path)]
    others = codebook.with_tags(replace(tag, deleted=True) for tag in moving)
    new = parent_spelled(others, new)
    return tuple(replace(tag, path=_free(others, checked_path(new + tag.path[len(old) :]))) for tag in moving)


def moved(codebook: Codebook, path: str, under: str) -> tuple[Tag, ...]:
    """Return the tags at and below ``path`` after it is moved below ``under``; empty or ``/`` is the top."""
    path = existing(codebook, path)
    above = under.strip().strip("/")
    name = path.rpartition("/")[2]
    return renamed(codebook, path, f"{codebook.spelled(checked_path(above))}/{name}" if above else name)


def merged(codebook: Codebook, sources: Sequence[str], into: str, letters: Letters) -> tuple[Tag, ...]:
    """Return the tags after ``sources`` are merged into ``into``, which keeps its description.

    Tags below a source move below ``into``, or are merged into the tag of the same name there, unless ``into`` is one of
    them. A source that is named twice counts once.
    """
    into = existing(codebook, into)
    # Deeper ones first, since merging a parent would move them.
    deepest_first = sorted({existing(codebook, path) for path in sources}, key=lambda path: (-path.count("/"), path))
    if into in deepest_first:
        raise Problem(_("A tag cannot be merged into itself."), into, _("Name another tag."))
    changed: dict[str, Tag] = {}

    def keep(tags: Iterable[Tag]) -> None:
        nonlocal codebook
        changed.update({tag.id: tag for tag in tags})
        codebook = codebook.with_tags(changed.values())

    def go_into(path: str, target: str) -> None:
        end = codebook.at(target) or Tag(new_id(target, letters()), target)
        gone = codebook.alike(path)
        if gone and end.id not in codebook.every:
            keep([end])
        keep(replace(tag, into=end.id) for tag in gone)

    for source in deepest_first:
        go_into(source, into)
        below = () if is_under(into, source) else codebook.under(source)
        for tag in below:
            target = codebook.spelled(checked_path(into + tag.path[len(source) :]))
            if codebook.at(target):
                go_into(tag.path, target)
            else:
                keep(replace(alike, path=target) for alike in codebook.alike(tag.path))
    return tuple(changed.values())


def deleted(codebook: Codebook, path: str) -> tuple[Tag, ...]:
    """Return the tag and all below it as deleted. Annotations keep their ids but no longer show them."""
    path = existing(codebook, path)
    return tuple(replace(alike, deleted=True) for tag in codebook.under(path) for alike in codebook.alike(tag.path))


def assigned(codebook: Codebook, tags: Sequence[str], old: str, new: str) -> tuple[str, ...]:
    """Return the tag ids of an annotation after those of the path ``old`` are replaced by the id ``new``."""
    ids = (new if codebook.path(id_) == old else id_ for id_ in tags)
    return tuple(dict.fromkeys(ids))


def collisions(before: Codebook, after: Codebook, changed: Collection[str]) -> list[str]:
    """Return the paths that one of the ``changed`` ids now shares with another tag, but did not share ``before``."""
    shared = set()
    for path in {after.path(id_) for id_ in changed}:
        here = {tag.id for tag in after.alike(path)}
        come = here.intersection(changed) - {tag.id for tag in before.alike(path)}
        if come and not here <= set(changed):
            shared.add(path)
    return sorted(shared)


def _free(codebook: Codebook, path: str) -> str:
    """Return ``path`` with the spelling of existing parents; Problem if a tag has the same or nearly the same path."""
    path = parent_spelled(codebook, path)
    if codebook.at(path):
        raise Problem(_("There is already a tag with this name."), path, _("Merge the two, or choose another name."))
    twin = codebook.spelled(path)
    if twin != path:
        hint = _("Use {twin}, or choose a name that differs by more than case and accents.").format(twin=twin)
        raise Problem(_("There is already a tag with nearly this name."), twin, hint)
    return path


def parent_spelled(codebook: Codebook, path: str) -> str:
    """Return ``path`` with the codebook's spelling of its parents; its last name stays as it is."""
    above, slash, name = path.rpartition("/")
    return codebook.spelled(above) + slash + name if above else path


def _check_key(codebook: Codebook, path: str, key: str) -> None:
    holder = codebook.hot(key)
    if holder and holder.path != path:
        raise Problem(
            _("The key {key} stands for another tag.").format(key=key),
            holder.path,
            _("Choose another letter, or free it first."),
        )
