"""The review queue."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from reader.command.command import Context
from reader.layout.table import Column, Table
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.screen.review_queue import CHANGED, ReviewQueue
from reader.tui.service.host import Services
from reader.tui.widget.list_pane import ListPane


class ReviewScreen(KeyedScreen):
    """Annotations whose text has changed, one after the other."""

    context: Context = "review"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"review--gone", "review--new"}
    DEFAULT_CSS = """
    ReviewScreen .review--gone { color: $error; }
    ReviewScreen .review--new { color: $success; }
    ReviewScreen ListPane { height: 1fr; }
    ReviewScreen Horizontal { height: 2fr; border-top: solid $panel; }
    ReviewScreen.-empty Horizontal { display: none; }
    ReviewScreen Static.passage { width: 1fr; height: 1fr; padding: 0 2; }
    """

    def __init__(self, services: Services) -> None:
        self.list_pane = ListPane(Table((Column(24), Column(8))))
        self.old, self.new = Static(classes="passage"), Static(classes="passage")
        self.queue = ReviewQueue(services, self, self.list_pane, self.old, self.new, self._changed)
        super().__init__(services, self.queue)
        self.commands = self.queue.commands()
        self.add_class("-empty")

    def compose(self) -> ComposeResult:
        """Lay out the queue, the two passages and the line below."""
        yield self.title_bar
        yield self.list_pane
        with Horizontal():
            yield self.old
            yield self.new
        yield self.bar
        yield self.hints

    def tell(self) -> None:
        """Bring the status row up to date; the passages have the room that the queue leaves, and are there if anything waits."""
        waiting = len(self.list_pane.rows)
        self.set_class(not waiting, "-empty")
        self.list_pane.styles.max_height = waiting or None
        super().tell()

    def _changed(self, passage: Static) -> Style:
        part = "review--gone" if passage is self.old else "review--new"
        return self.get_component_rich_style(part, partial=True) + CHANGED

    def on_list_pane_chosen(self, _event: ListPane.Chosen) -> None:
        """Look at the place that was clicked."""
        self.do("app.open")
