"""What the search screen shows and does: the query line, and the hits as a concordance or as a list by article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from reader.annotation.saved_search import SavedSearch
from reader.command.key_names import shown_key
from reader.command.table import BY_NAME
from reader.layout.bar import Key, StatusLine, Title
from reader.layout.motion import Grain
from reader.search.concordance import Origin
from reader.session.preferences import remember
from reader.session.search import find
from reader.session.search.hits import HitList, Place, annotated_at, check_unchanged, origins, passage_of, place_of
from reader.session.search.saved_searches import saved_searches
from reader.text.span import Span
from reader.translation import _
from reader.tui.screen.background_loading import BackgroundLoading, BackgroundUndo
from reader.tui.screen.content import ScreenContent
from reader.tui.screen.list_commands import ListCommands
from reader.tui.screen.search import facts
from reader.tui.screen.search.asking import Asking, QueryInput
from reader.tui.screen.search.hit_search import HitSearchShell
from reader.tui.screen.search.results import Arranged
from reader.tui.screen.search.saved import SavedSearchCommands
from reader.tui.screen.search.tagging import HitTagging
from reader.tui.screen.search.view import ResultsView
from reader.tui.service.host import CommandTable, Services
from reader.tui.widget.list_pane import ListPane

Loaded = tuple[Mapping[str, Origin], Sequence[SavedSearch], HitList]


class SearchContent(ScreenContent):
    """The results of the query in the line; keys act on them once Enter or Down has led there."""

    def __init__(
        self,
        services: Services,
        shell: HitSearchShell,
        line: QueryInput,
        pane: ListPane,
        *,
        query: str,
        see_words: Callable[[str], None],
    ) -> None:
        """``query`` is asked at once if there is one; ``see_words`` shows the words around the hits of a query."""
        self._services, self._state = services, services.state
        self._shell, self._line, self._query, self._show_words = shell, line, query, see_words
        self.view = ResultsView(services.state, pane)
        self._word_forms = services.state.settings.word_forms
        self.filling = self.loading = BackgroundLoading(
            shell, services.host, load=self._load, fill=self._fill, leave=services.navigator.leave_screen
        )
        self.asking = Asking(services, shell, line, self.view)
        self._tagging = HitTagging(services, self.view, self.loading.change)
        self._saved = SavedSearchCommands(services, self.view, self.loading.reload)

    def commands(self) -> CommandTable:
        """Return what the commands of the screen do."""
        return {
            **ListCommands(self.view.pane).commands(),
            **BackgroundUndo(self.loading, self._state, self._services.host).commands(),
            **self._tagging.commands(),
            **self._saved.commands(),
            "list.filter": self._line.type_in,
            "goto.search": self._line.type_in,
            "list.clear": self._clear,
            "list.mark": self._mark,
            "search.mark-all": self._mark_all,
            "search.sort": self._sort,
            "search.view": self._turn,
            "search.words": self._see_words,
            "select.grow": lambda: self._grow(1),
            "select.shrink": lambda: self._grow(-1),
            "app.open": self.open,
            "app.back": self._services.navigator.leave_screen,
        }

    def begin(self) -> None:
        """Take the keys for a query, or ask the one that the screen was opened with."""
        self._line.type_in()
        self.loading.begin()
        if self._query:
            self.asking.put(self._query)

    def _load(self) -> Loaded:
        """Look up what may have changed apart from the hits: titles, saved searches, annotations."""
        workspace, found = self._state.workspace, self.view.results.found
        annotated = HitList(found.query, found.hits, annotated=annotated_at(workspace, found.hits))
        return origins(workspace), saved_searches(workspace), annotated

    def _fill(self, loaded: Loaded) -> None:
        results = self.view.results
        results.origins, self.view.saved, annotated = loaded
        results.annotate(annotated)
        self.view.show()
        order, is_list = self.view.chosen_order
        if (order, is_list) != (results.order, results.is_list):
            self._arrange(lambda: results.arranged(results.found, order, is_list=is_list))
        if self._word_forms != self._state.settings.word_forms:
            self._word_forms = self._state.settings.word_forms
            self.asking.ask_again()
        workspace = self._state.workspace
        # A first query waits for less if this is done while its letters are typed.
        self._services.host.in_background(lambda: find.prepare(workspace), lambda _: None)

    # -- the first and the last row

    def title(self) -> Title:
        """Return the place in the results, how many there are, and their order."""
        return facts.title(self._state, self.view)

    def status(self) -> StatusLine:
        """Return how many hits are marked, and the hit that keys act on."""
        return facts.status(self._state, self.view)

    def mode_keys(self) -> Sequence[Key]:
        """Return what helps with typing and what ends it, while one types."""
        if not self._line.is_typed_in:
            return ()
        enter = _("Results") if self.view.is_asked else _("Saved searches") if self.view.saved else ""
        complete = (shown_key("Tab"), _("Complete")) if self._line.value else ("", "")
        helps = (
            (self._state.key_of("app.help", "search"), BY_NAME["app.help"].label) if not self._line.value else ("", "")
        )
        keys = ((shown_key("Enter"), enter), complete, helps, (shown_key("Esc"), _("Back")))
        return [(key, label) for key, label in keys if label]

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now."""
        return [*facts.idle(self.view), *self._tagging.idle()]

    def give_up(self) -> None:
        """Do what Esc means while keys wait: let the search go on in the background, or leave the screen while it loads."""
        if not self.asking.give_up():
            self.loading.give_up()

    # -- commands

    def open(self) -> None:
        """Go to the hit in its article, or ask what is saved under a name."""
        if saved := self.view.current_saved:
            self.asking.put(saved.query)
            return
        hit = self.view.current
        if not self._state.workspace.texts.is_slow(hit.article):
            check_unchanged(self._state.workspace, [hit])
        _grain, span = self.view.results.passages.get(place_of(hit), (Grain.WORD, hit.span))
        self._services.navigator.leave_trace()
        self._services.navigator.open_article(hit.article, span)

    def _clear(self) -> None:
        """Mark nothing."""
        self.view.results.marked.clear()
        self.view.show()

    def _mark(self) -> None:
        """Mark the hit under the cursor, or no longer, and go on."""
        if self.view.current:  # or say that there is none
            self.view.results.mark(self.view.pane.cursor)
            self.view.show(min(self.view.pane.cursor + 1, len(self.view.pane.rows) - 1))

    def _mark_all(self) -> None:
        if self.view.current:  # or say that there is none
            self.view.results.mark_all()
            self.view.show()

    def _sort(self) -> None:
        if self.view.current:  # or say that there is none
            self._arrange(self.view.results.next_order)

    def _turn(self) -> None:
        if self.view.current:  # or say that there is none
            self._arrange(self.view.results.other_view)

    def _arrange(self, arrange: Callable[[], Arranged]) -> None:
        """Show the hits in another order, with the cursor on the same one, and remember the order."""
        hit = self.view.current if self.view.pane.rows and self.view.is_asked else None

        def arranged(now: Arranged) -> None:
            self.view.results.take(now)
            self.view.show(self.view.results.row_of(hit))
            self._shell.tell()
            if self.view.chosen_order != (now.order, now.is_list):
                chosen: dict[str, str | int] = {"hit_order": now.order.value, "hits_by_article": now.is_list}
                self._state.choose(**chosen)
                self._services.host.keep(remember, **chosen)

        self._shell.waiting.wait_for("", lambda _wanted: arrange(), arranged)

    def _grow(self, step: int) -> None:
        """Grow the hits to their sentences or paragraphs, or back."""
        workspace, hits = self._state.workspace, self.view.chosen()
        grains = self.view.results.grains(hits, step)

        def grow(_wanted: object) -> dict[Place, tuple[Grain, Span]]:
            check_unchanged(workspace, hits)
            return {place: (grain, passage_of(workspace, place, grain)) for place, grain in grains.items()}

        def grown(passages: Mapping[Place, tuple[Grain, Span]]) -> None:
            self.view.results.grow(passages)
            self.view.show()
            self._shell.tell()

        self._shell.waiting.wait_for("", grow, grown)

    def _see_words(self) -> None:
        """See which words stand around the hits, and how often they are found where."""
        if self.view.current:  # or say that there is none
            self._show_words(self.view.query)
