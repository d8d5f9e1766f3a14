"""The note editor. Ctrl+s keeps the text; Esc keeps it as a draft, without asking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from reader.command.command import Context
from reader.text.guard import guard
from reader.tui.dialog.keyed import KeyedDialog
from reader.tui.widget.quit_key import quits_while_typing


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: ``kept``, or else a draft. ``external``: go on editing it in $EDITOR."""

    text: str
    kept: bool
    external: bool = False


class NoteTextArea(TextArea):
    """A text area that takes no control characters, not even from the clipboard."""

    def on_key(self, event: events.Key) -> None:
        """Quit with a key that does so elsewhere and types nothing; what was written stays as a draft."""
        if quits_while_typing(self.app, event):
            event.stop()
            self.app.exit()

    def on_paste(self, event: events.Paste) -> None:
        """Guard what comes from outside before the editor takes it."""
        event.text = guard(event.text.replace("\r\n", "\n").replace("\r", "\n"), lines=True)


class NoteEditor(KeyedDialog[Written], inherit_bindings=False):
    """A small editor over the page."""

    context: Context = "note"
    TYPED = frozenset({"enter"})
    DEFAULT_CSS = """
    NoteEditor { align: center bottom; }
    NoteEditor > Vertical { width: 80; max-width: 95%; height: 14; max-height: 90%; margin-bottom: 1; background: $surface; border: round $accent; }
    NoteEditor.-told > Vertical { margin-bottom: 0; }
    NoteEditor TextArea, NoteEditor TextArea:focus { border: none; height: 1fr; }
    NoteEditor .keys { height: 1; color: $dim; padding: 0 1; }
    """

    def __init__(self, title: str, text: str, draft: Callable[[str], None] | None = None) -> None:
        """``draft`` gets the text at each change, so that a draft survives a sudden end of the program."""
        super().__init__()
        self._draft, self._drafted = draft, text
        self._title = title
        self._given = text
        self._shown = guard(text, lines=True)
        self._page = NoteTextArea(self._shown, soft_wrap=True)
        self.painter.before = self._keep_draft  # what is on the screen survives a crash

    def compose(self) -> ComposeResult:
        """Lay out the editor."""
        with Vertical() as box:
            box.border_title = Text(guard(self._title))
            yield self._page
            yield Static(Text(self.keys_line("note.keep", "note.close", "note.editor")), classes="keys")

    def on_mount(self) -> None:
        """Type at the end of the text."""
        self._page.focus()
        self._page.move_cursor(self._page.document.end)

    @property
    def text(self) -> str:
        """The text as it is now."""
        text = self._page.text
        return self._given if text == self._shown else guard(text, lines=True)

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        """Keep a draft."""
        self._keep_draft()

    def _keep_draft(self) -> None:
        if self._draft and self.is_mounted and (text := self.text) != self._drafted:
            self._drafted = text
            self._draft(text)

    def on_key(self, event: events.Key) -> None:
        """Keep the text, leave, or go on in $EDITOR."""
        command = self.command_of(event)
        if command in ("note.keep", "note.close", "note.editor"):
            event.stop()
            event.prevent_default()
            self._draft = None  # from here on the caller decides what becomes of the text
            self.dismiss(Written(self.text, command == "note.keep", command == "note.editor"))
