"""Pick by a few letters: an article, a tag, a command, a theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from reader.command.command import Context
from reader.layout.table import Column, Table
from reader.text.guard import guard
from reader.tui.dialog.choice_search import ChoiceSearch
from reader.tui.dialog.choices import DETAIL_CELLS, NEW, Choices
from reader.tui.dialog.choices import Choice as Choice
from reader.tui.dialog.choices import Picked as Picked
from reader.tui.dialog.keyed import KeyedDialog
from reader.tui.widget.line_input import LineInput
from reader.tui.widget.list_pane import ListPane


class Picker(KeyedDialog[Picked | None], inherit_bindings=False):
    """A line to type in over a list. ``choices`` answers what was typed, once the letter itself is seen."""

    context: Context = "picker"
    DEFAULT_CSS = """
    Picker { align: center middle; }
    Picker > Vertical { width: 90%; max-width: 110; height: 80%; background: $surface; border: round $accent; }
    Picker Input, Picker Input:focus { border: none; height: 1; background: $panel; }
    Picker ListPane { width: 2fr; background: $surface; overflow-y: scroll; }
    Picker .preview { width: 1fr; padding: 0 1; color: $dim; }
    Picker .keys { height: 1; color: $dim; }
    """

    def __init__(
        self,
        title: str,
        choices: Callable[[str], Iterable[Choice]],
        *,
        many: bool = False,
        create: bool | str = False,
        rename: bool = False,
        preview: bool = False,
        slow: bool = False,
    ) -> None:
        """``create``: what is typed can be taken, too, shown behind ``New`` or this word.

        ``slow``: choices are looked for in the background, and shown as they are found.
        """
        super().__init__()
        self._title = title
        self._many, self._rename, self._slow = many, rename, slow
        self._preview = Static(classes="preview") if preview else None
        self._glimpse = ""
        self._line = LineInput(placeholder="…")
        self._list = ListPane(
            Table((Column(DETAIL_CELLS),)), empty="Type a name; Enter makes it." if create else "Nothing matches."
        )
        self._choices = Choices(create)
        self._search = ChoiceSearch(
            self, choices, self._show, slow=slow, call_later=lambda *given: self.app.call_later(*given)
        )

    def compose(self) -> ComposeResult:
        """Lay out the line, the list and the preview."""
        commands = ["picker.choose", "picker.close"]
        commands += ["picker.mark"] if self._many else []
        commands += ["picker.rename"] if self._rename else []
        with Vertical() as box:
            box.border_title = Text(guard(self._title))
            yield self._line
            with Horizontal():
                yield self._list
                if self._preview:
                    yield self._preview
            yield Static(Text(self.keys_line(*commands)), classes="keys")

    def on_mount(self) -> None:
        """Show all there is."""
        self._line.focus()
        self._catch_up()

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Answer each letter, which is seen by now: what a key has changed is painted before its messages are taken."""
        self._catch_up()

    def _catch_up(self) -> None:
        """Search for what was typed, if that is not begun yet: Enter must mean what one sees one has typed."""
        if self._line.value != self._search.query:
            self._search_again()

    def _search_again(self) -> None:
        if self._slow:
            self.query_one(Vertical).border_title = Text(guard(f"{self._title} …"))
        self._search.begin(self._line.value)

    @property
    def awaits(self) -> bool:
        """Whether Enter was pressed, and what it takes has not been found yet."""
        return self._search.awaits

    def _show(self, choices: list[Choice]) -> None:
        """Show what was found so far; take the first, if Enter was pressed before."""
        search, pane = self._search, self._list
        adds = self._choices.offer(search.answered or "", choices)
        keeps_cursor = adds and self._slow
        if not keeps_cursor:
            pane.cursor = 0
        shown = self._choices.shown
        first = shown[0].id if shown else None
        pane.show(self._choices.rows(), None if keeps_cursor else first, self._choices.widths())
        self._show_preview()
        if self._slow and search.is_whole:
            self.query_one(Vertical).border_title = Text(guard(self._title))
        if search.awaits and (search.is_whole or choices):
            search.awaits = False
            self._take(pane.current)

    def _show_preview(self) -> None:
        if self._preview is None:
            return
        glimpse = self._choices.preview(self._list.cursor)
        if glimpse != self._glimpse:
            self._glimpse = glimpse
            self._preview.update(Text(guard(glimpse, lines=True)), layout=False)

    def on_key(self, event: events.Key) -> None:
        """Move, mark, take or leave; every other key is typed."""
        self._catch_up()
        pane, search = self._list, self._search
        command = self.command_of(event)
        steps = {"picker.down": 1, "picker.up": -1}
        if command in steps:
            pane.move(steps[command])
            self._show_preview()
        elif event.key in ("pagedown", "pageup"):
            pane.turn(1 if event.key == "pagedown" else -1)
            self._show_preview()
        elif command == "picker.mark" and self._many:
            self._mark(pane.current)
        elif command == "picker.rename" and self._rename and pane.current and pane.current != NEW:
            self.dismiss(Picked(rename=pane.current))
        elif (
            command == "picker.choose" and not search.is_whole and (search.answered != search.query or not pane.current)
        ):
            search.awaits = True  # Enter means the first that will be found
        elif command == "picker.choose":
            self._take(pane.current)
        elif command == "picker.close":
            self.dismiss(None)
        elif event.key not in ("tab", "shift+tab"):
            return
        event.stop()
        event.prevent_default()

    def _mark(self, id_: str | None) -> None:
        if id_ and id_ != NEW:
            self._choices.mark(id_)
            at = self._list.cursor
            self._search_again()
            self._list.to(at)

    def _take(self, id_: str | None) -> None:
        if picked := self._choices.picked(id_, self._line.value):
            self.dismiss(picked)

    def on_list_pane_chosen(self, event: ListPane.Chosen) -> None:
        """Take what was clicked."""
        self._take(event.id)
