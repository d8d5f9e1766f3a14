"""The file of a library's index: an SQLite database with the texts of the articles and an FTS5 table of their words.

It is derived data (see `derived_file`): it may be deleted at any moment, and a file that this version of the program has not
written, or that is damaged, is deleted and made again. What a transaction leaves is summed up in it, so damage that SQLite
itself does not notice is found when the file is opened. Programs write by turns, under a lock beside the file; only who has
the lock makes the file or deletes it. The processes of the program that has it wait for each other in SQLite. Nobody waits
for a program that writes: readers see the file as it was.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from reader import __version__
from reader.files.private import FILE, make_private_folder
from reader.files.state import FileState
from reader.ingest.content import READERS
from reader.search.index.content import IndexedWords, indexed_words
from reader.session.cache.one_at_a_time import PrivateDisk
from reader.store.lock import Lock
from reader.text.canonical import sha256

if TYPE_CHECKING:
    from _typeshed import StrPath

_FORM = f"3 {READERS} {__version__} {unicodedata.unidata_version}"
"""What the content depends on beside the texts: the program and how it folds."""
_SCHEMA = """
create table about (form text, sum integer);
create table articles (
    id integer primary key autoincrement, path text unique, size integer, mtime_ns integer, versions text, sha256 text
);
create table texts (id integer primary key, text blob);
create virtual table words using fts5 (line, broken, content = '', columnsize = 0, tokenize = 'ascii');
insert into words (words, rank) values ('hashsize', 8000000);
"""
_SUMMED = {
    "articles": "id, path, size, mtime_ns, versions, sha256",
    "words_data": "id, block",
    "words_idx": "segid, term, pgno",
    "words_config": "k, v",
}
"""The tables and columns that `_sum` reads; the last three are FTS5's own."""
KEPT = 16
"""Libraries that keep their index, which has about two thirds of the size of their texts."""
WAIT = 5.0
"""Seconds that a statement waits for another program, which holds the file for much less at a time."""
WAIT_FOR_TURN = 300.0
"""Seconds that a writer waits for another one under the same lock, which may be writing the words of a very large text."""
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_MISMATCH})


class Damaged(Exception):
    """The file is not what this version has written."""


_STRANGE = (Damaged, ValueError, TypeError, OverflowError, MemoryError)
"""What reading a damaged file can raise beside SQLite's own errors, such as a message that is not in UTF-8."""
FAULTS = (sqlite3.Error, OSError, *_STRANGE)
"""What using the file can raise."""


@dataclass(frozen=True, slots=True)
class IndexedText:
    """The text of the file at a library's ``path`` in a state, as the index holds it.

    ``versions``: of the packages that read it. ``data``: the canonical text, compressed.
    """

    path: str
    state: FileState
    versions: str
    sha256: str
    data: bytes
    words: IndexedWords

    @classmethod
    def of(cls, path: str, state: FileState, versions: str, text: str, digest: str) -> IndexedText:
        """Return what the index holds of a text with this digest."""
        data = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
        return cls(path, state, versions, digest, data, indexed_words(text))


def text_of(data: object, digest: str) -> str:
    """Return the canonical text of its compressed form; Damaged if its digest is another one."""
    try:
        text = zlib.decompress(data).decode("utf-8", "surrogatepass")  # type: ignore[arg-type]  # TypeError if it is not bytes
    except (zlib.error, TypeError, ValueError) as error:
        raise Damaged from error
    if sha256(text) != digest:
        raise Damaged
    return text


