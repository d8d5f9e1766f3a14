"""A page of text over the screen: the keys of this place, what a command printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from rich.text import Text
from textual import events
from textual.app import ComposeResult

from reader.layout.gutter import Piece
from reader.text.guard import guard
from reader.tui.dialog.over import Over
from reader.tui.widget.wrapped_pane import WrappedPane

KEYS_CELLS = 24
"""Cells of the column of keys."""


def heading(text: str) -> list[list[Piece]]:
    """Return the lines of a heading with an empty one above; it is guarded here."""
    return [[], [(guard(text), ("head",))]]


def keys_page(sections: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> Iterator[Sequence[Piece]]:
    """Yield the lines of sections, each a heading and rows of (keys, what they do)."""
    for title, rows in sections:
        yield from heading(title)
        for keys, what in rows:
            yield [(f"  {guard(keys):<{KEYS_CELLS - 2}}", ("strong",)), (guard(what), ())]


class Manual(Over[None], inherit_bindings=False):
    """Shows lines, already guarded; looks are ``head`` and ``strong``. Esc, q and ? close."""

    DEFAULT_CSS = """
    Manual { align: center middle; }
    Manual > WrappedPane { width: 90; max-width: 95%; height: 90%; background: $surface; border: round $accent; }
    """

    def __init__(self, title: str, lines: Iterable[Sequence[Piece]]) -> None:
        super().__init__()
        self._title = title
        self._lines = list(lines)

    @cached_property
    def page(self) -> WrappedPane:
        """What is looked through."""
        return WrappedPane(self._lines, KEYS_CELLS)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        self.page.border_title = Text(guard(self._title))
        yield self.page

    def on_key(self, event: events.Key) -> None:
        """Scroll or close."""
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
        event.stop()
        event.prevent_default()
