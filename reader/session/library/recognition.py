"""Know an article again whose file was renamed or moved, by its text, so that its id and annotations stay."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial

from reader.ingest.formats import format_of
from reader.library.article import is_id
from reader.library.identity import ALIKE, Known, alike, revision_of, unsettled, with_same_text
from reader.session.cache.large import LARGE
from reader.session.library.catalogue import PATIENCE, Catalogue
from reader.store.interface import LIBRARY, Put, ReadOnly, Record, Stale, Store, Unsaved
from reader.text.markup import Markup
from reader.text.problem import Problem

NOWHERE = ""
"""The path of an article whose file is gone while another one has its name."""


def recognise(catalogue: Catalogue, store: Store, paths: Collection[str]) -> dict[str, str]:
    """Return the ids whose text stands in another file than it did, to the paths of those files, and note them down.

    It costs no more than a look at the derived cache while every file is where it was.
    """
    records = store.records(LIBRARY, "articles")
    known = {
        id_: Known(one["path"], one.get("sha256", ""))
        for id_, one in records.items()
        if isinstance(one.get("path"), str) and isinstance(one.get("sha256", ""), str) and is_id(id_)
    }
    there = set(paths)
    at_home = [one.path for one in known.values() if one.path in there]
    strays = unsettled(known, there, _digests(catalogue, at_home))
    if not strays:
        return {}
    held = {one.path for id_, one in known.items() if id_ not in strays}
    free = sorted(there - held)
    gone = {id_: one for id_, one in strays.items() if one.path not in free}
    sizes = [size for id_ in gone if isinstance(size := records[id_].get("bytes"), int)]
    found = with_same_text(strays, _digests(catalogue, free, set(sizes)))
    for id_ in found.keys() - gone.keys():
        if found[id_] != strays[id_].path and not _is_other_text(catalogue, store, strays[id_]):
            del found[id_]  # it was revised where it is; the other file is a copy of how it was
    taken = set(found.values())
    gone |= {id_: one for id_, one in strays.items() if id_ not in found and one.path in taken}
    taken |= {one.path for id_, one in strays.items() if id_ not in gone and id_ not in found}
    for id_, one in gone.items():
        if id_ not in found and (path := _revised(catalogue, store, one, [path for path in free if path not in taken])):
            found[id_] = path
            taken.add(path)
    moved = {id_: path for id_, path in found.items() if path != strays[id_].path}
    _note(store, records, moved)
    homeless = {id_: NOWHERE for id_, one in gone.items() if id_ not in found and one.path in there}
    return moved | homeless


def _digests(catalogue: Catalogue, paths: Iterable[str], sizes: Collection[int | None] = ()) -> dict[str, str]:
    """Return the digests of files that were read before, of those of these sizes in bytes, and of a few others."""
    left = PATIENCE
    digests: dict[str, str] = {}
    for path in paths:
        article = catalogue.known_article(path)
        if article is None:
            size = catalogue.size_of(path) or 0
            if size in sizes or (left > 0 and size <= LARGE):
                article = catalogue.read_article(path)
                left -= 1
        if article:
            digests[path] = article.sha256
    return digests


def _is_other_text(catalogue: Catalogue, store: Store, one: Known) -> bool:
    """Whether the file at the path of ``one`` holds no revision of its text but another one."""
    old = store.text(one.sha256)
    return old is not None and alike(old, _text(catalogue, one.path)) < ALIKE


def _revised(catalogue: Catalogue, store: Store, one: Known, free: list[str]) -> str | None:
    """Return the free file that holds a revision of the text of ``one``: of those with its name or its title."""
    old = store.text(one.sha256)
    if old is None:
        return None
    from reader.text.document import Document

    row = format_of(one.path)
    name = one.path.rpartition("/")[2]
    title = Document.read(old, row.markup if row else Markup.PLAIN).title
    likely = [
        path
        for path in free
        if path.rpartition("/")[2] == name
        or ((article := catalogue.known_article(path)) and title and article.title == title)
    ]
    return revision_of(old, [(path, partial(_text, catalogue, path)) for path in likely])


def _text(catalogue: Catalogue, path: str) -> str:
    from reader.ingest.source import load

    try:
        return load(catalogue.full_path(path)).text
    except Problem:
        return ""  # the catalogue tells of files that cannot be read


def _note(store: Store, records: Mapping[str, Record], moved: Mapping[str, str]) -> None:
    """Write down where the files are now: no edit of a person's, so nothing to undo."""
    puts = [
        Put(LIBRARY, "articles", id_, {**records[id_], "path": path}, store.get(LIBRARY, "articles", id_)[1])
        for id_, path in moved.items()
    ]
    if puts:
        try:
            store.put(puts)
        except (Stale, ReadOnly, Unsaved):
            return  # it was found, and will be found again
