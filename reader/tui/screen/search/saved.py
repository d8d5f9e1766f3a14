"""Saved searches on the search screen: listed while no query is typed, kept, renamed and deleted."""

from __future__ import annotations

from collections.abc import Callable

from reader.annotation.saved_search import SavedSearch
from reader.session.search import saved_searches
from reader.session.search.saved_searches import LONGEST_NAME
from reader.text.problem import Problem
from reader.text.title import clipped
from reader.translation import _
from reader.tui.dialog.form import Field, Form
from reader.tui.screen.search.view import ResultsView
from reader.tui.service.host import CommandTable, Services


class SavedSearchCommands:
    """Keeps the query that is asked, and changes the saved search under the cursor."""

    def __init__(self, services: Services, view: ResultsView, reload: Callable[[], None]) -> None:
        self._host, self._workspace = services.host, services.state.workspace
        self._view, self._reload = view, reload

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {"search.save": self.save, "search.rename": self.rename, "search.delete": self.delete}

    def save(self) -> None:
        """Keep the query under a name that is asked for."""
        query = self._view.query.strip()
        if not query:
            raise Problem(_("There is nothing to save."), "", _("Type a query first."), status=1)

        def keep(name: str) -> None:
            saved = saved_searches.save(self._workspace, name, query)
            self._host.tell_done(_("Saved as “{name}”").format(name=saved.name))

        hint = _("In a query, {example} stands for it.").format(example=_("set:NAME"))
        self._ask(_("Save this search"), clipped(query, LONGEST_NAME), keep, hint)

    @property
    def current(self) -> SavedSearch:
        """The saved search under the cursor; Problem if there is none."""
        search = self._view.current_saved
        if search is None:
            hint = _("Saved searches are listed while the query is empty.")
            raise Problem(_("This is not a saved search."), "", hint, status=1)
        return search

    def rename(self) -> None:
        """Give the saved search another name."""
        search = self.current

        def keep(name: str) -> None:
            renamed = saved_searches.rename(self._workspace, search, name)
            self._host.tell_done(_("Renamed to “{name}”").format(name=renamed.name))

        self._ask(_("Rename the saved search"), search.name, keep)

    def delete(self) -> None:
        """Delete the saved search."""
        search = self.current
        saved_searches.delete(self._workspace, search)
        self._reload()
        self._host.tell_done(_("Deleted the saved search “{name}”").format(name=search.name))

    def _ask(self, title: str, name: str, keep: Callable[[str], None], hint: str = "") -> None:
        def answered(values: dict[str, str] | None) -> None:
            if values and values["name"].strip():
                self._host.attempt(lambda: keep(values["name"]))
                self._reload()

        self._host.ask(Form(title, [Field("name", _("Name"), name, hint)]), answered)
