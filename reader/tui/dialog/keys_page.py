"""The page of keys over the screen; a few words show only the keys that are about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from reader.layout.keys_page import Section, keys_rows
from reader.text.fold import fold_key
from reader.text.guard import guard
from reader.translation import _
from reader.tui.dialog.manual import Manual
from reader.tui.widget.bar import Prompt


def sifted(sections: Sequence[Section], words: str) -> Iterator[Section]:
    """Yield the rows whose keys or texts hold each of the words, and the sections that have any; a row counts once."""
    wanted = fold_key(words).split()
    seen: set[tuple[str, str]] = set()
    for title, rows in sections:
        found = [row for row in rows if all(word in fold_key(" ".join((title, *row))) for word in wanted)]
        texts = {what for _keys, what in seen} if wanted else set()
        fresh = tuple(row for row in found if row[1] not in texts)
        seen.update(fresh)
        if fresh:
            yield title, fresh


class KeysPage(Manual, inherit_bindings=False):
    """A page of sections; `/` opens a line to type words in, Esc drops them, and closes if there are none."""

    AUTO_FOCUS = ""  # keys are the page's until the line opens
    DEFAULT_CSS = """
    KeysPage > Vertical { width: 90; max-width: 95%; height: 90%; background: $surface; border: round $accent; border-subtitle-color: $dim; }
    KeysPage WrappedPane, KeysPage > WrappedPane { width: 100%; max-width: 100%; height: 1fr; border: none; }
    """

    def __init__(self, title: str, sections: Sequence[Section]) -> None:
        super().__init__(title, ())
        self._sections = sections
        self._words = ""
        self._prompt = Prompt()

    def compose(self) -> ComposeResult:
        """Lay out the page and the line."""
        with Vertical() as box:
            box.border_title = Text(guard(self._title))
            box.border_subtitle = Text(_("/ finds keys · Esc closes"))
            yield self.page
            yield self._prompt

    def on_mount(self) -> None:
        """Show all keys."""
        self._sift("")

    def _sift(self, words: str) -> None:
        """Show only the keys that the words are about."""
        self._words = words
        found = tuple(sifted(self._sections, words))
        nothing: Section = (_("No key is about “{words}”. Esc shows all.").format(words=words), ())
        self.page.lay_out(partial(keys_rows, found or (nothing,)))

    def on_key(self, event: events.Key) -> None:
        """Let words be typed, or drop them."""
        if self.focused:
            return
        if event.character == "/":
            self._prompt.open(
                _("Find a key by what it does"),
                self._words,
                changed=self._sift,
                entered=self._sift,
                left=partial(self._sift, ""),
            )
        elif event.key == "escape" and self._words:
            self._sift("")
        else:
            return
        event.stop()
        event.prevent_default()
