"""Lines at the foot of a screen that say to a beginner what the first keys do."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.widgets import Static

from reader.layout.cells import cells
from reader.text.guard import guard

ROOM = ((30, 3), (16, 1))
"""From how many rows of the window on there is room for how many lines; a lower one has none."""


class FirstHints(Static):
    """A line for each key, the first one first where there is no room for all; none, and no row is taken."""

    can_focus = False
    DEFAULT_CSS = """
    FirstHints { height: auto; max-height: 3; padding: 0 2; background: $background; color: $dim; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[tuple[str, str], ...] = ()
        self._shown: tuple[tuple[str, str], ...] = ()

    def on_mount(self) -> None:
        """Follow the height of the window."""
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _: self._fit())

    def tell(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show (key, what it is for) pairs, where there is room."""
        self._keys = tuple(keys)
        self._fit()

    def _fit(self) -> None:
        room = next((lines for least, lines in ROOM if self.app.size.height >= least), 0)
        keys = self._keys[:room]
        self.display = bool(keys)
        if keys == self._shown:
            return
        self._shown = keys
        wide = max((cells(key) for key, _ in keys), default=0)
        lines = [
            Text.assemble((guard(key), "bold"), " " * (wide - cells(key) + 2), guard(purpose)) for key, purpose in keys
        ]
        text = Text("\n", no_wrap=True, overflow="ellipsis").join(lines)
        text.no_wrap, text.overflow = True, "ellipsis"
        self.update(text)
