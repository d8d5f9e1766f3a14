"""Searches for what is typed, in a thread. A newer query ends the search for an older one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, cast

from textual.screen import Screen

from reader.session.library.workspace import Workspace
from reader.session.search.hits import HitList, look_for
from reader.text.problem import Problem
from reader.tui.screen.background_loading import Shell
from reader.tui.screen.search.results import Arranged
from reader.tui.service.host import RunsInBackground

PATIENCE = 0.15
"""Seconds that a query waits for the search for an older one to end, which mostly takes a moment."""
AT_ONCE = 3
"""The most searches that run at once. One that cannot be stopped, in a regular expression that explodes, ends by itself."""


class HitSearchHost(RunsInBackground, Protocol):
    """What the search needs."""


class HitSearchShell(Shell, Protocol):
    """The screen around it."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> object:
        """Call something after some seconds."""


class HitSearch:
    """Looks for one query; ``show`` gets the first hits as they are found, and at last all of them.

    A newer query waits a moment for the search for an older one to end, then it is looked for beside it.
    """

    def __init__(
        self,
        workspace: Workspace,
        shell: HitSearchShell,
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
        self._anew = False
        """Whether the files are looked at again, too; a search trusts an earlier look at them, for a moment."""
        self._begun = 0
        """Which of these was looked for last."""
        self._running = 0
        """How many searches run, also those that nobody waits for any more."""

    def ask(self, query: str, *, anew: bool = False) -> None:
        """Look for the hits of a query; ``anew``: in the files as they are now."""
        self.query, self._anew = query, anew
        self._asked += 1
        if self._running:
            self._shell.set_timer(PATIENCE, self._begin_if_due)
        else:
            self._begin()

    def stop(self) -> None:
        """Look for nothing any more."""
        self._asked += 1
        self.query = ""

    def _begin_if_due(self) -> None:
        """Look for the newest query unless that was begun, or too many searches run; then it waits for one of them to end."""
        if self.query and self._begun != self._asked and self._running < AT_ONCE and self._shell.is_attached:
            self._begin()

    def _begin(self) -> None:
        self._running += 1
        self._begun = self._asked
        asked, query, anew = self._asked, self.query, self._anew

        def is_wanted() -> bool:
            return asked == self._asked and self._shell.is_attached

        def show(arranged: Arranged) -> None:
            if is_wanted():
                self._show(arranged)

        def show_first(found: HitList) -> None:
            self._host.call_later(show, self._arrange(found))

        def look() -> Arranged:
            try:
                if anew:
                    self._workspace.articles()
                return self._arrange(look_for(self._workspace, query, is_wanted, show_first))
            except Problem as problem:
                return self._arrange(HitList(query, problem=problem))

        def then(arranged: Arranged) -> None:
            self._running -= 1
            if asked == self._asked:
                self._show(arranged)
            else:
                self._begin_if_due()

        self._host.in_background(look, then, asked_by=cast("Screen[Any]", self._shell))
