"""The versions of an article in the library, by sketches of all texts. Groups are kept in a derived file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.config.path import state_file
from reader.library.article import Article
from reader.library.versions import Groups, group_of_each
from reader.search.versions import ALIKE, SHARED, groups_of, versions_of
from reader.session.cache.derived_file import Derived, DerivedFile
from reader.session.cache.own_name import LIBRARIES, own_name
from reader.session.library.sketches import FORM, sketches_of
from reader.session.library.workspace import Workspace
from reader.text.canonical import digest

_GROUPS_FORM = f"1 {FORM} {ALIKE} {SHARED}"


@dataclass(frozen=True, slots=True)
class Version:
    """An article that is another version, and the share of its words in a row that both have, from 0 to 1."""

    article: Article
    likeness: float


def versions(workspace: Workspace, article: str, wanted: Callable[[], bool] = lambda: True) -> list[Version]:
    """Return the other versions of an article, the most alike first; nothing as soon as it is not ``wanted`` any more.

    Texts that were never looked at are read for it. Those that cannot be read have no versions.
    """
    articles = {each.id: each for each in workspace.articles()}
    found = versions_of(article, sketches_of(workspace, articles, wanted))
    return [Version(articles[other], share) for other, share in found]


def find_groups(workspace: Workspace, wanted: Callable[[], bool] = lambda: True) -> Groups:
    """Return the groups of versions in the library, and keep them; those found before once it is not ``wanted`` any more.

    ``wanted`` is asked before each text that is read or compared.
    """
    articles = {each.id: each for each in workspace.articles()}
    basis = digest("\n".join(f"{each.id} {each.sha256}" for each in articles.values()).encode())
    file = _groups_file(workspace)
    kept = file.load(lambda derived: _groups(derived) if derived.payload["of"] == basis else None)
    if kept is not None:
        return kept
    groups = groups_of(sketches_of(workspace, articles, wanted), wanted)
    if not wanted():
        return kept_groups(workspace)
    file.save({"of": basis, "groups": groups})
    return group_of_each(groups)


def kept_groups(workspace: Workspace) -> Groups:
    """Return the groups of versions as they were found last. No text is read."""
    return _groups_file(workspace).load(_groups) or {}


def _groups_file(workspace: Workspace) -> DerivedFile:
    return DerivedFile(state_file("versions", own_name(workspace.root)), _GROUPS_FORM, most_files=LIBRARIES)


def _groups(derived: Derived) -> Groups:
    groups = [tuple(map(str, group)) for group in derived.payload["groups"]]
    if any(len(group) < 2 for group in groups):
        raise ValueError("a group of one")
    return group_of_each(groups)
