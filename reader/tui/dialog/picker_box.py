"""The box of a picker: the line, the list, a preview and the keys, as large as the window allows and the list needs."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from reader.layout.dialog import PREVIEW, picker_size
from reader.text.guard import guard
from reader.tui.widget.line_input import LineInput
from reader.tui.widget.list_pane import ListPane


class PickerBox(Vertical):
    """Lays out what a picker shows. It grows with the list and does not shrink while one types."""

    DEFAULT_CSS = """
    PickerBox { height: auto; background: $surface; border: round $accent; border-subtitle-color: $dim; }
    PickerBox.bare { border: none; }
    PickerBox Input, PickerBox Input:focus { border: none; height: 1; background: $panel; }
    PickerBox .middle { layout: vertical; }
    PickerBox.-beside .middle { layout: horizontal; }
    PickerBox ListPane { width: 1fr; background: $surface; overflow-y: auto; }
    PickerBox.-beside ListPane { width: 2fr; }
    PickerBox .preview { display: none; color: $dim; padding: 0 1; }
    PickerBox.-below .preview { display: block; padding: 0 2; height: 4; border-top: solid $panel; }
    PickerBox.-beside .preview { display: block; width: 1fr; height: 100%; border-left: solid $panel; }
    PickerBox .keys { height: 1; color: $dim; padding: 0 2; text-wrap: nowrap; text-overflow: ellipsis; }
    PickerBox.bare .keys { display: none; }
    """

    def __init__(self, title: str, line: LineInput, choices: ListPane, *, preview: bool) -> None:
        super().__init__()
        self.border_title = Text(guard(title))
        self.has_preview = preview
        self._line, self._list = line, choices
        self._preview, self._keys = Static(classes="preview"), Static(classes="keys")
        self._middle = Container(classes="middle")
        self._glimpse = ""
        self._held = 0
        """The most rows that the list has had."""
        self._taken = 0

    def compose(self) -> ComposeResult:
        """Lay out the line, the list, the preview and the keys."""
        yield self._line
        with self._middle:
            yield self._list
            if self.has_preview:
                yield self._preview
        yield self._keys

    def hold(self, rows: int) -> None:
        """Make room for ``rows`` of the list."""
        if rows > self._held:
            self._held = rows
            self.fit(self._taken)

    def fit(self, taken: int) -> None:
        """Fit the window, whose last ``taken`` rows a message has."""
        self._taken = taken
        columns, rows = self.app.size
        size = picker_size(columns, rows, self._held, preview=self.has_preview, taken=taken)
        self.set_class(not size.framed, "bare")
        self.set_class(size.beside, "-beside")
        self.set_class(size.below, "-below")
        self.styles.width, self.styles.margin = size.width, (size.top, 0, 0, 0)
        self._list.styles.height = size.rows
        self._middle.styles.height = size.rows + (PREVIEW if size.below else 0)

    def say(self, keys: str) -> None:
        """Say what keys do."""
        self._keys.update(Text(guard(keys)), layout=False)

    def say_beside(self, text: str) -> None:
        """Say in the frame how many are checked, or what is still being done."""
        self.border_subtitle = Text(guard(text))

    def show_preview(self, text: str) -> None:
        """Show the preview of what the cursor is on."""
        if text != self._glimpse:
            self._glimpse = text
            self._preview.update(Text(guard(text, lines=True)), layout=False)
