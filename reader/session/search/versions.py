"""The other versions of an article in the library, by sketches of all texts, which are kept in a derived file."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass

from reader.config.path import state_file
from reader.ingest.content import READERS
from reader.library.article import Article
from reader.search.versions import SKETCH, Sketch, sketch, versions_of
from reader.session.cache.derived_file import Derived, DerivedFile
from reader.session.cache.own_name import LIBRARIES, own_name
from reader.session.library.workspace import Workspace
from reader.text.problem import Problem

_FORM = f"1 {READERS} {SKETCH}"
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
    file = DerivedFile(state_file("sketches", own_name(workspace.root)), _FORM, most_files=LIBRARIES)
    kept = file.load(_kept) or {}
    articles = {each.id: each for each in workspace.articles()}
    sketches: dict[str, Sketch] = {}
    digests: dict[str, Sketch] = {}
    for each in articles.values():
        if not wanted():
            return []
        if workspace.catalogue.is_listed_by_name(each.path):
            continue
        try:
            digest = each.sha256 or workspace.digest(each.id)
            known = kept.get(digest)
            sketches[each.id] = digests[digest] = sketch(workspace.text(each.id)) if known is None else known
        except Problem:
            continue  # the list says why it cannot be read
    if digests.keys() - kept.keys():
        body = array(_NUMBERS, [number for own in digests.values() for number in own]).tobytes()
        file.save({digest: len(own) for digest, own in digests.items()}, body=body)
    return [Version(articles[other], share) for other, share in versions_of(article, sketches)]


def _kept(derived: Derived) -> dict[str, Sketch]:
    numbers = array(_NUMBERS)
    numbers.frombytes(derived.body)
    found: dict[str, Sketch] = {}
    at = 0
    for digest, length in derived.payload.items():
        if type(length) is not int or not 0 <= length <= SKETCH:
            raise TypeError("not a number of hashes")
        found[digest] = tuple(numbers[at : at + length])
        at += length
    if at != len(numbers):
        raise ValueError("hashes are missing")
    return found
