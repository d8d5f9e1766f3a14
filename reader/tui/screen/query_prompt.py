"""The query that a screen of annotations answers, and the line it is typed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reader.search.query.completion import continued
from reader.session.library.workspace import Workspace
from reader.session.search.asked import checked
from reader.session.search.query_names import query_names
from reader.text.problem import Problem
from reader.translation import N_, _
from reader.tui.service.host import CommandTable, Services
from reader.tui.widget.bar import Prompt
from reader.tui.widget.continuation import Continuation

HINT = N_('words, "a phrase", tag:… source:… by:… date:2024-03.. has:note; -without')


def query_continuation(workspace: Workspace) -> Continuation:
    """Return what shows how a query may go on: fields, and the tags, sources, authors … of the library."""
    return Continuation(partial(continued, names=query_names(workspace)))


class QueryPrompt:
    """Asks for a query; Esc leaves it as it was."""

    def __init__(
        self, prompt: Prompt, services: Services, changed: Callable[[], None], query: str = "", *, cleared: str = ""
    ) -> None:
        """``cleared`` is the query that `list.clear` goes back to."""
        self._prompt, self._services, self._changed, self._cleared = prompt, services, changed, cleared
        self.query = query
        self._wrong = ""
        """What was typed last, if it could not be asked; the line opens with it again."""

    @property
    def is_changed(self) -> bool:
        """Whether another query was asked than the one to go back to."""
        return self.query != self._cleared

    def commands(self) -> CommandTable:
        """Return what asks for a query, and what drops it."""
        return {"list.filter": self.ask, "list.clear": lambda: self._set(self._cleared)}

    def ask(self) -> None:
        """Ask for another query."""
        self._prompt.open(
            _(HINT),
            self._wrong or self.query,
            changed=lambda _query: None,
            entered=self._enter,
            left=lambda: None,
            suggester=query_continuation(self._services.state.workspace),
        )

    def _enter(self, query: str) -> None:
        try:
            checked(self._services.state.workspace, query)
        except Problem as problem:
            self._wrong = query
            self._services.host.tell_problem(problem)
        else:
            self._set(query)

    def _set(self, query: str) -> None:
        self._wrong = ""
        if query != self.query:
            self.query = query
            self._changed()
