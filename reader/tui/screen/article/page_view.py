"""Keys that change how the page looks: zen, width, margins."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from reader.session.preferences import remember
from reader.translation import ngettext
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import CommandTable, Notifies, RemembersChoices

MARGINS = (0, 2, 6, 12)
"""Cells left free on each side, at least."""
NARROWEST, WIDEST, STEP = 40, 160, 4
"""The narrowest and the widest column that keys set, and how much one key changes it, in cells."""


class PageViewHost(Notifies, RemembersChoices, Protocol):
    """What the look of the page needs."""


class PageView:
    """Changes how the page looks, and remembers it for the next time."""

    def __init__(self, view: ArticleView, state: AppState, host: PageViewHost) -> None:
        self._view = view
        self._state = state
        self._host = host

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {
            "view.zen": self.toggle_zen,
            "view.narrower": partial(self._widen, -STEP),
            "view.wider": partial(self._widen, STEP),
            "view.margins": self.next_margin,
        }

    def toggle_zen(self) -> None:
        """Show the text alone, or the first and the last row again."""
        screen = self._view.screen
        screen.edges.text_alone = not screen.edges.text_alone
        screen.edges.fit()
        screen.side.display = False

    def _widen(self, cells: int) -> None:
        pane = self._view.pane
        pane.change_look(column=min(WIDEST, max(NARROWEST, pane.column + cells)))
        self._state.choose(column_width=pane.column)
        self._host.keep(remember, column_width=pane.column)

    def next_margin(self) -> None:
        """Change the margins of the page to the next wider ones, and from the widest to none."""
        pane = self._view.pane
        margin = next((wider for wider in MARGINS if wider > pane.margin), MARGINS[0])
        pane.change_look(margin=margin)
        self._state.choose(margin=margin)
        self._host.keep(remember, margin=margin)
        message = ngettext("Margins of {count} cell.", "Margins of {count} cells.", margin)
        self._host.notify(message.format(count=margin), timeout=2)
