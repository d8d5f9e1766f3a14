"""A page of text over the screen: the keys of this place, what a command printed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.text.guard import guard


def keys_page(sections: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> Text:
    """Return the page of sections, each a heading and rows of (keys, what they do)."""
    page = Text()
    for heading, rows in sections:
        page.append(f"\n{guard(heading)}\n", "bold underline")
        for keys, what in rows:
            page.append(f"  {guard(keys):<22}", "bold")
            page.append(f"{guard(what)}\n")
    return page


class Manual(ModalScreen[None], inherit_bindings=False):
    """Shows a page, already guarded. Esc, q and ? close."""

    DEFAULT_CSS = """
    Manual { align: center middle; }
    Manual > VerticalScroll { width: 90; max-width: 95%; height: 90%; background: $surface; border: round $accent;
                              padding: 0 2; }
    """

    def __init__(self, title: str, page: Text) -> None:
        super().__init__()
        self._title = title
        self._page = page

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with VerticalScroll(can_focus=False) as box:
            box.border_title = Text(guard(self._title))
            yield Static(self._page)

    def on_key(self, event: events.Key) -> None:
        """Scroll or close."""
        box = self.query_one(VerticalScroll)
        steps = {"down": 1, "j": 1, "up": -1, "k": -1}
        if event.key in steps:
            box.scroll_relative(y=steps[event.key], animate=False)
        elif event.key in ("home", "g"):
            box.scroll_home(animate=False)
        elif event.key in ("end", "G"):
            box.scroll_end(animate=False)
        elif event.key in ("space", "pagedown", "ctrl+d"):
            box.scroll_page_down(animate=False)
        elif event.key in ("pageup", "ctrl+u"):
            box.scroll_page_up(animate=False)
        elif event.key in ("escape", "q") or event.character == "?":
            self.dismiss(None)
        event.stop()
        event.prevent_default()
