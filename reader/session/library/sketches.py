"""The sketches of all texts of a library, by which versions are found. They are kept in a derived file."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from reader.config.path import state_file
from reader.ingest.content import READERS
from reader.search.versions import SKETCH, Sketch, sketch
from reader.session.cache.derived_file import Derived, DerivedFile
from reader.session.cache.own_name import LIBRARIES, own_name
from reader.text.problem import Problem

if TYPE_CHECKING:
    from reader.library.article import Article
    from reader.session.library.workspace import Workspace

FORM = f"1 {READERS} {SKETCH}"
"""Changes with everything that sketches depend on."""
_NUMBERS = "I"


def sketches_of(workspace: Workspace, articles: Mapping[str, Article], wanted: Callable[[], bool]) -> dict[str, Sketch]:
    """Return the sketches of the texts of ``articles`` (by id), by article id; nothing once it is not ``wanted``."""
    file = DerivedFile(state_file("sketches", own_name(workspace.root)), FORM, most_files=LIBRARIES)
    cached = file.load(_kept) or {}
    sketches: dict[str, Sketch] = {}
    by_text: dict[str, Sketch] = {}
    for each in articles.values():
        if not wanted():
            return {}
        if workspace.catalogue.is_listed_by_name(each.path):
            continue
        try:
            of_text = each.sha256 or workspace.digest(each.id)
            own = cached.get(of_text)
            if own is None:
                own = array(_NUMBERS, sketch(workspace.texts.source_in_passing(each.id).text))
        except Problem:
            continue  # the list says why it cannot be read
        sketches[each.id] = by_text[of_text] = own
    if by_text.keys() - cached.keys():
        body = array(_NUMBERS, [number for own in by_text.values() for number in own]).tobytes()
        file.save({of_text: len(own) for of_text, own in by_text.items()}, body=body)
    return sketches


def _kept(derived: Derived) -> dict[str, Sketch]:
    numbers = array(_NUMBERS)
    numbers.frombytes(derived.body)
    sketches: dict[str, Sketch] = {}
    at = 0
    for of_text, length in derived.payload.items():
        if type(length) is not int or not 0 <= length <= SKETCH:
            raise TypeError("not a number of hashes")
        sketches[of_text] = numbers[at : at + length]
        at += length
    if at != len(numbers):
        raise ValueError("hashes are missing")
    return sketches
