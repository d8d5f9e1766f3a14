"""Pick by a few letters: an article, a tag, a command, a theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from time import monotonic

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from reader.command.command import Context
from reader.layout.made import MadeRows
from reader.layout.table import ListRow
from reader.text.fold import fold_key
from reader.text.guard import guard
from reader.text.span import Span
from reader.tui.dialog.keyed import KeyedDialog
from reader.tui.widget.line import Line
from reader.tui.widget.list_pane import ListPane

NEW = "\x00new"
PAUSE = 0.15
"""Seconds between two looks at what a slow search has found so far."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick; ``preview``, perhaps made only when it is lit, is shown beside the list.

    ``lit``, perhaps made only when it is seen: the spans of the label that were typed.
    """

    id: str
    label: str
    detail: str = ""
    lit: tuple[Span, ...] | Callable[[], tuple[Span, ...]] = ()
    preview: str | Callable[[], str] = ""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked: ids, a name that is new, or the id of what to rename."""

    ids: tuple[str, ...] = ()
    new: str = ""
    rename: str = ""


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

        ``slow``: choices are sought beside the keyboard, and shown as they are found.
        """
        super().__init__()
        self._title = title
        self._choices = choices
        self._many, self._create, self._rename, self._preview = many, create, rename, preview
        self._slow = slow
        self._taken_early = False
        self._whole = True
        """Whether all choices for what is typed are shown. It changes with what is shown, not when the thread ends."""
        self._shown: list[Choice] = []
        self._marked: list[str] = []
        self._filled: str | None = None
        self._answered: str | None = None
        """What was typed when what is shown was sought."""
        self._glimpse = ""

    def compose(self) -> ComposeResult:
        """Lay out the line, the list and the preview."""
        with Vertical() as box:
            box.border_title = Text(guard(self._title))
            yield Line(placeholder="…")
            with Horizontal():
                yield ListPane((24,), empty="Type a name; Enter makes it." if self._create else "Nothing matches.")
                if self._preview:
                    yield Static(classes="preview")
            yield Static(self._keys(), classes="keys")

    def _keys(self) -> Text:
        commands = ["picker.choose", "picker.close"]
        commands += ["picker.mark"] if self._many else []
        commands += ["picker.rename"] if self._rename else []
        return Text(self.keys_line(*commands))

    def on_mount(self) -> None:
        """Show all there is."""
        self._line.focus()
        self._fill("")

    @cached_property
    def _line(self) -> Line:
        return self.query_one(Line)

    @cached_property
    def _list(self) -> ListPane:
        return self.query_one(ListPane)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Answer each letter, which is seen by now: what a key has changed is painted before its messages are taken."""
        if event.value != self._filled:
            self._fill(event.value)

    def _catch_up(self) -> None:
        """Answer what was typed faster than its message came: Enter must mean what one sees one has typed."""
        if self._line.value != self._filled:
            self._fill(self._line.value)

    def _fill(self, typed: str) -> None:
        self._filled = typed
        if self._slow:
            self._taken_early = self._whole = False
            self.query_one(Vertical).border_title = Text(guard(f"{self._title} …"))
            self.run_worker(lambda: self._seek(typed), thread=True, exclusive=True)
        else:
            self._show(typed, list(self._choices(typed)))

    def _seek(self, typed: str) -> None:
        """Seek choices in a thread; what was typed since ends it."""
        worker, app = get_current_worker(), self.app
        found: list[Choice] = []
        shown = monotonic()
        for choice in self._choices(typed):
            if worker.is_cancelled:
                return
            found.append(choice)
            if monotonic() - shown > PAUSE:
                shown = monotonic()
                app.call_later(self._sought, typed, list(found), False)
        if not worker.is_cancelled:
            app.call_later(self._sought, typed, found, True)

    def _sought(self, typed: str, found: list[Choice], whole: bool) -> None:
        if typed != self._filled or not self.is_attached:
            return
        self._show(typed, found)
        if whole:
            self._whole = True
            self.query_one(Vertical).border_title = Text(guard(self._title))
        if self._taken_early and (whole or found):
            self._taken_early = False
            self._take(self._list.current)

    @property
    def awaits(self) -> bool:
        """Whether Enter was pressed, and what it takes has not been found yet."""
        return self._taken_early

    def _show(self, typed: str, choices: list[Choice]) -> None:
        self._answered = typed
        name = " ".join(typed.split())
        if self._create and name and not any(choice.label == name for choice in choices):
            # Enter creates unless what is typed stands in a name there is: a guess must not take its place.
            word = self._create if isinstance(self._create, str) else "New"
            new, known = Choice(NEW, f"{word}: {name}"), fold_key(name)
            near = [choice for choice in choices if known in fold_key(choice.label)]
            choices = [*near, new, *(choice for choice in choices if choice not in near)]
        pane, before, self._shown = self._list, self._shown, choices
        more = self._slow and bool(before) and choices[: len(before)] == before
        if not more:
            pane.cursor = 0
        used = frozenset({0} if any(choice.detail for choice in choices) else ())
        rows = MadeRows(len(choices), lambda at: self._row(choices[at]))
        pane.show(rows, None if more or not choices else choices[0].id, used)
        self._show_preview()

    def _row(self, one: Choice) -> ListRow:
        lit = one.lit() if callable(one.lit) else one.lit
        return ListRow(one.id, (one.label, one.detail), lit, one.id in self._marked)

    def _show_preview(self) -> None:
        if not self._preview:
            return
        preview = self._shown[self._list.cursor].preview if self._shown else ""
        glimpse = preview if isinstance(preview, str) else preview()
        if glimpse != self._glimpse:
            self._glimpse = glimpse
            self.query_one(".preview", Static).update(Text(guard(glimpse, lines=True)), layout=False)

    def on_key(self, event: events.Key) -> None:
        """Move, mark, take or leave; every other key is typed."""
        self._catch_up()
        pane = self._list
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
        elif command == "picker.choose" and not self._whole and (self._answered != self._filled or not pane.current):
            self._taken_early = True  # Enter means the first that will be found
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
            if id_ in self._marked:
                self._marked.remove(id_)
            else:
                self._marked.append(id_)
            pane = self._list
            at = pane.cursor
            self._fill(self._line.value)
            pane.to(at)

    def _take(self, id_: str | None) -> None:
        typed = " ".join(self._line.value.split())
        if id_ == NEW:
            self.dismiss(Picked(tuple(self._marked), new=typed))
        elif self._marked:
            self.dismiss(Picked(tuple(self._marked)))
        elif id_:
            self.dismiss(Picked((id_,)))

    def on_list_pane_chosen(self, event: ListPane.Chosen) -> None:
        """Take what was clicked."""
        self._take(event.id)
