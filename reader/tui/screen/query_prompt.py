"""The query that a screen of annotations answers, and the line it is typed in."""

from __future__ import annotations

from collections.abc import Callable

from reader.translation import N_, _
from reader.tui.service.host import CommandTable
from reader.tui.widget.bar import Prompt

HINT = N_('words, "a phrase", tag:… source:… by:… date:2024-03.. has:note; -without')


class QueryPrompt:
    """Asks for a query; Esc leaves it as it was."""

    def __init__(self, prompt: Prompt, changed: Callable[[], None], query: str = "", *, cleared: str = "") -> None:
        """``cleared`` is the query that `list.clear` goes back to."""
        self._prompt, self._changed, self._cleared = prompt, changed, cleared
        self.query = query

    @property
    def is_changed(self) -> bool:
        """Whether another query was asked than the one to go back to."""
        return self.query != self._cleared

    def commands(self) -> CommandTable:
        """Return what asks for a query, and what drops it."""
        return {"list.filter": self.ask, "list.clear": lambda: self._set(self._cleared)}

    def ask(self) -> None:
        """Ask for another query."""
        self._prompt.open(_(HINT), self.query, changed=lambda _query: None, entered=self._set, left=lambda: None)

    def _set(self, query: str) -> None:
        if query != self.query:
            self.query = query
            self._changed()
