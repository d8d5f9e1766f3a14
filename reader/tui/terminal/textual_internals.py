"""The only file that uses private names of Textual.

Tried with Textual 8.2.8. Each name has a row in `NAMES`; `tests/tui/test_textual_internals.py` fails with that row when Textual
renames one or gives it another meaning. Everything here serves two ends: a key is painted as soon as it has had its effect,
not at the next tick of a timer, and an error that no handler caught loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.errors import NoWidget
from textual.geometry import Region, Size
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.strip import Strip

    from reader.tui.terminal.key_taker import KeyTaker
    from reader.tui.terminal.screen_buffer import Piece

__all__ = ["NAMES", "PaintedScreen", "Terminal", "TerminalApp", "XTermParser"]

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

    def _handle_exception(self, error: Exception) -> None:
        if self.is_headless or not self.take_failure(error):
            super()._handle_exception(error)

    def take_failure(self, _error: Exception) -> bool:
        """Take an error that no handler caught; return False to have Textual show its traceback."""
        return False


class PaintedScreen(Screen[ScreenResultType], inherit_bindings=False):
    """A screen that can be painted when a key has had its effect.

    Textual passes on from queue to queue that a widget has changed, and paints at the next tick of a timer (up to 16 ms
    later). `paint` sends the rows of the widgets that changed at once. Textual then finds nothing left to do. A layout, and widgets
    that cover each other, are Textual's work.
    """

    key_taker: KeyTaker | None = None
    """What takes keys before Textual's widgets; None if nothing does."""

    @property
    def hidden(self) -> bool:
        """Whether nothing of this screen may be seen yet."""
        return False

    def _compositor_refresh(self) -> None:
        if not self.hidden:
            super()._compositor_refresh()

    @property
    def moves(self) -> bool:
        """Whether a layout is due."""
        return any(node._layout_required and node.is_attached for node in self.walk_children(Widget, with_self=True))

    def prepare_layout(self) -> None:
        """Have widgets report their layouts to this screen; once it has processed that, call `lay_out`."""
        for node in self.walk_children(Widget):
            if node._layout_required:
                node._check_refresh()

    def lay_out(self) -> None:
        """Lay out and paint now instead of at the next tick; only paint if no layout is due."""
        if self.moves:
            self._on_timer_update()
        else:
            self.paint()

    def paint(self) -> None:
        """Paint what has changed, unless that has to wait for a layout or a message."""
        if self.hidden or not self.is_current or not self.is_mounted or self.message_queue_size:
            return
        nodes = [*self.walk_children(Widget, with_self=True)]
        if any(node._layout_required for node in nodes):
            return
        # Scroll bars are not children.
        nodes += [node.vertical_scrollbar for node in nodes if node.show_vertical_scrollbar]
        changed = {node for node in nodes if node._repaint_required}
        for node in changed:
            node._repaint_required = False
        self._dirty_widgets.update(node for node in changed if node.display)
        if not self._dirty_widgets:
            return
        terminal = self.app.terminal if isinstance(self.app, TerminalApp) else None
        rows = _changed_rows(self, self._dirty_widgets, nodes) if terminal else None
        if terminal is None or rows is None:
            self._on_timer_update()
            return
        self._dirty_widgets.clear()
        console = self.app.console
        pieces = [(y, x, strip.render(console)) for y, x, strip in rows]
        terminal.show(pieces, self.outer_size.clamp_offset(self.app.cursor_position))
        self.app.post_display_hook()


def _changed_rows(
    screen: Screen[Any], changed: Iterable[Widget], nodes: Iterable[Widget]
) -> list[tuple[int, int, Strip]] | None:
    """Return the rows of changed widgets with their places; None if they contain or touch other widgets."""
    places = {node: place for node in nodes if node is not screen and (place := _place(screen, node))}
    seen = [widget for widget in changed if widget in places or widget is screen]
    if not all(_stands_alone(widget, places) for widget in seen):
        return None
    return [row for widget in seen for row in _rows(widget, places)]


def _place(screen: Screen[Any], widget: Widget) -> Region | None:
    """Return the part of the screen where a widget is seen."""
    try:
        found = screen.find_widget(widget)
    except NoWidget:
        return None
    return found.region.intersection(found.clip) if widget.display else None


def _stands_alone(widget: Widget, places: Mapping[Widget, Region]) -> bool:
    """Whether a widget contains no other, lies over none but those it is in, and none lies over it."""
    if widget not in places:
        return False
    apart = {widget, *widget.ancestors, *_bar(widget)}
    return not any(place.overlaps(places[widget]) for other, place in places.items() if other not in apart)


def _bar(widget: Widget) -> tuple[Widget, ...]:
    return (widget.vertical_scrollbar,) if widget.show_vertical_scrollbar else ()


def _rows(widget: Widget, places: Mapping[Widget, Region]) -> Iterator[tuple[int, int, Strip]]:
    """Return the rows of a widget that are seen, without its scroll bar."""
    place = places[widget]
    width = place.width - sum(places[bar].width for bar in _bar(widget) if bar in places)
    seen = Region(place.x, place.y, width, place.height)
    for y, strip in enumerate(widget.render_lines(seen.translate(-widget.region.offset)), place.y):
        yield y, place.x, strip
