"""The way from the query line to the results and back."""

from __future__ import annotations

from typing import Protocol

from reader.layout.hit_order import Order
from reader.search.query.unfinished import as_begun
from reader.session.search.hits import HitList
from reader.translation import _
from reader.tui.screen.search.hit_search import HitSearch, HitSearchShell
from reader.tui.screen.search.results import Arranged
from reader.tui.screen.search.view import ResultsView
from reader.tui.service.host import Services


class QueryInput(Protocol):
    """The line that a query is typed in."""

    value: str

    def type_in(self) -> None:
        """Take the keys from now on."""

    def leave(self) -> None:
        """Give the keys to the screen."""

    def put(self, query: str) -> None:
        """Put a query into the line, as if it had been typed there."""

    @property
    def is_typed_in(self) -> bool:
        """Whether the line takes the keys."""


class Asking:
    """Looks for what is typed, letter by letter. Enter leads to the results; keys that come before them wait for them.

    While a word is typed its beginning counts. Enter ends it, unless nothing has just that word. What is marked stays so while
    one types: on the way to another query there are some that find nothing.
    """

    def __init__(self, services: Services, shell: HitSearchShell, line: QueryInput, view: ResultsView) -> None:
        self._host, self._navigator = services.host, services.navigator
        self._shell, self._line, self._view = shell, line, view
        self._search = HitSearch(
            services.state.workspace, shell, services.host, arrange=view.results.arranged, show=self._show
        )
        self._seen = ""
        """What stood in the line when it was looked at last."""
        self._entered = ""
        """What was asked with Enter last."""

    def put(self, query: str) -> None:
        """Ask a query as if it had been typed and entered."""
        self._line.put(query)
        self.entered()

    def ask_again(self) -> None:
        """Look again for what is asked: how words are looked for has changed."""
        if self._view.is_asked:
            self._search.ask(self._view.query)

    def typed(self, query: str) -> None:
        """Look for what is typed so far."""
        if query != self._seen:
            self._seen = query
            self._ask(as_begun(query))

    def entered(self) -> None:
        """Give the keys to the results, as soon as there are any."""
        self._seen = self._line.value  # Enter asks what the line shows, even if its last change has not arrived yet
        is_again, self._entered = self._seen == self._entered and self._view.is_answered, self._seen
        self._ask(self._seen, anew=is_again)
        if not self._view.is_asked or self._view.is_answered:
            self._go_on()
            self._shell.tell()
        else:
            self._await()

    def _await(self) -> None:
        """Have keys wait for what is found."""
        self._shell.waiting.awaits = True
        self._shell.waiting.say(_("Searching…"))

    def _ask(self, query: str, *, anew: bool = False) -> None:
        """Search for a query; the search for any other ends. ``anew``: articles and annotations may have changed."""
        if query == self._view.query:
            if anew:
                self._search.ask(query, anew=True)
            return
        self._shell.waiting.awaits = False
        self._view.query = query
        if self._view.is_asked:
            self._search.ask(query, anew=anew)
            self._view.show()
        else:
            self._search.stop()
            self._view.take(self._view.results.arranged(HitList(query)), keeps_marks=True)
        self._shell.tell()

    def _show(self, arranged: Arranged) -> None:
        """Show what was found so far, and hand on the keys that wait for it."""
        found = arranged.found
        if found.query != self._view.query:
            return
        begun = as_begun(found.query)
        if self._shell.waiting.awaits and begun != found.query and found.finds_nothing:
            self._ask(begun)
            self._await()
            return
        self._view.take(arranged, keeps_marks=self._line.is_typed_in)
        keeps_order = arranged.is_list or arranged.order is Order.PLACE
        if self._shell.waiting.awaits and (found.is_whole or keeps_order):
            if found.hits and found.query != self._line.value:
                self._seen = self._entered = found.query  # the beginning of a word, which is what the line says now
                self._line.put(found.query)
            self._go_on()
        elif found.problem and found.hits:
            self._host.tell_problem(found.problem)  # the rows do not say that there may be more
        self._shell.tell()

    def _go_on(self) -> None:
        self._shell.waiting.awaits = False
        if problem := self._view.results.found.problem:
            self._host.tell_problem(problem)
        if self._view.pane.rows:
            self._leave_line()

    def _leave_line(self) -> None:
        self._line.leave()
        self._view.results.forget_unfound()
        self._view.show()

    def left(self) -> None:
        """Leave the line: for the results if there are any, else the screen."""
        if self._view.results.entries:
            self._leave_line()
            self._shell.tell()
        else:
            self._navigator.leave_screen()

    def give_up(self) -> bool:
        """Hand on the keys although the hits are not found yet; return whether keys waited for them."""
        is_awaited = self._shell.waiting.awaits
        self._shell.waiting.awaits = False
        self._shell.tell()
        return is_awaited
