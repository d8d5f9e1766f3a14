"""The versions of an article in the library, by sketches of all texts. Sketches and groups are kept in derived files."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reader.config.path import state_file
from reader.ingest.content import READERS
from reader.library.article import Article
from reader.library.versions import Groups, group_of_each
from reader.search.versions import ALIKE, SHARED, SKETCH, Sketch, groups_of, sketch, versions_of
from reader.session.cache.derived_file import Derived, DerivedFile
from reader.session.cache.own_name import LIBRARIES, own_name
from reader.session.library.workspace import Workspace
from reader.text.canonical import digest
from reader.text.problem import Problem

_FORM = f"1 {READERS} {SKETCH}"
_GROUPS_FORM = f"1 {_FORM} {ALIKE} {SHARED}"
_NUMBERS = "I"


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
    found = versions_of(article, _sketches(workspace, articles, wanted))
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
    groups = groups_of(_sketches(workspace, articles, wanted), wanted)
    if not wanted():
        return kept_groups(workspace)
    file.save({"of": basis, "groups": groups})
    return group_of_each(groups)


def kept_groups(workspace: Workspace) -> Groups:
    """Return the groups of versions as they were found last. No text is read."""
    return _groups_file(workspace).load(_groups) or {}


def _sketches(workspace: Workspace, articles: Mapping[str, Article], wanted: Callable[[], bool]) -> dict[str, Sketch]:
    """Return the sketches of the texts by article id; nothing once it is not ``wanted``."""
    file = DerivedFile(state_file("sketches", own_name(workspace.root)), _FORM, most_files=LIBRARIES)
    kept = file.load(_kept) or {}
    sketches: dict[str, Sketch] = {}
    by_text: dict[str, Sketch] = {}
    for each in articles.values():
        if not wanted():
            return {}
        if workspace.catalogue.is_listed_by_name(each.path):
            continue
        try:
            of_text = each.sha256 or workspace.digest(each.id)
            own = kept.get(of_text)
            if own is None:
                own = array(_NUMBERS, sketch(workspace.texts.source_in_passing(each.id).text))
        except Problem:
            continue  # the list says why it cannot be read
        sketches[each.id] = by_text[of_text] = own
    if by_text.keys() - kept.keys():
        body = array(_NUMBERS, [number for own in by_text.values() for number in own]).tobytes()
        file.save({of_text: len(own) for of_text, own in by_text.items()}, body=body)
    return sketches


def _kept(derived: Derived) -> dict[str, Sketch]:
    numbers = array(_NUMBERS)
    numbers.frombytes(derived.body)
    found: dict[str, Sketch] = {}
    at = 0
    for of_text, length in derived.payload.items():
        if type(length) is not int or not 0 <= length <= SKETCH:
            raise TypeError("not a number of hashes")
        found[of_text] = numbers[at : at + length]
        at += length
    if at != len(numbers):
        raise ValueError("hashes are missing")
    return found


def _groups_file(workspace: Workspace) -> DerivedFile:
    return DerivedFile(state_file("versions", own_name(workspace.root)), _GROUPS_FORM, most_files=LIBRARIES)


def _groups(derived: Derived) -> Groups:
    groups = [tuple(map(str, group)) for group in derived.payload["groups"]]
    if any(len(group) < 2 for group in groups):
        raise ValueError("a group of one")
    return group_of_each(groups)
