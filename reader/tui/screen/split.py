"""Split a tag: give its passages to other tags. What is left can wait."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.screen.split_passages import CONTEXT, SplitPassages
from reader.tui.service.host import Services
from reader.tui.widget.list_pane import ListPane
from reader.tui.widget.tall_pane import TallPane


class SplitScreen(KeyedScreen):
    """What still has the tag itself, and the tags that take its place."""

    context = CONTEXT
    DEFAULT_CSS = """
    SplitScreen #targets { height: auto; max-height: 6; padding: 0 1; background: $panel; }
    SplitScreen TallPane { height: 1fr; padding: 0 1; }
    """

    def __init__(self, services: Services, path: str) -> None:
        """``path`` is that of the tag."""
        self.targets = Static(id="targets")
        self.pane = TallPane()
        self.passages = SplitPassages(services, self, self.targets, self.pane, path)
        super().__init__(services, self.passages)
        self.commands, self.waiting.leave = self.passages.commands(), self.passages.loading.give_up

    def compose(self) -> ComposeResult:
        """Lay out the tags, the passages and the lines below."""
        yield self.title_bar
        yield self.targets
        yield self.pane
        yield self.bar
        yield self.hints

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the lines out for the new width."""
        self.call_after_refresh(self.passages.width.fit)

    def on_list_pane_chosen(self, _event: ListPane.Chosen) -> None:
        """Open what was clicked."""
        self.do("app.open")
