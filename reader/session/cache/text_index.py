"""The index of a library as searches ask it; any thread may. Whatever cannot be used is as if it were not there."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from reader.files.state import FileState
from reader.ingest.formats import format_of
from reader.search.index.expression import expression
from reader.session.cache.index_file import FAULTS, IndexFile, is_busy, is_damage, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from _typeshed import StrPath

    from reader.search.query.tree import Node

T = TypeVar("T")


class IndexedArticle(NamedTuple):
    """A text in the index: its number there, and the state of its file."""

    id: int
    state: FileState
    sha256: str


class Found(NamedTuple):
    """What is indexed, by path, and the numbers of the texts that a query may find something in; None: in any."""

    articles: Mapping[str, IndexedArticle]
    numbers: set[int] | None

    def may_be_in(self, article: IndexedArticle) -> bool:
        """Whether the query may find something in an indexed article."""
        return self.numbers is None or article.id in self.numbers


class TextIndex:
    """The index in ``file``."""

    def __init__(self, file: StrPath) -> None:
        self.file = IndexFile(file)
        self.fault = ""
        """Why there is no index, in the words of the system; empty if there is one, or will be."""
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._version = -1
        self._articles: dict[str, IndexedArticle] = {}
        self._mutex = threading.RLock()

    def look_up(self, query: Node) -> Found:
        """Return what is indexed, and in which of it a query may find something."""

        def ask(connection: sqlite3.Connection) -> Found:
            connection.execute("begin")  # both of the same moment, whoever writes
            articles = self._read_articles(connection)
            asked = expression(query, _Vocabulary(connection))
            numbers = None
            if asked is not None:
                rows = connection.execute("select rowid from words where words match ?", (asked,))
                numbers = {number for (number,) in rows}
            connection.execute("commit")
            return Found(articles, numbers)

        return self._ask(ask) or Found({}, None)

    def text(self, article: IndexedArticle) -> str | None:
        """Return the text of an indexed article; None if it is no longer in the index."""

        def read(connection: sqlite3.Connection) -> str | None:
            row = connection.execute("select text from texts where id = ?", (article.id,)).fetchone()
            return text_of(row[0], article.sha256) if row else None

        return self._ask(read)

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        with self._mutex:
            if self._connection:
                self._connection.close()
            self._connection = None

    def _ask(self, question: Callable[[sqlite3.Connection], T]) -> T | None:
        """Return what ``question`` says; None if the index cannot be used."""
        with self._mutex:
            try:
                connection = self._opened()
                return question(connection) if connection else None
            except FAULTS as error:
                self.fail(error)
                return None

    def fail(self, error: Exception) -> None:
        """Take in what went wrong with the file: it is deleted if it is damaged."""
        self.close()
        if is_damage(error):
            self.file.discard()
        elif not is_busy(error):
            self.fault = str(error)

    def _opened(self) -> sqlite3.Connection | None:
        identity = self.file.identity()
        if self._connection and identity != self._identity:
            self.close()  # another program has made it again
        if self._connection is None:
            self._connection, self._identity, self._version = self.file.open(), identity, -1
        return self._connection

    def _read_articles(self, connection: sqlite3.Connection) -> Mapping[str, IndexedArticle]:
        (version,) = connection.execute("pragma data_version").fetchone()
        if version != self._version:
            rows = connection.execute("select id, path, size, mtime_ns, versions, sha256 from articles")
            self._articles = {
                path: IndexedArticle(id_, FileState(size, mtime_ns), digest)
                for id_, path, size, mtime_ns, versions, digest in rows
                if versions == versions_of(path)
            }
            self._version = version
        return self._articles


class _Vocabulary:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def forms(self, word: str) -> Collection[str]:
        """Return the words of the index with the same stem."""
        return (word,)


def versions_of(path: str) -> str:
    """Return the packages that a file is read with, see `Format.versions`."""
    row = format_of(path)
    return row.versions() if row else ""
