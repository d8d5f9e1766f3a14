"""The index of a library as searches ask it; any thread may. Whatever cannot be used is as if it were not there."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from reader.files.state import FileState
from reader.ingest.formats import format_of
from reader.search.index.expression import expression
from reader.search.query.forms import LANGUAGES, beginnings, forms
from reader.session.cache.index_file import FAULTS, IndexFile, is_busy, is_damage, text_of
from reader.text.problem import Problem
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from _typeshed import StrPath

    from reader.search.query.tree import Node

T = TypeVar("T")
_LONG = 8_000
"""Code points of a word that may have more than the 32,768 bytes which FTS5 keeps of one."""


class IndexedArticle(NamedTuple):
    """A text in the index: its number there, and the state of its file."""

    id: int
    state: FileState
    sha256: str


class Found(NamedTuple):
    """What is indexed, by path; the paths by number; and the numbers of the texts that a query may find something in.

    None: in any text.
    """

    articles: Mapping[str, IndexedArticle]
    paths: Mapping[int, str]
    numbers: set[int] | None


class TextIndex:
    """The index in ``file``."""

    def __init__(self, file: StrPath) -> None:
        self.file = IndexFile(file)
        self.fault = ""
        """Why there is no index, in the words of the system; empty if there is one, or will be."""
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._version = -1
        self._vocabulary: _Vocabulary | None = None
        self._articles: dict[str, IndexedArticle] = {}
        self._paths: dict[int, str] = {}
        self._mutex = threading.RLock()

    @property
    def problem(self) -> Problem | None:
        """Why searches take longer; None if there is an index, or will be."""
        if not self.fault:
            return None
        hint = _("Check that the folder can be written to, and that the disk has room.")
        if "fts5" in self.fault:
            hint = _("Install a Python whose SQLite has FTS5.")
        return Problem(_("Searches take longer without an index."), f"{self.file.path}: {self.fault}.", hint)

    def look_up(self, query: Node) -> Found:
        """Return what is indexed, and in which of it a query may find something."""

        def ask(connection: sqlite3.Connection) -> Found:
            connection.execute("begin")  # both reads see one state while others write
            articles = self._read_articles(connection)
            asked = expression(query, self._vocabulary or _Vocabulary(connection))
            numbers = None
            if asked is not None:
                rows = connection.execute("select rowid from words where words match ?", (asked,))
                numbers = {number for (number,) in rows}
            connection.execute("commit")
            return Found(articles, self._paths, numbers)

        return self._ask(ask) or Found({}, {}, None)

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
            self.fault = (getattr(error, "strerror", "") or str(error)).rstrip(".")

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
            self._paths = {each.id: path for path, each in self._articles.items()}
            self._version, self._vocabulary = version, _Vocabulary(connection)
        return self._articles


class _Vocabulary:
    """The words in the index; out of date after the next write."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._forms: dict[str, Collection[str]] = {}
        self._every: list[str] | None = None

    def forms(self, word: str) -> Collection[str]:
        """Return the words of the index that are forms of a word, in any language that has stems."""
        if word not in self._forms:
            firsts = {first for language in LANGUAGES for first in beginnings(word, language)}
            alike = {term for first in firsts for term in self._beginning(first)}
            self._forms[word] = set().union(*(forms(word, language, alike) for language in LANGUAGES))
        return self._forms[word]

    def having(self, letters: str) -> Collection[str]:
        """Return the words of the index that have letters inside, and those so long that FTS5 has cut them off."""
        if self._every is None:
            self._every = [term for (term,) in self._connection.execute("select term from temp.vocabulary")]
        return [word for word in self._every if letters in word or len(word) > _LONG]

    def _beginning(self, first: str) -> Iterator[str]:
        rows = self._connection.execute(
            "select term from temp.vocabulary where term >= ? and term < ?", (first, f"{first}\U0010ffff")
        )
        return (term for (term,) in rows)


def versions_of(path: str) -> str:
    """Return the packages that a file is read with, see `Format.versions`."""
    row = format_of(path)
    return row.versions() if row else ""
