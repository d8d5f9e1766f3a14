"""Choose one of a few by its letter."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from reader.command.notation import from_event
from reader.text.guard import guard
from reader.tui.dialog.over import Over

BORDERS = 3
"""Rows of the screen that the border takes, and the margin below."""


class Choose(Over[str | None], inherit_bindings=False):
    """Options as (letter, name, label); any other key leaves."""

    DEFAULT_CSS = """
    Choose { align: center bottom; }
    Choose > Static { width: auto; min-width: 30; max-width: 95%; height: auto; max-height: 90%; padding: 0 2;
                      margin-bottom: 1; background: $surface; border: round $accent; text-wrap: nowrap;
                      text-overflow: ellipsis; }
    """

    def __init__(self, title: str, options: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self._title = title
        self._options = options

    def compose(self) -> ComposeResult:
        """Lay out the options."""
        cells = [Text.assemble((letter, "bold"), "  ", guard(label)) for letter, _, label in self._options]
        # In a low terminal they stand side by side: what is cut off cannot be chosen.
        room = max(1, self.app.size.height * 9 // 10 - BORDERS)
        columns = [cells[start : start + room] for start in range(0, len(cells), room)]
        for column in columns[:-1]:
            width = max(cell.cell_len for cell in column) + 2
            for cell in column:
                cell.truncate(width, pad=True)
        lines = [Text("").join(row) for row in itertools.zip_longest(*columns, fillvalue=Text())]
        box = Static(Text("\n").join(lines))
        box.border_title = Text(guard(self._title))
        yield box

    def on_key(self, event: events.Key) -> None:
        """Take the option of the letter. Shift alone, which some terminals report, does not answer."""
        event.stop()
        event.prevent_default()
        if from_event(event.key, event.character) is None:
            return
        self.dismiss(next((name for letter, name, _ in self._options if letter == event.character), None))
