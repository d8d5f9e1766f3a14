"""A page of text over the screen: what a command printed, two passes beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from rich.text import Text
from textual import events
from textual.app import ComposeResult

from reader.layout.gutter import Piece
from reader.text.guard import guard
from reader.translation import _
from reader.tui.dialog.over import Over
from reader.tui.widget.quit_key import means_quit
from reader.tui.widget.wrapped_pane import WrappedPane


def heading(text: str) -> list[list[Piece]]:
    """Return the lines of a heading with an empty one above; it is guarded here."""
    return [[], [(guard(text), ("head",))]]


class Manual(Over[None], inherit_bindings=False):
    """Shows lines, already guarded; looks are ``head`` and ``strong``. Esc, q and ? close; `app.quit` quits."""

    DEFAULT_CSS = """
    Manual { align: center middle; }
    Manual > WrappedPane { width: 90; max-width: 95%; height: 90%; background: $surface; border: round $accent; border-subtitle-color: $dim; }
    """

    def __init__(self, title: str, lines: Iterable[Sequence[Piece]]) -> None:
        super().__init__()
        self._title = title
        self._lines = list(lines)

    @cached_property
    def page(self) -> WrappedPane:
        """What is looked through."""
        return WrappedPane(self._lines)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        self.page.border_title = Text(guard(self._title))
        self.page.border_subtitle = Text(_("Esc Close"))
        yield self.page

    def on_key(self, event: events.Key) -> None:
        """Scroll, close or quit. While a line is typed in, other keys than those that scroll are its own."""
        if self.focused and event.key not in ("down", "up", "pagedown", "pageup"):
            return
        steps = {"down": 1, "j": 1, "up": -1, "k": -1}
        pages = {"space": 1, "pagedown": 1, "ctrl+d": 1, "pageup": -1, "ctrl+u": -1}
        if event.key in steps:
            self.page.move(steps[event.key])
        elif event.key in pages:
            self.page.turn(pages[event.key])
        elif event.key in ("home", "g"):
            self.page.scroll_at_once(0)
        elif event.key in ("end", "G"):
            self.page.to_end()
        elif event.key in ("escape", "q") or event.character == "?":
            self.dismiss(None)
        elif means_quit(self.app, event):
            self.app.exit()
        event.stop()
        event.prevent_default()
