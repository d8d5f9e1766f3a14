"""From what a key has changed to the terminal, without the way round that Textual takes.

Textual passes on that a widget has changed from queue to queue, and paints at the next tick of a timer, through a string of all
that changed. When a key has had its effect, all is there to be painted: a screen `paints` it then, and Textual finds
nothing left to do. Whatever is not as simple as that (a layout, widgets that lie over each other) is left to Textual.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen, ScreenResultType
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reader.tui.terminal.screen_buffer import Piece

_Placed = tuple[int, int, Strip]
"""A row and a column of the screen, and what stands from there on."""
_Places = Mapping[Widget, tuple[Region, Region]]
"""The widgets in view, each with its region of the screen and what of the screen it may cover."""


class _Shows(Protocol):
    """A driver that takes a frame in pieces."""

    def show(self, pieces: Sequence[Piece], cursor: tuple[int, int], *, together: bool) -> None: ...


class Painting(App[None], inherit_bindings=False):
    """An app whose frames go to the driver in pieces, if it takes them so."""

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Show a frame; Textual calls this with whatever is to be shown."""
        placed = _placed(renderable) if isinstance(renderable, CompositorUpdate) else None
        if placed is None or not self.show(placed):
            super()._display(screen, renderable)

    def show(self, placed: Iterable[_Placed]) -> bool:
        """Show strips in their places, and the cursor in its own; return whether the driver could be given them."""
        driver, console = self._driver, self.console
        if not hasattr(driver, "show") or self._batch_count or not self._running or self._closed:
            return False
        self._previous_cursor_position = self.screen.outer_size.clamp_offset(self.cursor_position)
        pieces = [(y, x, strip.render(console)) for y, x, strip in placed]
        cast(_Shows, driver).show(pieces, self._previous_cursor_position, together=self._sync_available)
        self.post_display_hook()
        return True


class PaintedScreen(Screen[ScreenResultType], inherit_bindings=False):
    """A screen that can be painted when a key has had its effect."""

    @property
    def moves(self) -> bool:
        """Whether something is to be laid out anew."""
        return any(node._layout_required and not node._closing for node in self.walk_children(Widget, with_self=True))

    def prepare_layout(self) -> None:
        """Have what is to be laid out anew told to this screen, for `lay_out` once it has taken that in."""
        for node in self.walk_children(Widget):
            if node._layout_required:
                node._check_refresh()

    def lay_out(self) -> None:
        """Lay out and paint now what Textual would at the next tick of a timer; what does not move is only painted."""
        if self.moves:
            self._on_timer_update()
        else:
            self.paint()

    def paint(self) -> None:
        """Paint what has changed, unless that is Textual's to do."""
        if not self.is_current or not self.is_mounted or self.app._batch_count or self.message_queue_size:
            return
        # Not all that is in view is a child: scroll bars are not.
        nodes = {*self.walk_children(Widget, with_self=True), *self._compositor.visible_widgets}
        if any(node._layout_required or node._scroll_required or node._refresh_styles_required for node in nodes):
            return
        changed = [node for node in nodes if node._repaint_required]
        if not changed and not self._dirty_widgets:
            return
        for node in changed:
            node._repaint_required = False
        self._dirty_widgets.update(node for node in changed if node.display)
        rows = self._changed_rows()
        if rows is None or not (isinstance(self.app, Painting) and self.app.show(rows)):
            self._on_timer_update()

    def _changed_rows(self) -> Iterator[_Placed] | None:
        """Return the rows of the widgets that have changed; None if something else has, or if anything lies over them."""
        places = self._compositor.visible_widgets
        whole = self in self._dirty_widgets
        changed = self._tiles(places) if whole else [widget for widget in places if widget in self._dirty_widgets]
        if self._compositor._dirty_regions or not changed or not all(_uncovered(widget, places) for widget in changed):
            return None
        return self._painted_rows(changed, places, whole=whole)

    def _tiles(self, places: _Places) -> list[Widget]:
        """Return the widgets of which the screen consists; none, if more is seen of it than they."""
        within = {widget.parent for widget in places if not isinstance(widget, ScrollBar)}
        tiles = [widget for widget in places if widget is not self and widget not in within]
        bars = {bar for widget in tiles for bar in _bars(widget, places)}
        areas = [region.intersection(clip).area for region, clip in (places[one] for one in tiles if one not in bars)]
        return tiles if sum(areas) == self.size.area else []

    def _painted_rows(self, changed: Iterable[Widget], places: _Places, *, whole: bool) -> Iterator[_Placed]:
        for widget in changed:
            region, clip = places[widget]
            asked = widget._exchange_repaint_regions()
            areas = [clip.intersection(one.translate(region.offset)) for one in asked]
            if whole:
                areas = [clip.intersection(region)]
            if not any(areas):
                continue
            x = min(one.x for one in areas if one)
            end = min([max(one.right for one in areas if one), *(places[bar][0].x for bar in _bars(widget, places))])
            lines = sorted({y for one in areas for y in one.line_range})
            for first, count in _runs(lines):
                crop = Region(x, first, end - x, count).translate(-region.offset)
                for y, strip in enumerate(widget.render_lines(crop), first):
                    yield y, x, strip
        self._dirty_widgets.clear()


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return where runs of sorted numbers begin, and how long they are."""
    for _, run in groupby(enumerate(numbers), key=lambda one: one[1] - one[0]):
        first, *more = [number for _, number in run]
        yield first, 1 + len(more)


def _uncovered(widget: Widget, places: _Places) -> bool:
    """Whether nothing lies over a widget, and it lies over nothing but what it is in: then its rows are what is seen."""
    region, clip = places[widget]
    area = region.intersection(clip)
    apart = {widget, *widget.ancestors, *_bars(widget, places)}
    return not any(
        other not in apart and area.overlaps(region.intersection(clip)) for other, (region, clip) in places.items()
    )


def _bars(widget: Widget, places: _Places) -> list[ScrollBar]:
    """Return the upright scroll bar of a widget, if it has one: there its rows end."""
    return [bar for bar in places if isinstance(bar, ScrollBar) and bar.vertical and bar.parent is widget]


def _placed(update: CompositorUpdate) -> Iterator[_Placed] | None:
    """Return what an update of Textual's shows where; None if that is not known."""
    if isinstance(update, LayoutUpdate):
        return _whole(update)
    return _parts(update) if isinstance(update, ChopsUpdate) else None


def _whole(update: LayoutUpdate) -> Iterator[_Placed]:
    for y, strips in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in strips:
            yield y, x, strip
            x += strip.cell_length


def _parts(update: ChopsUpdate) -> Iterator[_Placed]:
    for y, start, end in update.spans:
        for behind, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < end and behind > start:
                yield y, x, strip if x >= start and behind <= end else strip.crop(0, min(behind, end) - x)
