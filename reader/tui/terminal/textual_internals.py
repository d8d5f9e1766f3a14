"""The only file that uses private names of Textual.

Tried with Textual 8.2.8. Each name has a row in `NAMES`; `tests/tui/test_textual_internals.py` fails with that row when Textual
renames one or gives it another meaning. Everything here serves two ends: a key is painted as soon as it has had its effect,
not at the next tick of a timer, and an error that no handler caught loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Protocol

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.geometry import Size
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from reader.tui.terminal.changed_rows import ChangedRows

if TYPE_CHECKING:
    from reader.tui.terminal.key_taker import KeyTaker
    from reader.tui.terminal.screen_buffer import Piece

__all__ = ["NAMES", "PaintedScreen", "ScreenPainter", "Terminal", "TerminalApp", "XTermParser"]

NAMES: Final[Mapping[str, str]] = {
    "textual._xterm_parser": "Reads keys from bytes. Goes when drivers can filter input or wake the thread that reads it.",
    "_handle_exception": "Is called with what no handler caught. Goes when Textual offers a hook for that.",
    "_layout_required": "Says that a widget waits for a layout. Goes when Textual says publicly whether one is due.",
    "_check_refresh": "Has a widget report its layout to the screen now. Goes with `_on_timer_update`.",
    "_repaint_required": "Says that a widget waits to be painted. Goes when a screen can be painted on demand.",
    "_dirty_widgets": "Has the widgets that the screen will paint at its next tick. Goes with `_repaint_required`.",
    "_compositor_refresh": "Paints; skipped while a screen is hidden. Goes when `batch_update` paints nothing by itself.",
    "_on_timer_update": "Lays out and paints. Goes when a screen can be painted on demand.",
}
"""Each private name: what it does, and what will make it go."""


class Terminal(Protocol):
    """A driver that takes a frame in pieces."""

    def write(self, data: str) -> None:
        """Write text and control sequences."""

    def show(self, pieces: Sequence[Piece], cursor: tuple[int, int]) -> None:
        """Show pieces in their places, and the cursor at a column and row."""

    def measured(self) -> tuple[int, int] | None:
        """Return its columns and rows; None if that cannot be told."""


class TerminalApp(App[None], inherit_bindings=False):
    """An app that knows its terminal, and takes errors that no handler caught."""

    terminal: Terminal | None = None
    """The driver; None in tests, and before the app has begun."""

    @property
    def size(self) -> Size:
        """The terminal's size. Rich, which Textual asks for it, takes every dumb terminal for one of 80 by 25."""
        if self.terminal and self.console.is_dumb_terminal and (measured := self.terminal.measured()):
            return Size(*measured)
        return super().size

    @property
    def announced_size(self) -> Size:
        """The size that Textual last heard of, which its events have."""
        return super().size

    def _handle_exception(self, error: Exception) -> None:
        if self.is_headless or not self.take_failure(error):
            super()._handle_exception(error)

    def take_failure(self, _error: Exception) -> bool:
        """Take an error that no handler caught; return False to have Textual show its traceback."""
        return False


class PaintedScreen(Screen[ScreenResultType], inherit_bindings=False):
    """A screen that can be painted when a key has had its effect."""

    key_taker: KeyTaker | None = None
    """What takes keys before Textual's widgets; None if nothing does."""
    hidden: bool = False
    """Whether nothing of this screen may be seen yet."""

    @cached_property
    def painter(self) -> ScreenPainter:
        """Paints the screen."""
        return ScreenPainter(self)

    async def on_event(self, event: events.Event) -> None:
        """Drop a size that the terminal no longer has.

        Textual (8.2.8) lays out for each, and with every change of size sends itself an event of that size. So two sizes that
        are under way at once would call each other up for ever. Goes when it sends none.
        """
        app = self.app
        size = app.announced_size if isinstance(app, TerminalApp) else app.size
        if not isinstance(event, events.Resize) or event.size == size:
            await super().on_event(event)

    def _compositor_refresh(self) -> None:
        if not self.hidden:
            super()._compositor_refresh()


class ScreenPainter:
    """Paints what has changed on a screen, now.

    Textual passes on from queue to queue that a widget has changed, and paints at the next tick of a timer (up to 16 ms
    later). `paint` sends the rows of the widgets that changed at once. Textual then finds nothing left to do. A layout, and widgets
    that cover each other, are Textual's work.
    """

    def __init__(self, screen: PaintedScreen[Any]) -> None:
        self._screen = screen
        self._rows = ChangedRows(screen)
        self.before: Callable[[], None] | None = None
        """What is done before anything is painted."""

    @property
    def moves(self) -> bool:
        """Whether a layout is due."""
        return any(
            node._layout_required and node.is_attached for node in self._screen.walk_children(Widget, with_self=True)
        )

    def prepare_layout(self) -> None:
        """Have widgets report their layouts to the screen; once it has processed that, call `lay_out`."""
        for node in self._screen.walk_children(Widget):
            if node._layout_required:
                node._check_refresh()

    def lay_out(self) -> None:
        """Lay out and paint now instead of at the next tick; only paint if no layout is due."""
        if self.moves:
            self._screen._on_timer_update()
        else:
            self.paint()

    def paint(self) -> None:
        """Paint what has changed, unless that has to wait for a layout or a message."""
        if self.before:
            self.before()
        screen = self._screen
        if screen.hidden or not screen.is_current or not screen.is_mounted or screen.message_queue_size:
            return
        nodes = [*screen.walk_children(Widget, with_self=True)]
        if any(node._layout_required for node in nodes):
            return
        # Scroll bars are not children.
        nodes += [node.vertical_scrollbar for node in nodes if node.show_vertical_scrollbar]
        changed = {node for node in nodes if node._repaint_required}
        for node in changed:
            node._repaint_required = False
        screen._dirty_widgets.update(node for node in changed if node.display)
        if not screen._dirty_widgets:
            return
        app = screen.app
        terminal = app.terminal if isinstance(app, TerminalApp) else None
        rows = self._rows.of(screen._dirty_widgets, nodes) if terminal else None
        if terminal is None or rows is None:
            screen._on_timer_update()
            return
        screen._dirty_widgets.clear()
        pieces = [(y, x, strip.render(app.console)) for y, x, strip in rows]
        terminal.show(pieces, screen.outer_size.clamp_offset(app.cursor_position))
        app.post_display_hook()
