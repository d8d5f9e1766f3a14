"""Recognise an article whose file was renamed or moved by its text, so that it keeps its id and its annotations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader.ingest.formats import format_of
from reader.library.article import is_id
from reader.library.identity import ALIKE, FileNote, likeness, revision_of, strays, with_same_text
from reader.session.cache.large import takes_long
from reader.session.library.catalogue import PATIENCE, Catalogue
from reader.store.interface import LIBRARY, Put, ReadOnly, Record, Stale, Store, Unsaved
from reader.text.canonical import sha256
from reader.text.problem import Problem

if TYPE_CHECKING:
    from reader.text.document import Document

NOWHERE = ""
"""The path of an article whose file is gone while another file has its name."""


def recognise(catalogue: Catalogue, store: Store, paths: Collection[str]) -> dict[str, str]:
    """Return the ids whose text is in another file than it was, with the path of that file, and note these paths.

    While every file is where it was, this only looks at the cache of descriptions.
    """
    records = store.records(LIBRARY, "articles")
    notes = {
        id_: FileNote(record["path"], record.get("sha256", ""))
        for id_, record in records.items()
        if isinstance(record.get("path"), str) and isinstance(record.get("sha256", ""), str) and is_id(id_)
    }
    present = set(paths)
    stray = strays(notes, present, _digests(catalogue, [note.path for note in notes.values() if note.path in present]))
    if not stray:
        return {}
    free = sorted(present - {note.path for id_, note in notes.items() if id_ not in stray})
    gone = {id_: note for id_, note in stray.items() if note.path not in free}
    sizes = [size for id_ in gone if isinstance(size := records[id_].get("bytes"), int)]
    digests = _digests(catalogue, free, set(sizes))
    new_paths = with_same_text(stray, digests)
    without_marks = {id_: _without_marks(store, note) for id_, note in gone.items() if id_ not in new_paths}
    others = {path: digest for path, digest in digests.items() if path not in new_paths.values()}
    new_paths |= with_same_text(without_marks, others)
    for id_ in new_paths.keys() - gone.keys():
        if new_paths[id_] != stray[id_].path and not _is_other_text(catalogue, store, stray[id_]):
            del new_paths[id_]  # the text was revised in place; the other file is a copy of its earlier state
    taken = set(new_paths.values())
    gone |= {id_: note for id_, note in stray.items() if id_ not in new_paths and note.path in taken}
    taken |= {note.path for id_, note in stray.items() if id_ not in gone and id_ not in new_paths}
    for id_, note in gone.items():
        candidates = [path for path in free if path not in taken]
        if id_ not in new_paths and (path := _revised(catalogue, store, note, candidates)):
            new_paths[id_] = path
            taken.add(path)
    moved = {id_: path for id_, path in new_paths.items() if path != stray[id_].path}
    _note(store, records, moved)
    homeless = {id_: NOWHERE for id_, note in gone.items() if id_ not in new_paths and note.path in present}
    return moved | homeless


def _digests(catalogue: Catalogue, paths: Iterable[str], sizes: Collection[int | None] = ()) -> dict[str, str]:
    """Return the digests of files that were read before, and of unread ones of these ``sizes`` in bytes.

    `PATIENCE` others are read as well, of together no more bytes than count as large.
    """
    read = total = 0
    digests: dict[str, str] = {}
    for path in paths:
        article = catalogue.known_article(path)
        if article is None:
            size = catalogue.size_of(path) or 0
            if size in sizes or (read < PATIENCE and not takes_long(path, total + size)):
                article = catalogue.read_article(path)
                read, total = read + 1, total + size
        if article:
            digests[path] = article.sha256
    return digests


def _is_other_text(catalogue: Catalogue, store: Store, note: FileNote) -> bool:
    """Whether the file at the noted path has another text, rather than a revision of the noted one."""
    old = store.text(note.sha256)
    return old is not None and likeness(old, _text(catalogue, note.path)) < ALIKE


def _revised(catalogue: Catalogue, store: Store, note: FileNote, free: list[str]) -> str | None:
    """Return the one of the ``free`` files that has a revision of the noted text, and its name or title."""
    old = store.text(note.sha256)
    if old is None:
        return None
    from reader.text.document import Document

    name = note.path.rpartition("/")[2]
    for document in filter(None, (Document.read(old), _read_marked(note, old))):
        title = document.title
        likely = [
            path
            for path in free
            if path.rpartition("/")[2] == name
            or ((article := catalogue.known_article(path)) and title and article.title == title)
        ]
        revised = revision_of(document.text, [(path, partial(_text, catalogue, path)) for path in likely])
        if revised:
            return revised
    return None


def _read_marked(note: FileNote, text: str) -> Document | None:
    """Return the noted text as it is read now, if an earlier version may have noted it with the marks of its format."""
    from reader.text.document import Document

    row = format_of(note.path)
    if row is None or row.read_marked is None:
        return None
    marked = row.read_marked(text).composed
    return Document.read(marked.text, marked.structure)


def _without_marks(store: Store, note: FileNote) -> FileNote:
    """Return the note with the digest of its text as it is read now."""
    text = store.text(note.sha256)
    document = _read_marked(note, text) if text is not None else None
    return replace(note, sha256=sha256(document.text)) if document else note


def _text(catalogue: Catalogue, path: str) -> str:
    from reader.ingest.source import load

    try:
        return load(catalogue.full_path(path)).text
    except Problem:
        return ""  # the catalogue reports files that cannot be read


def _note(store: Store, records: Mapping[str, Record], moved: Mapping[str, str]) -> None:
    """Note where the files are now. This is not a person's edit, so undo does not take it back."""
    puts = [
        Put(LIBRARY, "articles", id_, {**records[id_], "path": path}, store.get(LIBRARY, "articles", id_)[1])
        for id_, path in moved.items()
    ]
    if puts:
        try:
            store.put(puts)
        except (Stale, ReadOnly, Unsaved):
            return  # the file will be recognised again