class IndexFile:
    """The index at ``path``. Its methods raise one of `FAULTS`."""

    def __init__(self, path: StrPath) -> None:
        self.path = os.fspath(path)
        self._lock = Lock(f"{self.path}.lock", PrivateDisk())

    def identity(self) -> tuple[int, int] | None:
        """Return which file stands at the path now; None for none."""
        try:
            state = Path(self.path).lstat()
        except OSError:
            return None
        return state.st_dev, state.st_ino

    def open(self, wait: float = WAIT) -> sqlite3.Connection | None:
        """Return a connection to a file that is as this version has left it; None if there is no file.

        Its statements wait so many seconds for others.
        """
        if self.identity() is None:
            return None
        connection = self._connect(wait)
        try:
            connection.execute("pragma synchronous = normal")
            connection.execute("begin")
            form, total = connection.execute("select form, sum from about").fetchone()
            if form != _FORM or total != _sum(connection):
                raise Damaged
            connection.execute("commit")
            connection.execute("create virtual table temp.vocabulary using fts5vocab (main, words, row)")
        except BaseException as error:
            connection.close()
            # A table that is not as it was made is an error without a code of its own.
            is_strange = isinstance(error, sqlite3.Error) and _code(error) in (0, sqlite3.SQLITE_ERROR)
            if is_strange and "no such module" not in str(error):
                raise Damaged from error
            raise
        return connection

    def _connect(self, wait: float = WAIT) -> sqlite3.Connection:
        # The file is not opened to look at it: closing it would give back the locks of this program's other connections.
        state = Path(self.path).lstat()
        if (
            not stat.S_ISREG(state.st_mode)
            or state.st_uid != os.geteuid()
            or not os.access(self.path, os.R_OK | os.W_OK)
        ):
            raise Damaged
        # rw: a missing file is not made.
        uri = f"file:{_quoted(self.path)}?mode=rw"
        return sqlite3.connect(uri, timeout=wait, uri=True, isolation_level=None, check_same_thread=False)

    @contextmanager
    def writing(self, patience: float = 0.0) -> Iterator[IndexWriter | None]:
        """Open the file to write to, and make it if it is missing; None while another program writes.

        A file that is not as this version has left it is made again.
        """
        make_private_folder(Path(self.path).parent)
        if not self._lock.acquire(patience):
            yield None
            return
        connection = None
        try:
            try:
                connection = self.open(WAIT_FOR_TURN) or self._make()
            except FAULTS as error:
                if not is_damage(error):
                    raise
                self._remove()
                connection = self._make()
            yield IndexWriter(connection)
        finally:
            if connection:
                connection.close()
            self._lock.release()
            self._lock.close()

    def write(self, texts: Iterable[IndexedText]) -> bool:
        """Put texts into the file for the program that has the lock; return whether there is a file."""
        connection = self.open(WAIT_FOR_TURN)
        if connection is None:
            return False
        with contextlib.closing(connection):
            IndexWriter(connection).write(texts)
        return True

    def _make(self) -> sqlite3.Connection:
        os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, FILE))
        connection = self._connect(WAIT_FOR_TURN)
        try:
            connection.execute("pragma journal_mode = wal")
            connection.executescript(f"begin; {_SCHEMA}")
            connection.execute("insert into about values (?, ?)", (_FORM, _sum(connection)))
            connection.execute("commit")
        except BaseException:
            connection.close()
            self._remove()
            raise
        self._prune()
        return connection

    def _prune(self) -> None:
        """Delete the indexes that were not written to for longest, if there are too many."""
        files = [(file.lstat().st_mtime_ns, file) for file in Path(self.path).parent.glob("*.sqlite")]
        for _, file in sorted(files, reverse=True)[KEPT:]:
            IndexFile(file).discard()

    def discard(self) -> bool:
        """Delete the file and return whether it is gone; not while another program writes."""
        try:
            if not self._lock.acquire(0.0):
                return False
        except OSError:
            return False
        try:
            self._remove()
        finally:
            self._lock.release()
            self._lock.close()
        return self.identity() is None

    def _remove(self) -> None:
        # The database first: nobody can open it with what is left of the others.
        for name in (self.path, f"{self.path}-wal", f"{self.path}-shm"):
            with contextlib.suppress(OSError):
                Path(name).unlink()


class IndexWriter:
    """Changes the index through a connection that nobody else writes to."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def states(self) -> dict[str, tuple[FileState, str]]:
        """Return the states in which files are indexed, with the versions of the packages, by path."""
        rows = self._connection.execute("select path, size, mtime_ns, versions from articles")
        return {path: (FileState(size, mtime_ns), versions) for path, size, mtime_ns, versions in rows}

    def write(self, texts: Iterable[IndexedText], gone: Iterable[str] = ()) -> None:
        """Put texts into the index, instead of those that their files had before, and drop the paths that are ``gone``."""
        with self._transaction() as execute:
            for path in gone:
                self._drop(path)
            for text in texts:
                states = (*text.state, text.versions)
                row = execute("select sha256 from articles where path = ?", (text.path,)).fetchone()
                if row == (text.sha256,):
                    execute(
                        "update articles set size = ?, mtime_ns = ?, versions = ? where path = ?", (*states, text.path)
                    )
                    continue
                self._drop(text.path)
                values = (None, text.path, *states, text.sha256)
                id_ = execute("insert into articles values (?, ?, ?, ?, ?, ?)", values).lastrowid
                execute("insert into texts values (?, ?)", (id_, text.data))
                execute("insert into words (rowid, line, broken) values (?, ?, ?)", (id_, *text.words))

    @contextmanager
    def _transaction(self) -> Iterator[Callable[..., sqlite3.Cursor]]:
        execute = self._connection.execute
        execute("begin immediate")
        try:
            yield execute
            execute("savepoint written")  # has FTS5 write what it holds back until the end of the transaction
            execute("update about set sum = ?", (_sum(self._connection),))
            execute("commit")
        except BaseException:
            if self._connection.in_transaction:
                execute("rollback")
            raise

    def _drop(self, path: str) -> None:
        execute = self._connection.execute
        row = execute("select id, sha256, text from articles join texts using (id) where path = ?", (path,)).fetchone()
        if row:
            id_, digest, data = row
            # A table without content has to be told what it held.
            lines = indexed_words(text_of(data, digest))
            execute("insert into words (words, rowid, line, broken) values ('delete', ?, ?, ?)", (id_, *lines))
            execute("delete from texts where id = ?", (id_,))
            execute("delete from articles where id = ?", (id_,))


def is_damage(error: BaseException) -> bool:
    """Whether an error says that the file has to be made again, and not that it cannot be used now."""
    return isinstance(error, _STRANGE) or _code(error) in _DAMAGED


def is_busy(error: BaseException) -> bool:
    """Whether another program held the file for too long."""
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _code(error: BaseException) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _sum(connection: sqlite3.Connection) -> int:
    """Return a checksum of all but the texts, which have digests of their own."""
    total = 0
    for table, columns in _SUMMED.items():
        for row in connection.execute(f"select {columns} from {table} order by 1, 2"):  # noqa: S608 - names of our own
            for value in row:
                total = zlib.crc32(value if isinstance(value, bytes) else str(value).encode(), total)
    return total


def _quoted(path: str) -> str:
    return quote(os.fsencode(path))
