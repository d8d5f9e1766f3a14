"""The review queue."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from reader.command.command import Context
from reader.layout.table import Column, Table
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.screen.review_queue import ReviewQueue
from reader.tui.service.host import Services
from reader.tui.widget.list_pane import ListPane


class ReviewScreen(KeyedScreen):
    """Annotations whose text has changed, one after the other."""

    context: Context = "review"
    DEFAULT_CSS = """
    ReviewScreen ListPane { height: 1fr; }
    ReviewScreen Horizontal { height: 2fr; border-top: solid $panel; }
    ReviewScreen Static.passage { width: 1fr; height: 1fr; padding: 0 2; }
    """

    def __init__(self, services: Services) -> None:
        self.list_pane = ListPane(Table((Column(24), Column(8))), empty="Nothing waits for your word.")
        self.old, self.new = Static(classes="passage"), Static(classes="passage")
        self.queue = ReviewQueue(services, self, self.list_pane, self.old, self.new)
        super().__init__(services, self.queue)
        self.commands = self.queue.commands()

    def compose(self) -> ComposeResult:
        """Lay out the queue, the two passages and the line below."""
        yield self.title_bar
        yield self.list_pane
        with Horizontal():
            yield self.old
            yield self.new
        yield self.bar
        yield self.hints

    def on_list_pane_chosen(self, _event: ListPane.Chosen) -> None:
        """Look at the place that was clicked."""
        self.do("app.open")
