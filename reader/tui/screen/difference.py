"""Two versions of an article as one text."""

from __future__ import annotations

from textual.app import ComposeResult

from reader.tui.screen.difference_text import CONTEXT, DifferenceText
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.service.host import Services
from reader.tui.widget.difference_pane import DifferencePane


class DifferenceScreen(KeyedScreen):
    """What only one of two versions has, between what both have."""

    context = CONTEXT
    DEFAULT_CSS = "DifferenceScreen DifferencePane { height: 1fr; }"

    def __init__(self, services: Services, old: str, new: str) -> None:
        """``old`` and ``new`` are the ids of the articles."""
        self.pane = DifferencePane(services.state.column)
        self.texts = DifferenceText(services, self, self.pane, old, new)
        super().__init__(services, self.texts)
        self.commands, self.waiting.leave = self.texts.commands(), self.texts.loading.give_up

    def compose(self) -> ComposeResult:
        """Lay out the text and the lines above and below."""
        yield self.title_bar
        yield self.pane
        yield self.bar
        yield self.hints


def open_difference(services: Services, old: str, new: str) -> None:
    """Open the difference of two articles."""
    services.host.ask(DifferenceScreen(services, old, new))
