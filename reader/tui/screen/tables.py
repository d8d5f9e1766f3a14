"""A screen of tables: bars, shades and heights, with every number beside its mark."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from reader.command.command import Context
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.screen.tables_content import Counting, TablesContent
from reader.tui.service.host import Services
from reader.tui.widget.bar import Prompt
from reader.tui.widget.list_pane import ListPane


class TablesScreen(KeyedScreen):
    """The tables of what a query counts; Enter goes to what a row counts."""

    context: Context = "stats"
    DEFAULT_CSS = """
    TablesScreen #tables { height: auto; max-height: 3; padding: 0 1; background: $panel; }
    TablesScreen #title { height: 1; padding: 0 1; text-style: bold; }
    TablesScreen ListPane { height: 1fr; }
    """

    def __init__(
        self, services: Services, counting: Counting[Any], query: str = "", *, is_detail: bool = False
    ) -> None:
        self.names, self.heading = Static(id="tables"), Static(id="title")
        self.list_pane, self.prompt = ListPane(), Prompt()
        self.tables = TablesContent(
            services, self, counting, self.names, self.heading, self.list_pane, self.prompt, query=query
        )
        super().__init__(services, self.tables)
        self.is_detail = is_detail
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

    def on_resize(self, _event: events.Resize) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self.tables.width.fit)

    def on_list_pane_chosen(self, _event: ListPane.Chosen) -> None:
        """Open what was clicked."""
        self.do("app.open")
