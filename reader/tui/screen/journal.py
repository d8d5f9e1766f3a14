"""The journal and the memos."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from reader.command.command import Context
from reader.tui.screen.journal_entries import JournalEntries
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.service.host import Services
from reader.tui.widget.list_pane import ListPane


class JournalScreen(KeyedScreen):
    """What was written, by day and by subject; Enter writes on."""

    context: Context = "journal"
    DEFAULT_CSS = """
    JournalScreen ListPane { height: 1fr; }
    JournalScreen VerticalScroll { height: 1fr; border-top: solid $panel; padding: 0 2; }
    """

    def __init__(self, services: Services) -> None:
        self.list_pane, text = ListPane(), Static()
        self.text = VerticalScroll(text, can_focus=False)
        self.entries = JournalEntries(services, self, self.list_pane, text, self.text)
        super().__init__(services, self.entries)
        self.commands, self.waiting.leave = self.entries.commands(), self.entries.loading.give_up

    def compose(self) -> ComposeResult:
        """Lay out the list, the text and the line below."""
        yield self.title_bar
        yield self.list_pane
        yield self.text
        yield self.bar
        yield self.hints

    def tell(self) -> None:
        """Bring the status row up to date; the text has the room that the list leaves."""
        self.list_pane.styles.max_height = len(self.list_pane.rows) or None
        super().tell()

    def on_list_pane_chosen(self, _event: ListPane.Chosen) -> None:
        """Write on at what was clicked."""
        self.do("app.open")
