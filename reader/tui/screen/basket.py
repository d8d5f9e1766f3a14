"""The basket: what was collected for a text."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult

from reader.command.command import Context
from reader.tui.screen.basket_list import BasketList
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.service.host import Services
from reader.tui.widget.list_pane import ListPane
from reader.tui.widget.tall_pane import TallPane


class BasketScreen(KeyedScreen):
    """Excerpts in an order of one's own; Enter opens the passage in its article."""

    context: Context = "basket"
    DEFAULT_CSS = """
    BasketScreen TallPane { height: 1fr; padding: 0 1; }
    """

    def __init__(self, services: Services) -> None:
        self.pane = TallPane(parts_marks=True)
        self.list = BasketList(services, self, self.pane)
        super().__init__(services, self.list)
        self.commands, self.waiting.leave = self.list.commands(), self.list.loading.give_up

    def compose(self) -> ComposeResult:
        """Lay out the excerpts and the lines below."""
        yield self.title_bar
        yield self.pane
        yield self.bar
        yield self.hints

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the lines out for the new width."""
        self.call_after_refresh(self.list.width.fit)

    def on_list_pane_chosen(self, _event: ListPane.Chosen) -> None:
        """Open what was clicked."""
        self.do("app.open")
