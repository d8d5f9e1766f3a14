"""The rows of widgets that have changed, where no other widget covers them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from textual.errors import NoWidget
from textual.geometry import Region
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.terminal.scroll_bar_rows import ScrollBarRows

PaintedRow = tuple[int, int, Strip]
"""A row of the screen, the column where it begins, and what it shows."""


class ChangedRows:
    """Paints rows of the widgets on one screen."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self._scroll_bars = ScrollBarRows()

    def of(self, changed: Iterable[Widget], nodes: Iterable[Widget]) -> list[PaintedRow] | None:
        """Return the rows of the widgets that ``changed``; None if they contain or touch others of ``nodes``."""
        screen = self._screen
        places = {node: place for node in nodes if node is not screen and (place := _place(screen, node))}
        in_view = [widget for widget in changed if widget in places or widget is screen]
        if not all(_stands_alone(widget, places) for widget in in_view):
            return None
        return [row for widget in in_view for row in self._rows(widget, places)]

    def _rows(self, widget: Widget, places: Mapping[Widget, Region]) -> list[PaintedRow]:
        """Return the rows of a widget that are in view, without its scroll bar."""
        return [
            (y, part.x, strip)
            for part in _parts(widget, places)
            for y, strip in enumerate(self._strips(widget, part.translate(-widget.region.offset)), part.y)
        ]

    def _strips(self, widget: Widget, crop: Region) -> list[Strip]:
        strips = self._scroll_bars.rows(widget, crop.line_range) if isinstance(widget, ScrollBar) else None
        return widget.render_lines(crop) if strips is None else strips


def _parts(widget: Widget, places: Mapping[Widget, Region]) -> list[Region]:
    """Return the parts of the screen that a widget paints: all around its scroll bar, which may stand in a border."""
    place = places[widget]
    bar = next((places[bar] for bar in _bar(widget) if bar in places), None)
    if bar is None:
        return [place]
    corners = (
        (place.x, place.y, place.right, bar.y),
        (place.x, bar.y, bar.x, bar.bottom),
        (bar.right, bar.y, place.right, bar.bottom),
        (place.x, bar.bottom, place.right, place.bottom),
    )
    return [part for part in (Region.from_corners(*each) for each in corners) if part.area]


def _place(screen: Screen[Any], widget: Widget) -> Region | None:
    """Return the part of the screen where a widget is seen."""
    try:
        geometry = screen.find_widget(widget)
    except NoWidget:
        return None
    return geometry.region.intersection(geometry.clip) if widget.display else None


def _stands_alone(widget: Widget, places: Mapping[Widget, Region]) -> bool:
    """Whether a widget contains no other, lies over none but those it is in, and none lies over it."""
    if widget not in places:
        return False
    apart = {widget, *widget.ancestors, *_bar(widget)}
    return not any(place.overlaps(places[widget]) for other, place in places.items() if other not in apart)


def _bar(widget: Widget) -> tuple[Widget, ...]:
    return (widget.vertical_scrollbar,) if widget.show_vertical_scrollbar else ()
