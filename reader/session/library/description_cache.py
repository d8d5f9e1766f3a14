"""Descriptions of articles, cached so that a file is read only once.

It is a derived file (`session.cache`) with a line for each article; only the lines that are asked for are understood.
"""

from __future__ import annotations

import json
from dataclasses import astuple, replace
from typing import TYPE_CHECKING, Any

from reader.files.state import FileState
from reader.ingest.content import READERS
from reader.ingest.formats import format_of
from reader.library.article import Article
from reader.session.cache.derived_file import Derived, DerivedFile, parsed
from reader.session.cache.own_name import LIBRARIES
from reader.text.metadata import FIELDS, Metadata

if TYPE_CHECKING:
    from _typeshed import StrPath

_FORM = f"14 {READERS}"
_TYPES = [str, *(str for _ in FIELDS), int, str, str]
"""The types of the values that a line holds of an article."""


class DescriptionCache:
    """The descriptions of files by path and state, in memory and in ``file``; None: in memory only."""

    def __init__(self, file: StrPath | None) -> None:
        self._file = DerivedFile(file, _FORM, most_files=LIBRARIES) if file else None
        self._lines: dict[str, str] | None = None
        """By path, the lines of the file as it was read or written last; None: it was not read yet."""
        self._articles: dict[str, tuple[FileState, Article]] = {}
        self._new: set[str] = set()
        """The paths of descriptions that the file does not have yet."""
        self.additions = 0
        """How many descriptions were added so far."""

    @property
    def has_new(self) -> bool:
        """Whether there is anything to save."""
        return bool(self._new)

    def get(self, path: str, state: FileState, id_: str = "") -> Article | None:
        """Return the description of the file at ``path`` in this state, with the article id ``id_`` if one is given."""
        cached = self._articles.get(path)
        last = cached[1] if cached and cached[0] == state else None
        article = last or self._from_file(path, state, id_)
        if article and id_ and article.id != id_:
            article = replace(article, id=id_)
        if article and article is not last:
            self._articles[path] = (state, article)
        return article

    def add(self, path: str, state: FileState, article: Article) -> None:
        """Keep the description of a file that was just read."""
        self._articles[path] = (state, article)
        self._new.add(path)
        self.additions += 1

    def save(self) -> None:
        """Write the file if there is anything new."""
        lines, new, self._new = self._loaded(), self._new, set()
        rows: dict[str, str] = {}
        for path, (state, article) in list(self._articles.items()):
            line = lines.get(path) if path not in new else None
            rows[path] = line or json.dumps([state, *_to_values(article)])
        if self._file is None or rows == lines:
            return
        self._lines = rows
        # If the folder cannot be written, the files are read again at the next start.
        self._file.save(list(rows), body="\n".join(rows.values()).encode())

    def _loaded(self) -> dict[str, str]:
        if self._lines is None:
            self._lines = (self._file.load(_lines) if self._file else None) or {}
        return self._lines

    def _from_file(self, path: str, state: FileState, id_: str) -> Article | None:
        line = self._loaded().get(path)

        def article(values: list[object]) -> Article | None:
            return _from_values(id_, values[1:]) if FileState.from_json(values[0]) == state else None

        return parsed(line, article) if line else None


def _to_values(article: Article) -> list[object]:
    return [article.path, *astuple(article.metadata), article.words, article.sha256, _versions(article.path)]


def _from_values(id_: str, values: list[Any]) -> Article:
    if [type(value) for value in values] != _TYPES:
        raise TypeError(f"not an article: {values!r}")
    path, *fields, words, digest, versions = values
    if versions and versions != _versions(path):
        raise ValueError("read by another version of a package")
    return Article(id_, path, Metadata(*fields), words, digest)


def _versions(path: str) -> str:
    """Return the packages that a file is read with, see `Format.versions`."""
    row = format_of(path)
    return row.versions() if row else ""


def _lines(derived: Derived) -> dict[str, str]:
    """Return the lines of the file by path."""
    paths = derived.payload
    if not (isinstance(paths, list) and all(isinstance(path, str) for path in paths)):
        raise TypeError("not a list of paths")
    lines = derived.body.decode().split("\n") if paths else []
    return dict(zip(paths, lines, strict=True))
