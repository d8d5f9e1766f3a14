"""Looks for the hits of what is typed, beside the keyboard: a newer query ends the search for an older one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, cast

from textual.screen import Screen

from reader.session.library.workspace import Workspace
from reader.session.search.hits import HitList, look_for
from reader.tui.screen.background_loading import Shell
from reader.tui.screen.search.results import Arranged
from reader.tui.service.host import RunsInBackground


class HitSearchHost(RunsInBackground, Protocol):
    """What the search needs."""


class HitSearch:
    """One search at a time; ``show`` gets the first hits of a query as they are found, and at last all of them."""

    def __init__(
        self,
        workspace: Workspace,
        shell: Shell,
        host: HitSearchHost,
        *,
        arrange: Callable[[HitList], Arranged],
        show: Callable[[Arranged], None],
    ) -> None:
        """``arrange`` puts what was found in order; it is called in the thread that looks for it."""
        self._workspace, self._shell, self._host, self._arrange, self._show = workspace, shell, host, arrange, show
        self.query = ""
        """What was asked last."""
        self._asked = 0
        """How often something was asked: a query that is asked again is looked for again."""
        self._is_running = False

    def ask(self, query: str) -> None:
        """Look for the hits of a query."""
        self.query = query
        self._asked += 1
        if not self._is_running:
            self._begin()

    def stop(self) -> None:
        """Look for nothing any more."""
        self._asked += 1
        self.query = ""

    def _begin(self) -> None:
        self._is_running = True
        asked, query = self._asked, self.query

        def is_wanted() -> bool:
            return asked == self._asked and self._shell.is_attached

        def show(arranged: Arranged) -> None:
            if is_wanted():
                self._show(arranged)

        def show_first(found: HitList) -> None:
            self._host.call_later(show, self._arrange(found))

        def look() -> Arranged:
            return self._arrange(look_for(self._workspace, query, is_wanted, show_first))

        def then(arranged: Arranged) -> None:
            self._is_running = False
            if asked == self._asked:
                self._show(arranged)
            elif self.query:
                self._begin()

        self._host.in_background(look, then, asked_by=cast("Screen[Any]", self._shell))
