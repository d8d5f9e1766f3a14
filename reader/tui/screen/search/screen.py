"""The search screen."""

from __future__ import annotations

from textual.app import ComposeResult

from reader.command.command import Context
from reader.translation import _
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.screen.query_prompt import HINT, query_continuation
from reader.tui.screen.search.content import SearchContent
from reader.tui.service.host import Services
from reader.tui.widget.list_head import ListHead
from reader.tui.widget.list_pane import ListPane
from reader.tui.widget.query_line import QueryLine


class SearchScreen(KeyedScreen):
    """A line to type in, and below it what is found in all articles."""

    context: Context = "search"
    DEFAULT_CSS = """
    SearchScreen ListPane { height: 1fr; }
    """

    def __init__(self, services: Services, query: str = "") -> None:
        self.line = QueryLine(
            placeholder=_(HINT), suggester=query_continuation(services.state.workspace), select_on_focus=False
        )
        self.line.purpose = _("Search in all articles")
        self.list_pane = ListPane()
        self.head = ListHead(self.list_pane)

        def see_words(query: str) -> None:
            from reader.tui.screen.search.words_tables import WordsTables
            from reader.tui.screen.tables import TablesScreen

            counting = WordsTables(services.state.workspace, services.navigator.search)
            services.host.ask(TablesScreen(services, counting, query, is_detail=True))

        self.parts = SearchContent(services, self, self.line, self.list_pane, query=query, see_words=see_words)
        super().__init__(services, self.parts)
        self.commands, self.waiting.leave = self.parts.commands(), self.parts.give_up
        asking = self.parts.asking
        self.line.follow(
            changed=asking.typed, entered=asking.entered, left=asking.left, helped=lambda: self.do("app.help")
        )

    def compose(self) -> ComposeResult:
        """Lay out the line, the results and the line below."""
        yield self.title_bar
        yield self.line
        yield self.head
        yield self.list_pane
        yield self.bar
        yield self.hints

    @property
    def asked(self) -> str:
        """The query that is asked."""
        return self.parts.view.query

    def on_list_pane_chosen(self, _event: ListPane.Chosen) -> None:
        """Open what was clicked."""
        self.do("app.open")

    def on_descendant_focus(self) -> None:
        """Say which keys count now."""
        self.tell()

    def on_descendant_blur(self) -> None:
        """Say which keys count now."""
        self.tell()
