"""The title line, and the lines at the bottom: status and keys, what can follow a prefix, the line one types in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.strip import Strip
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.layout.bar import StatusLine, Title, kept_cells, status_pieces, title_pieces
from reader.text.guard import guard
from reader.tui.widget.line_input import LineInput
from reader.tui.widget.message import Dismissed, StatusMessage

_KEY = Style(bold=True)


class TitleBar(Widget):
    """The first row: where one is, and what is in force there."""

    can_focus = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"title--dim", "title--strong"}
    DEFAULT_CSS = """
    TitleBar { height: 1; background: $background; color: $foreground; }
    TitleBar .title--dim { color: $dim; background: $background; }
    TitleBar .title--strong { color: $foreground; background: $background; text-style: bold; }
    """

    _title = Title()
    _looks: tuple[object, ...] = ()
    _line = Strip.blank(0)

    def tell(self, title: Title) -> None:
        """Show a title."""
        if title != self._title:
            self._title = title
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line, painted anew if something has changed."""
        style = self.rich_style
        looks = (y, self._title, self.size.width, style)
        if looks != self._looks:
            pieces = [] if y else title_pieces(self._title, self.size.width)
            segments = [Segment(text, self._style(names)) for text, names in pieces]
            self._looks, self._line = looks, Strip(segments).adjust_cell_length(self.size.width, style).simplify()
        return self._line

    def _style(self, names: tuple[str, ...]) -> Style:
        return self.get_component_rich_style(f"title--{names[0]}") if names else self.rich_style


