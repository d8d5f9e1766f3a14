"""The words around a query: bars with their numbers, as the statistics have them."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from reader.command.command import Context
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.screen.search.words_tables import WordsTables
from reader.tui.service.host import Services
from reader.tui.widget.bar import Prompt
from reader.tui.widget.list_pane import ListPane


class WordsScreen(KeyedScreen):
    """Which words stand around the hits of a query, and how often it is found where; Enter shows the hits of a row."""

    context: Context = "stats"
    DEFAULT_CSS = """
    WordsScreen #tables { height: auto; max-height: 3; padding: 0 1; background: $panel; }
    WordsScreen #title { height: 1; padding: 0 1; text-style: bold; }
    WordsScreen ListPane { height: 1fr; }
    """

    def __init__(self, services: Services, query: str) -> None:
        self.names, self.heading = Static(id="tables"), Static(id="title")
        self.list_pane, self.prompt = ListPane(), Prompt()
        self.tables = WordsTables(
            services,
            self,
            self.names,
            self.heading,
            self.list_pane,
            self.prompt,
            query=query,
            search=services.navigator.search,
        )
        super().__init__(services, self.tables)
        self.commands, self.waiting.leave = self.tables.commands(), self.tables.loading.give_up

    def compose(self) -> ComposeResult:
        """Lay out the names of the tables, one of them, and the lines below."""
        yield self.title_bar
        yield self.names
        yield self.heading
        yield self.list_pane
        yield self.prompt
        yield self.bar
        yield self.hints

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the new width."""
        super().on_resize(event)
        self.call_after_refresh(self.tables.width.fit)

    def on_list_pane_chosen(self, _event: ListPane.Chosen) -> None:
        """Show what was clicked."""
        self.do("app.open")
