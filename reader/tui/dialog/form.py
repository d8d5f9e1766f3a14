"""A form of a few lines: what is known of an article."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from reader.text.guard import guard
from reader.tui.dialog.over import Over
from reader.tui.widget.line_input import LineInput


class Form(Over[dict[str, str] | None], inherit_bindings=False):
    """Fields as (name, label, value). Ctrl+s keeps, so does Enter on the last; Esc leaves all as it was."""

    DEFAULT_CSS = """
    Form { align: center middle; }
    Form > Vertical { width: 80; max-width: 95%; height: auto; background: $surface; border: round $accent; }
    Form Input, Form Input:focus { border: none; height: 1; background: $panel; margin-bottom: 1; }
    Form .keys { height: 1; color: $dim; }
    """

    def __init__(self, title: str, fields: Sequence[tuple[str, str, str]], *, go_on: bool = False) -> None:
        """``go_on``: what is typed goes on from the value that is there, in place of taking its place."""
        super().__init__()
        self._go_on = go_on
        self._title = title
        self._fields = fields

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        with Vertical() as box:
            box.border_title = Text(guard(self._title))
            for name, label, value in self._fields:
                yield Label(Text(guard(label)))
                yield LineInput(guard(value), id=name, select_on_focus=not self._go_on)
            yield Static(Text("Tab goes on · Ctrl+s keeps · Esc leaves"), classes="keys")

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.query(Input).first().focus()

    def on_key(self, event: events.Key) -> None:
        """Walk, keep or leave."""
        if event.key in ("tab", "down"):
            self.focus_next(Input)
        elif event.key in ("shift+tab", "up"):
            self.focus_previous(Input)
        elif event.key == "escape":
            self.dismiss(None)
        elif event.key == "ctrl+s":
            self._keep()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on, or keep at the end."""
        if event.input.id == self._fields[-1][0]:
            self._keep()
        else:
            self.focus_next(Input)

    def _keep(self) -> None:
        # What was not touched stays as it was, to the last no-break space.
        values = {str(line.id): line.value for line in self.query(Input)}
        self.dismiss(
            {
                name: value if values[name] == guard(value) else guard(values[name]).strip()
                for name, _, value in self._fields
            }
        )
