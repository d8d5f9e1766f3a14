"""The list's first page: the rows in view, of which one can be lit and opened before there is an app."""

from __future__ import annotations

import os

from reader.config.setting import Settings
from reader.layout.sheet import Piece
from reader.layout.table import ListRow, row_pieces, used_columns
from reader.library.listing import WIDTHS, count_line, ordered, told
from reader.session.first.begin import Begin
from reader.session.first.standing import FirstPage
from reader.session.reading import Places, as_read
from reader.session.root import open_shelf
from reader.session.shelf import PATIENCE
from reader.text.from_json import loads
from reader.text.value import Value

if False:  # TYPE_CHECKING, without loading typing
    from collections.abc import Callable, Sequence

    from reader.command.command import Context

MOTIONS = {"list.down": 1, "list.up": -1}


class InView(Value):
    """What is seen of a list from its first row on: the rows, each ``width`` cells wide, and its ``status``.

    ``paths`` are those of the articles' files in the library. ``used`` are the columns after the first that hold anything
    in any row; ``more`` says that there are rows below.
    """

    rows: tuple[ListRow, ...]
    paths: tuple[str, ...]
    used: frozenset[int]
    width: int
    more: bool
    status: str

    def __str__(self) -> str:
        """Return it as a picture keeps it."""
        import json

        rows = [(path, row.id, *row.cells) for path, row in zip(self.paths, self.rows, strict=True)]
        return json.dumps([rows, sorted(self.used), self.width, self.more, self.status])

    @classmethod
    def read(cls, kept: str) -> InView:
        """Return what was kept; ValueError if it is no list."""
        try:
            rows, used, width, more, status = loads(kept)
            told = [ListRow(id_, tuple(cells)) for _, id_, *cells in rows]
            paths = tuple(path for path, *_ in rows)
            words = [status, *paths, *(word for row in told for word in (row.id, *row.cells))]
            if not told or not all(isinstance(word, str) for word in words):
                raise ValueError("no rows")
            return cls(tuple(told), paths, frozenset(used), int(width), bool(more), status)
        except (TypeError, RecursionError) as error:
            raise ValueError("no list") from error


class ListPage(FirstPage):
    """The list, its first row lit; ``open_`` returns the page of an article by its id and path, or None if that is the app's to do."""

    context: Context = "library"

    def __init__(self, seen: InView, open_: Callable[[str, str], FirstPage | None]) -> None:
        self.status = seen.status
        self._seen = seen
        self._open = open_
        self._lit = 0

    def pieces(self) -> list[list[Piece]]:
        """Return the rows."""
        rows, used, width = self._seen.rows, self._seen.used, self._seen.width
        return [row_pieces(row, WIDTHS, used, width, under=at == self._lit) for at, row in enumerate(rows)]

    def do(self, command: str) -> FirstPage | None:
        """Light another row, or open the article that is lit."""
        if command == "app.open":
            return self._open(self._seen.rows[self._lit].id, self._seen.paths[self._lit])
        if command not in MOTIONS:
            return None
        last = len(self._seen.rows) - 1
        lit = self._lit + MOTIONS[command]
        if lit > last and self._seen.more:
            return None  # the rows below are not at hand
        self._lit = max(0, min(lit, last))
        return self

    @property
    def begin(self) -> Begin:
        """The row that is lit."""
        return _at(self._seen, self._lit)


def begin_in_list(about: str) -> Begin | None:
    """Return where the app begins that takes over a picture kept with ``about``: at its first row; None: it is no list."""
    try:
        return _at(InView.read(about), 0)
    except ValueError:
        return None


def _at(seen: InView, row: int) -> Begin:
    return Begin(row=seen.rows[row].id, path=seen.paths[row])


def in_view(
    rows: Sequence[ListRow],
    used: frozenset[int],
    path_of: Callable[[str], str],
    columns: int,
    lines: int,
    status: str,
) -> InView | None:
    """Return what is seen of a list in a pane of ``columns`` by ``lines`` cells; None if there is nothing in it.

    ``used`` are the columns that hold anything. ``path_of`` returns the path of an article's file in the library by its id.
    """
    if not rows:
        return None
    more, seen = len(rows) > lines, tuple(rows[:lines])
    paths = tuple(path_of(row.id) for row in seen)
    return InView(seen, paths, used, columns - more, more, status)


def seen_of(root: str, settings: Settings, columns: int, lines: int) -> InView | None:
    """Return what is seen of the library at ``root``; None where that takes more than the derived cache."""
    if os.path.exists(os.path.join(root, "annotations", "_library.jsonl")):
        return None
    shelf = open_shelf(root)
    shelf.patience = PATIENCE
    places = Places(root)
    articles = ordered((as_read(one, places) for one in shelf.articles({})), settings.sort)
    rows = [ListRow(one.id, told(one, places.share(one.id))) for one in articles]
    return in_view(
        rows, used_columns(rows, len(WIDTHS)), shelf.path_of, columns, lines, count_line(len(rows), settings.sort)
    )
