"""Lines at the foot of a screen that say to a beginner what the first keys do."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.widgets import Static

from reader.layout.cells import cells
from reader.text.guard import guard

LEAST_ROWS = 16
"""A lower window has no room for it."""


class FirstHints(Static):
    """A line for each key; none, and no row is taken."""

    can_focus = False
    DEFAULT_CSS = """
    FirstHints { height: auto; max-height: 3; padding: 0 2; background: $background; color: $dim; display: none; }
    """

    _says_anything = False

    def on_mount(self) -> None:
        """Follow the height of the window."""
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _: self._fit())

    def _fit(self) -> None:
        self.display = self._says_anything and self.app.size.height >= LEAST_ROWS

    def tell(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show (key, what it is for) pairs, where there is room."""
        self._says_anything = bool(keys)
        self._fit()
        wide = max((cells(key) for key, _ in keys), default=0)
        lines = [
            Text.assemble((guard(key), "bold"), " " * (wide - cells(key) + 2), guard(purpose)) for key, purpose in keys
        ]
        text = Text("\n", no_wrap=True, overflow="ellipsis").join(lines)
        text.no_wrap, text.overflow = True, "ellipsis"
        self.update(text)