class StatusBar(Widget):
    """One row: on the left the mode and what keys act on, on the right the keys that do something now, or what has happened."""

    can_focus = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"bar--information", "bar--warning", "bar--error", "bar--mode"}
    DEFAULT_CSS = """
    StatusBar { height: 1; background: $panel; color: $foreground; }
    StatusBar .bar--mode { color: $accent; background: $panel; text-style: bold; }
    StatusBar .bar--information { color: $success; background: $panel-lighten-1; }
    StatusBar .bar--warning { color: $warning; background: $panel-lighten-1; }
    StatusBar .bar--error { color: $error; background: $panel-lighten-1; }
    """

    _status = StatusLine()
    _keys: tuple[tuple[str, str], ...] = ()
    _last: tuple[tuple[str, str], ...] = ()
    _message: StatusMessage | None = None
    _looks: tuple[object, ...] = ()
    _line = Strip.blank(0)

    def tell(
        self, status: StatusLine, keys: Sequence[tuple[str, str]] = (), last: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Show a status and (key, label) pairs, as many as fit; those in ``last`` give way last."""
        if (status, tuple(keys), tuple(last)) == (self._status, self._keys, self._last):
            return
        self._status, self._keys, self._last = status, tuple(keys), tuple(last)
        self.refresh()

    def say(self, message: StatusMessage | None) -> None:
        """Show a message of one line on the right, where keys give way to it; None for no message."""
        if message != self._message:
            self._message = message
            self.refresh()

    @property
    def message(self) -> str:
        """The text of the message that is shown; empty if there is none."""
        return self._message.text if self._message else ""

    def message_room(self, width: int) -> int:
        """Return the cells that a message may take of ``width``: the mode, and the beginning of what keys act on, stay."""
        return width - kept_cells(self._status)

    def on_click(self, event: events.Click) -> None:
        """Have the message taken away if that is what was clicked."""
        if self._message and event.x >= self.size.width - self._message.width:
            self.post_message(Dismissed())

    def render_line(self, y: int) -> Strip:
        """Return the line, painted anew if something has changed."""
        style = self.rich_style
        looks = (y, self._status, self._keys, self._last, self.size.width, style, self._message)
        if looks != self._looks:
            message = self._painted(self._message) if self._message and not y else Strip([])
            line = self._paint(y, max(0, self.size.width - message.cell_length), style)
            self._looks, self._line = looks, Strip.join([line, message])
        return self._line

    def _painted(self, message: StatusMessage) -> Strip:
        edge = self.get_component_rich_style(f"bar--{message.severity}")
        own = Style(color=self.rich_style.color, bgcolor=edge.bgcolor)
        return Strip([Segment("▌", edge), Segment(f" {guard(message.text)} ", own)])

    def _paint(self, y: int, width: int, style: Style) -> Strip:
        if y:
            return Strip.blank(width, style)
        keys, last = ((), ()) if self._message else (self._keys, self._last)
        looks = {(): style, ("key",): style + _KEY, ("mode",): self.get_component_rich_style("bar--mode")}
        segments = [Segment(text, looks[names]) for text, names in status_pieces(self._status, keys, last, width)]
        return Strip(segments).adjust_cell_length(width, style).simplify()


class WhichKey(Static):
    """What can follow the keys typed so far. It lies over the rows above the status row, and moves nothing."""

    can_focus = False
    DEFAULT_CSS = """
    WhichKey { dock: bottom; layer: above; height: auto; margin-bottom: 1; padding: 0 1; background: $panel; color: $foreground;
            border-top: solid $accent; display: none; }
    """

    def tell(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show (key, label) pairs, or hide for none."""
        self.display = bool(keys)
        cells = [Text.assemble((f"{guard(key):>6}", "bold"), " ", _column(label), " ") for key, label in keys]
        columns = max(1, (self.app.size.width - 2) // 29)
        lines = [Text("").join(cells[start : start + columns]) for start in range(0, len(cells), columns)]
        self.update(Text("\n").join(lines))


def _column(label: str) -> Text:
    text = Text(guard(label))
    text.truncate(21, overflow="ellipsis", pad=True)
    return text


class Prompt(LineInput):
    """One line to type in. Who opens it gives what follows at each letter, at Enter and at Esc, and maybe at Tab."""

    DEFAULT_CSS = """
    Prompt, Prompt:focus { height: 1; border: none; border-left: heavy $accent; padding: 0 1; background: $panel; display: none; }
    """
    closed: Callable[[], object] = staticmethod(lambda: None)
    """Is called once the line is hidden again."""
    _changed: Callable[[str], None]
    _entered: Callable[[str], None]
    _left: Callable[[], None]
    tab: tuple[str, Callable[[str], None]] | None = None
    """What Tab does, in a word, and what does it."""

    def open(
        self,
        placeholder: str,
        text: str = "",
        *,
        changed: Callable[[str], None],
        entered: Callable[[str], None],
        left: Callable[[], None],
        tab: tuple[str, Callable[[str], None]] | None = None,
        suggester: Suggester | None = None,
    ) -> None:
        """Show the line and type in it. ``entered`` and ``left``, and what ``tab`` has, are called once it is hidden again.

        Without ``tab`` the key takes what ``suggester`` shows.
        """
        self._changed, self._entered, self._left = changed, entered, left
        self.placeholder, self.tab, self.suggester = placeholder, tab, suggester
        self.value = text
        self.display = True
        self.screen.set_focus(self)  # now: the next key is for this line

    def close(self) -> None:
        """Hide the line; keys go to the screen again."""
        self.display = False
        self.screen.set_focus(None)
        self.closed()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow each letter."""
        event.stop()
        if self.display:
            self._changed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close the line and take what was typed."""
        event.stop()
        self.close()
        self._entered(event.value)

    def on_key(self, event: events.Key) -> None:
        """Esc leaves the line, and Tab where it leads elsewhere."""
        if event.key == "escape":
            event.stop()
            self.close()
            self._left()
        elif event.key == "tab" and self.tab:
            event.stop()
            event.prevent_default()
            self.close()
            self.tab[1](self.value)
        elif event.key == "tab" and self.suggester and self.cursor_position == len(self.value):
            event.stop()
            event.prevent_default()
            self.action_cursor_right()  # which takes what is shown behind the cursor
