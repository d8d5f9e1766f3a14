"""Excerpts as one document."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult

from reader.command.command import Context
from reader.tui.screen.excerpts_document import ExcerptsDocument
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.service.host import Services
from reader.tui.widget.bar import Prompt
from reader.tui.widget.list_pane import ListPane
from reader.tui.widget.tall_pane import TallPane


class ExcerptsScreen(KeyedScreen):
    """A document that scrolls; Enter opens the passage in its article."""

    context: Context = "excerpts"
    DEFAULT_CSS = """
    ExcerptsScreen TallPane { height: 1fr; padding: 0 1; }
    """

    def __init__(self, services: Services, query: str = "") -> None:
        self.prompt = Prompt()
        self.pane = TallPane(parts_marks=True)
        self.document = ExcerptsDocument(services, self, self.pane, self.prompt, query=query)
        super().__init__(services, self.document)
        self.commands, self.waiting.leave = self.document.commands(), self.document.loading.give_up

    def compose(self) -> ComposeResult:
        """Lay out the document and the lines below."""
        yield self.title_bar
        yield self.pane
        yield self.prompt
        yield self.bar
        yield self.hints

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the lines out for the new width."""
        self.call_after_refresh(self.document.width.fit)

    def on_list_pane_chosen(self, _event: ListPane.Chosen) -> None:
        """Open what was clicked."""
        self.do("app.open")
