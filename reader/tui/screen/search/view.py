"""The rows of the search screen: the hits of the query that is asked, or, while none is, the saved searches."""

from __future__ import annotations

from collections.abc import Sequence

from reader.annotation.saved_search import SavedSearch
from reader.layout.hit_order import Order
from reader.session.search.find import Hit
from reader.text.problem import Problem
from reader.translation import _
from reader.tui.screen.search.results import Arranged, Results
from reader.tui.screen.search.rows import SAVED, ResultRows, saved_rows
from reader.tui.service.app_state import AppState
from reader.tui.widget.list_pane import ListPane


class ResultsView:
    """Fills the pane, and says what its cursor is on. ``query`` is what is asked now, whether it is answered or not."""

    def __init__(self, state: AppState, pane: ListPane) -> None:
        self._state, self.pane = state, pane
        order, is_list = self.chosen_order
        self.results = Results(order, is_list=is_list)
        self.saved: Sequence[SavedSearch] = ()
        self.query = ""

    @property
    def chosen_order(self) -> tuple[Order, bool]:
        """The order of the concordance, and whether hits are listed by article, that were chosen last."""
        settings = self._state.settings
        return Order(settings.hit_order), settings.hits_by_article

    @property
    def is_asked(self) -> bool:
        """Whether something is asked, so that hits are shown rather than saved searches."""
        return bool(self.query.strip())

    @property
    def is_answered(self) -> bool:
        """Whether all hits of what is asked are found."""
        found = self.results.found
        return found.query == self.query and found.is_whole

    def take(self, arranged: Arranged, *, keeps_marks: bool = False) -> None:
        """Show what was found; the cursor begins anew for another query. ``keeps_marks``: also of hits that are found no more."""
        if arranged.found.query != self.results.found.query:
            self.pane.cursor = 0
        if (arranged.order, arranged.is_list) != (self.results.order, self.results.is_list):
            arranged = self.results.arranged(arranged.found)  # another order was chosen meanwhile
        self.results.take(arranged)
        if not keeps_marks:
            self.results.forget_unfound()
        self.show()

    def show(self, at: int | None = None) -> None:
        """Show the rows, with the cursor on row ``at``, or where it was."""
        pane = self.pane
        cursor = pane.cursor if at is None else at
        if not self.is_asked:
            saved = saved_rows(self.saved)
            pane.table = SAVED
            pane.empty = _(
                "Type to search in all articles. {key} in the results saves a search; saved searches are listed here."
            ).format(key=self._state.key_of("search.save", "search"))
            pane.show(saved, None, SAVED.widths(saved), cursor)
            return
        rows = ResultRows(self.results, self._state.workspace.codebook)
        pane.table, pane.empty = rows.table(), self._why_none()
        pane.show(rows.rows(), None, rows.widths(), cursor)

    def _why_none(self) -> str:
        problem = self.results.found.problem
        if not self.is_answered:
            return _("Searching…")
        if problem:
            return " ".join(filter(None, (problem.title, problem.message, problem.hint)))
        return _("Nothing is found.")

    # -- what the cursor is on

    @property
    def current_saved(self) -> SavedSearch | None:
        """The saved search under the cursor; None while hits are shown."""
        id_ = None if self.is_asked else self.pane.current
        return next((search for search in self.saved if search.id == id_), None)

    @property
    def current(self) -> Hit:
        """The hit under the cursor, or the first of its article; Problem if there is none."""
        hits = self.results.hits_of(self.results.entry(self.pane.cursor)) if self.is_asked else []
        return self._there(hits)[0]

    def chosen(self) -> list[Hit]:
        """Return the hits that keys act on: those marked, or else those under the cursor; Problem if there are none."""
        return self._there(self.results.chosen(self.pane.cursor) if self.is_asked else [])

    def _there(self, hits: list[Hit]) -> list[Hit]:
        if not hits:
            hint = _("{key} leads to the query.").format(key=self._state.key_of("list.filter", "search"))
            raise Problem(_("There is no hit here."), "", hint, status=1)
        return hits
