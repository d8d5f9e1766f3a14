"""Choose one of a few by its letter, or with the arrows."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from rich.color import Color as RichColor
from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.color import Color
from textual.widgets import Static

from reader.command.notation import from_event
from reader.text.guard import guard
from reader.tui.dialog.over import Over
from reader.tui.widget.quit_key import means_quit
from reader.tui.widget.row_looks import user_colour

BORDERS = 3
"""Rows of the screen that the border takes, and the margin below."""
MOVES = {"down": 1, "up": -1}


class Choose(Over[str | None], inherit_bindings=False):
    """Options as (letter, name, label), with a cursor that the arrows move; any other key leaves."""

    DEFAULT_CSS = """
    Choose { align: center bottom; }
    Choose > Static { width: auto; min-width: 30; max-width: 95%; height: auto; max-height: 90%; padding: 0 2;
                      margin-bottom: 1; background: $surface; border: round $accent; text-wrap: nowrap;
                      text-overflow: ellipsis; }
    Choose.-told > Static { margin-bottom: 0; }
    """

    def __init__(
        self,
        title: str,
        options: Sequence[tuple[str, str, str]],
        *,
        checked: str = "",
        swatches: Mapping[str, str] | None = None,
    ) -> None:
        """``checked`` is the name of what is set now; ``swatches`` gives names a colour: ``#rrggbb``, or a theme's variable."""
        super().__init__()
        self._title = title
        self._options = options
        self._checked = checked
        self._swatches = swatches or {}
        names = [name for _, name, _ in options]
        self._at = names.index(checked) if checked in names else 0
        self._box = Static()
        self.fit = self._fit

    def compose(self) -> ComposeResult:
        """Lay out the options."""
        self._box.border_title = Text(guard(self._title))
        yield self._box

    def on_mount(self) -> None:
        """Show the options."""
        self._fit()

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the options to the window."""
        self._fit()

    def _fit(self) -> None:
        self._box.update(self._lines())

    def _lines(self) -> Text:
        cells = [self._cell(at, letter, name, label) for at, (letter, name, label) in enumerate(self._options)]
        # In a low terminal they stand side by side: what is cut off cannot be chosen.
        rows = self.app.size.height - max(0, self.rows_taken - 1)  # a message's first row is that of the margin
        room = max(1, rows * 9 // 10 - BORDERS)
        columns = [cells[start : start + room] for start in range(0, len(cells), room)]
        for column in columns[:-1]:
            width = max(cell.cell_len for cell in column) + 2
            for cell in column:
                cell.truncate(width, pad=True)
        return Text("\n").join(Text("").join(row) for row in itertools.zip_longest(*columns, fillvalue=Text()))

    def _cell(self, at: int, letter: str, name: str, label: str) -> Text:
        cell = Text().append("┃" if at == self._at else " ", self._accent())
        cell.append("✓ " if name == self._checked else "  ", Style())
        cell.append(letter, Style(bold=True)).append("  ")
        if self._swatches:
            colour = self._swatches.get(name, "")
            cell.append("■ " if colour else "  ", Style(color=self._colour(colour)) if colour else Style())
        return cell.append(guard(label), Style(bold=at == self._at))

    def _accent(self) -> Style:
        return Style(color=self._colour("accent"))

    def _colour(self, name: str) -> RichColor | None:
        if name.startswith("#"):
            return user_colour(self, name)
        given = self.app.theme_variables.get(name, "")
        return Color.parse(given).rich_color if given else None

    def on_key(self, event: events.Key) -> None:
        """Take the option of the letter. Shift alone, which some terminals report, does not answer."""
        event.stop()
        event.prevent_default()
        if from_event(event.key, event.character) is None:
            return
        if event.key in MOVES:
            self._at = (self._at + MOVES[event.key]) % len(self._options)
            self._box.update(self._lines())
        elif event.key == "enter":
            self.dismiss(self._options[self._at][1])
        elif chosen := next((name for letter, name, _ in self._options if letter == event.character), None):
            self.dismiss(chosen)
        elif means_quit(self.app, event):
            self.app.exit()
        else:
            self.dismiss(None)
