"""SQLite databases of other programs: opened for reading alone, and read without trust in their schema.

While its program runs, or after it crashed, a database has a journal beside it and may be half written; then it is refused.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from reader.exchange.imported import LARGEST, Step, unwatched
from reader.exchange.source_file import open_source
from reader.text.problem import Problem
from reader.translation import _

_SIGNATURE = b"SQLite format 3\x00"
_JOURNALS = ("-journal", "-wal")

Row = dict[str, Any]


class Database:
    """A database that is open for reading; Problem if it is not one, damaged or in use. ``step`` is called at each row."""

    def __init__(self, path: Path, step: Step = unwatched) -> None:
        self._path = path
        self._step = step
        if not is_database(path):
            raise Problem(_("This is not a database of SQLite."), str(path), _("Check the name."))
        for suffix in _JOURNALS:
            journal = path.with_name(path.name + suffix)
            if journal.exists() and journal.stat().st_size:
                raise Problem(
                    _("The program that has made this file is using it."), str(path), _("Close it there first.")
                )
        try:
            self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
            self._connection.text_factory = _decoded
            self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST)
            self._connection.execute("PRAGMA trusted_schema = OFF")
            self.tables = frozenset(
                name for (name,) in self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            )
        except sqlite3.Error as error:
            raise self._damaged(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def rows(self, table: str, *columns: str) -> Iterator[Row]:
        """Yield the rows of a table in their order; a column that this version of the program lacks is None.

        Nothing if there is no such table; a view of that name, which could compute anything, is not read.
        """
        if table not in self.tables:
            return
        try:
            present = {row[1] for row in self._connection.execute(f'PRAGMA table_info("{table}")')}
            wanted = [name for name in columns if name in present]
            names = ", ".join(f'"{name}"' for name in wanted) or "1"
            for values in self._connection.execute(f'SELECT {names} FROM "{table}" ORDER BY rowid'):  # noqa: S608 - the names are ours
                self._step()
                yield dict.fromkeys(columns) | dict(zip(wanted, values, strict=False))
        except sqlite3.Error as error:
            raise self._damaged(error) from error

    def _damaged(self, error: sqlite3.Error) -> Problem:
        return Problem(
            _("The database is damaged."), f"{self._path}: {error}", _("Open it in its program, then try again.")
        )


def is_database(path: Path) -> bool:
    """Whether a file begins as databases of SQLite do."""
    with open_source(path) as file:
        return file.read(len(_SIGNATURE)) == _SIGNATURE


def as_text(value: object) -> str:
    """Return a text; empty for anything else."""
    return value if isinstance(value, str) else ""


def as_number(value: object) -> int:
    """Return a whole number; -1 for anything else."""
    return value if type(value) is int else -1


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "replace")
