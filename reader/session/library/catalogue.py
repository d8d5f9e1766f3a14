"""The catalogue: which files of a folder are articles, and what their texts say of themselves.

Counting words means reading every file, so what was found is kept in a derived file (`session.cache`), a line an
article, of which only those are understood that are asked for.
"""

from __future__ import annotations

import json
import os
from dataclasses import astuple, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.files.state import FileState
from reader.ingest.formats import suffixes
from reader.library.article import Article, title_from_path, with_ids
from reader.session.cache.derived_file import Derived, DerivedFile, understood
from reader.session.cache.large import LARGE
from reader.session.cache.own_name import LIBRARIES
from reader.text.metadata import FIELDS, Metadata
from reader.text.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from _typeshed import StrPath

    from reader.session.cache.large_text_cache import Prepared

PATIENCE = 20
"""Files that were never read before, and that a person who waits for the list is made to wait for."""
LINKED = 1_000
"""Folders behind links that are listed; a few links that lead to one another make more of them than anybody can wait for."""
_FORM = 7
_KINDS = [str, *(str for _ in FIELDS), int, str]
"""The types of the values of an article that the cache holds."""

Way = tuple[int, int, "Way | None"]
"""Device and number of a folder, and the same of the one that led to it."""


class Catalogue:
    """The articles under ``folder``; paths are relative to ``root``. ``cache`` is a file, or None for none."""

    def __init__(self, root: StrPath, folder: StrPath, cache: StrPath | None = None) -> None:
        self.root = os.fspath(root)
        self.folder = os.fspath(folder)
        self._above = "" if self.folder == self.root else f"{os.path.basename(self.folder)}/"
        self.patience: int | None = None
        """How many unread files `articles` may read, of together no more bytes than count as large; the rest are listed
        by file name. None means no limit."""
        self.recognise: Callable[[Collection[str]], Mapping[str, str]] | None = None
        """Asked, with the paths there are, for the ids whose files have been renamed or moved, to their paths now."""
        self.opened: Callable[[str, FileState], Prepared | None] | None = None
        """Asked for what the file at a path reads as in a state, if it is at hand: a large text is not read twice."""
        self._folders: dict[str, FileState] = {}
        self._shut: list[Problem] = []
        self._failed: dict[str, tuple[FileState | None, Problem]] = {}
        self._cache_file = DerivedFile(cache, _FORM, kept=LIBRARIES) if cache else None
        self._cache: dict[str, str] | None = None
        self._ids: dict[str, str] = {}
        self._listing: tuple[dict[str, FileState], dict[str, str]] = {}, {}
        self._seen: dict[str, tuple[FileState, Article]] = {}
        self._fresh: set[str] = set()
        """The paths of what was read and is not in the cache yet."""
        self._read = 0
        self._listed: tuple[object, list[Article]] | None = None
        """What the articles were last listed from, and what they were."""

    def files(self) -> list[str]:
        """Return the paths of the article files, sorted; hidden folders and `annotations` do not count."""
        return self._files()[0]

    def _files(self) -> tuple[list[str], dict[str, FileState]]:
        """Return the paths, and the folders that they were found in, to their states."""
        folders: dict[str, FileState] = {}
        shut: list[Problem] = []
        found = sorted(self._walk(folders, shut))
        self._folders, self._shut = folders, shut  # all at once: another thread may be asking for them
        return found, folders

    @property
    def problems(self) -> list[Problem]:
        """Why folders and files that are there are not among the articles."""
        there = set(self._ids.values())
        return [*self._shut, *(problem for path, (_, problem) in sorted(self._failed.items()) if path in there)]

    @property
    def listing(self) -> tuple[dict[str, FileState], dict[str, str]]:
        """The folders that the files were last listed in, to their states, and the ids that they had then, to their paths."""
        return self._listing

    def recall(self, ids: Mapping[str, str], folders: Mapping[str, FileState | None]) -> bool:
        """Take the ids and paths of an earlier listing of ``folders``, unless a file may have come or gone since."""
        if self.folder not in folders or any(
            not state or FileState.of(folder) != state for folder, state in folders.items()
        ):
            return False
        self._ids, self._folders = dict(ids), {folder: state for folder, state in folders.items() if state}
        self._listing = self._folders, self._ids
        return True

    def stale(self) -> bool:
        """Whether a file may have come or gone since the files were listed: whether a folder's time has changed."""
        return any(FileState.of(folder) != state for folder, state in self._folders.items())

    def _walk(self, folders: dict[str, FileState], shut: list[Problem]) -> Iterator[str]:
        """Yield the paths of the files; folders without end, and links that lead to one another, come to an end."""
        waiting: list[tuple[str, str, Way | None, bool]] = [(self.folder, self._above, None, False)]
        left, articles = LINKED, suffixes()
        while waiting:
            folder, name, above, is_linked = waiting.pop()
            if is_linked and not left:
                continue
            left -= is_linked
            if is_linked and not left:
                hint = "Put the articles into the library, or link to fewer folders."
                shut.append(Problem("Too many folders lie behind links.", folder, hint))
            try:
                state = os.stat(folder)
                entries = list(os.scandir(folder))
            except OSError as error:
                shut.append(_unreadable("A folder cannot be read.", folder, error))
                continue
            folders[folder] = FileState.from_stat(state)
            here = (state.st_dev, state.st_ino, above)
            if is_linked and _leads_up(here):
                continue
            for entry in entries:
                if entry.name.startswith(".") or (entry.name == "annotations" and folder == self.root):
                    continue
                try:
                    is_folder = entry.is_dir()
                except OSError as error:  # a link to itself
                    shut.append(_unreadable("A link leads nowhere.", entry.path, error))
                    continue
                if is_folder:
                    waiting.append((entry.path, f"{name}{entry.name}/", here, is_linked or entry.is_symlink()))
                elif entry.name.lower().endswith(articles):
                    yield f"{name}{entry.name}"

    def articles(self, known: Mapping[str, str]) -> list[Article]:
        """Return the articles as their files tell them; ``known`` maps ids already given to paths."""
        files, folders = self._files()
        stamps = {path: self._stamp(path) for path in files}
        now = (stamps, dict(known), self.patience, self._read)
        if self._listed and self._listed[0] == now:
            self._listing = folders, self._ids  # the same files, in folders of another time perhaps
            return list(self._listed[1])
        articles: list[Article] = []
        read = unread = size = 0
        for id_, path in self._named(files, known, folders).items():
            stamp = stamps[path]
            article = self._seen_as_it_is(path, stamp, id_)
            if article is None and stamp is not None and path not in self._failed:
                if self.patience is None or (read < self.patience and size + stamp.size <= LARGE):
                    read, size = read + 1, size + stamp.size
                    article = self._describe(path, stamp)
                else:
                    unread += 1
                    article = Article(id_, path, Metadata(title_from_path(path)))
            if article and article.id != id_:
                article = replace(article, id=id_)
                if stamp and path in self._seen:
                    self._seen[path] = (stamp, article)
            if article:
                articles.append(article)
        if self._fresh and (self.patience is None or read < self.patience):
            self.save()
        if self._read == now[-1] and not (unread and self.patience):
            self._listed = now, list(articles)
        return articles

    def unread(self) -> Iterator[int]:
        """Read the files that were never read, small ones first, and yield now and then how many are left."""
        stamps = {path: self._stamp(path) for path in self.files()}
        waiting = [
            (path, stamp)
            for path, stamp in stamps.items()
            if stamp is not None and self._seen_as_it_is(path, stamp) is None and path not in self._failed
        ]
        waiting.sort(key=lambda file: file[1].size)
        for done, (path, stamp) in enumerate(waiting):
            for _ in self._described(path, stamp):
                yield len(waiting) - done
            yield len(waiting) - done - 1
        if waiting:
            self.save()

    def ids(self, known: Mapping[str, str]) -> dict[str, str]:
        """Return the ids of the article files with their paths; nothing is read unless a file is where it was not."""
        files, folders = self._files()
        return self._named(files, known, folders)

    def _named(self, paths: Collection[str], known: Mapping[str, str], folders: dict[str, FileState]) -> dict[str, str]:
        above = self._above
        inside = {path.removeprefix(above): path for path in paths}
        if known and self.recognise:
            known = {**known, **self.recognise(inside.values())}
        named = with_ids(list(inside), {id_: path.removeprefix(above) for id_, path in known.items()})
        self._ids = {id_: inside[short] for short, id_ in named.items()}
        self._listing = folders, self._ids
        return dict(self._ids)

    def told(self, path: str) -> Article | None:
        """Return what is known of the file at ``path`` as it is now, whatever its id; None if it was not read yet."""
        return self._seen_as_it_is(path, self._stamp(path))

    def read(self, path: str) -> Article | None:
        """Return the same of a file that may never have been read; None if it cannot be."""
        stamp = self._stamp(path)
        article = self._seen_as_it_is(path, stamp)
        if article is None and stamp is not None and path not in self._failed:
            article = self._describe(path, stamp)
        return article

    def size_of(self, path: str) -> int | None:
        """Return the bytes of the file at ``path``; None if it is gone."""
        stamp = self._stamp(path)
        return stamp.size if stamp else None

    def id_of(self, name: str, ids: Mapping[str, str]) -> str:
        """Return the one of ``ids`` (to paths) that ``name`` means: an id, a path, or a unique part of one.

        Problem if it means none or several.
        """
        for found in (
            [id_ for id_, path in ids.items() if name in (id_, path)],
            [id_ for id_, path in ids.items() if self.is_file(path, name)],
            [id_ for id_, path in ids.items() if name.lower() in id_ or name.lower() in path.lower()],
        ):
            if len(found) == 1:
                return found[0]
            if found:
                raise Problem("Several articles match.", name, "Give more of the id.", tuple(found))
        raise Problem("There is no such article.", name, "See `scolie list`.", status=1)

    def _stamp(self, path: str) -> FileState | None:
        try:
            state = os.stat(self.whole(path))
        except OSError as error:
            self._failed[path] = (None, _unreadable("A file cannot be read.", path, error))
            return None
        return FileState.from_stat(state)

    def _seen_as_it_is(self, path: str, stamp: FileState | None, id_: str = "") -> Article | None:
        """Return what is known of a file in the state ``stamp``, from memory or, as ``id_``, the cache; None if it is gone."""
        failed = self._failed.get(path)
        if failed and failed[0] == stamp:
            return None
        self._failed.pop(path, None)
        seen = self._seen.get(path)
        if stamp is None or (seen is not None and seen[0] == stamp):
            return seen[1] if seen and stamp else None
        article = self._from_cache(path, stamp, id_)
        if article is not None:
            self._seen[path] = (stamp, article)
        return article

    def _describe(self, path: str, stamp: FileState) -> Article | None:
        for _ in self._described(path, stamp):
            pass
        seen = self._seen.get(path)
        return seen[1] if seen and seen[0] == stamp else None

    def _described(self, path: str, stamp: FileState) -> Iterator[None]:
        """Take in what a file says of itself, a step at a time."""
        from reader.session.library.description import (  # a start that reads no file does without all of this
            describe,
            read,
        )

        try:
            known = self.opened(path, stamp) if self.opened else None
            article = yield from describe(path, known or read(self.whole(path), stamp))
        except Problem as problem:
            self._failed[path] = (stamp, problem)
            return
        self._seen[path] = (stamp, article)
        self._fresh.add(path)
        self._read += 1

    def _from_cache(self, path: str, stamp: FileState, id_: str) -> Article | None:
        line = self._loaded_cache().get(path)

        def article(values: list[object]) -> Article | None:
            state, *said = values
            if FileState.from_json(state) != stamp:
                return None
            return _from_values(id_, said)

        return understood(line, article) if line else None

    def _loaded_cache(self) -> dict[str, str]:
        """Return what is kept of each file, by its path: as JSON, its state and what it says of itself."""
        if self._cache is None:
            self._cache = (self._cache_file.load(_lines) if self._cache_file else None) or {}
        return self._cache

    def save(self) -> None:
        """Write the derived file if it would say anything new."""
        known, fresh, self._fresh = self._loaded_cache(), self._fresh, set()
        rows: dict[str, str] = {}
        for path, (stamp, article) in list(self._seen.items()):
            kept = known.get(path) if path not in fresh else None
            rows[path] = kept or json.dumps([stamp, *_to_values(article)])
        if self._cache_file is None or rows == known:
            return
        self._cache = rows
        # A folder that cannot be written costs time, nothing else.
        self._cache_file.save(list(rows), body="\n".join(rows.values()).encode())

    def has(self, article: str) -> bool:
        """Whether there was an article of this id when the files were last listed."""
        return article in self._ids

    def path_of(self, article: str) -> str:
        """Return the path of an article's file in the library; Problem if none is known."""
        if article not in self._ids:
            raise Problem("There is no such article.", article, "See `scolie list`.", status=1)
        return self._ids[article]

    def file_of(self, article: str) -> Path:
        """Return the file of an article id; Problem if none is known."""
        return Path(self.whole(self.path_of(article)))

    def whole(self, path: str) -> str:
        """Return the name by which the file at ``path`` is found from anywhere."""
        return f"{self.root}/{path}"

    def stamp_of(self, article: str) -> FileState | None:
        """Return the size in bytes and the time of an article's file; None if it is gone."""
        if not self.has(article):
            return None
        return FileState.of(self.whole(self._ids[article]))

    def is_file(self, path: str, name: str) -> bool:
        """Whether ``name``, as a person typed it, is the file at ``path``."""
        try:
            return os.path.samefile(self.whole(path), name)
        except (OSError, ValueError):
            return False


def _to_values(article: Article) -> list[object]:
    """Return what the cache holds of an article."""
    return [article.path, *astuple(article.metadata), article.words, article.sha256]


def _from_values(id_: str, values: list[Any]) -> Article:
    if [type(value) for value in values] != _KINDS:
        raise TypeError(f"not an article: {values!r}")
    path, *fields, words, digest = values
    return Article(id_, path, Metadata(*fields), words, digest)


def _lines(derived: Derived) -> dict[str, str]:
    """Return the lines of a derived file by the paths of the articles."""
    paths = derived.payload
    if not (isinstance(paths, list) and all(isinstance(path, str) for path in paths)):
        raise TypeError("not a list of paths")
    lines = derived.body.decode().split("\n") if paths else []
    return dict(zip(paths, lines, strict=True))


def _unreadable(title: str, where: str, error: OSError) -> Problem:
    return Problem(title, f"{where}: {error.strerror}.", "Check its rights, and what it leads to.")


def _leads_up(here: Way) -> bool:
    """Whether a folder is one of those that led to it."""
    above = here[2]
    while above:
        if above[:2] == here[:2]:
            return True
        above = above[2]
    return False
