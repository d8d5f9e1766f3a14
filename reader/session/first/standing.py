"""What stands on the screen until the app does: a first page in a terminal, and what keys do to it.

The page is the app's own: the same `layout` code, the same theme, the same keymap. What it cannot do by itself it leaves
to the app, which begins where the page has got to.
"""

from __future__ import annotations

from reader.layout.bar import bar_pieces
from reader.layout.cells import cells
from reader.layout.sheet import Piece
from reader.session.sgr import Sgr

if False:  # TYPE_CHECKING, without loading typing
    from collections.abc import Sequence

    from reader.command.command import Context
    from reader.command.keymap import Keymap
    from reader.session.first.begin import Begin


class FirstPage:
    """An article's page or the list, above the line at the bottom."""

    context: Context
    status = ""
    """What the line at the bottom says of it."""

    def pieces(self) -> list[list[Piece]]:
        """Return its rows."""
        raise NotImplementedError

    def do(self, command: str) -> FirstPage | None:
        """Do a command and return the page that stands then; None, with nothing done, if it is the app's to do."""
        raise NotImplementedError

    @property
    def begin(self) -> Begin:
        """Where the app is to begin."""
        raise NotImplementedError


class Standing:
    """A page in a terminal of ``columns`` by ``lines`` cells; ``keymap`` names a preset."""

    def __init__(self, page: FirstPage, paint: Sgr, keymap: str, columns: int, lines: int) -> None:
        self.page = page
        self._paint = paint
        self._preset = keymap
        self._keymap: Keymap | None = None
        self._columns = columns
        self._lines = lines

    def rows(self) -> list[str]:
        """Return all rows, the line at the bottom included, with their colours."""
        rows = [self._row(pieces, self._columns) for pieces in self.page.pieces()[: self._lines - 1]]
        rows += [self._row([], self._columns)] * (self._lines - 1 - len(rows))
        keys = self._keymap.footer(self.page.context) if self._keymap else []
        told = bar_pieces(self.page.status, keys, self._columns)
        return [*rows, self._row([(text, ("panel", *names)) for text, names in told], self._columns)]

    def _row(self, pieces: Sequence[Piece], width: int) -> str:
        free = width - sum(cells(text) for text, _ in pieces)
        return self._paint.row([*pieces, (" " * max(0, free), ())])

    def take(self, key: str) -> bool:
        """Do what a key means, in the normal form of `command.notation`; False, with nothing done, if it is the app's to do."""
        from reader.command.keymap import Match  # what keys mean is loaded when there is one

        if self._keymap is None:
            from reader.config.keys import load_keymap
            from reader.config.path import config_folder

            self._keymap, _ = load_keymap(self._preset, config_folder())
        found = self._keymap.resolve(self.page.context, (key,))
        then = self.page.do(found.command.name) if isinstance(found, Match) else None
        if then is None:
            return False
        self.page = then
        return True
