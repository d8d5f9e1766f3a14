"""Widgets that paint whole rows themselves, and hand them on without asking for their styles cell by cell."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget
else:
    Widget = object  # mixed in beside a widget, of which Textual takes the styles

_STRIPS_KEPT = 100
"""Rows of a scroll bar that are kept."""
_GREY = Color.parse("#808080")


class Rows(Widget):
    """For a widget whose `render_line` gives rows as wide as it is, in its own colours, `finished`.

    What Textual adds to a widget's rows (borders, padding, opacity) costs most of the time that a key takes to be
    seen. Where there is none of it, the rows go to the screen as they are.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows that ``crop``, in cells of the view, touches, as wide as it."""
        if self.styles.gutter or self.opacity != 1.0:
            return super().render_lines(crop)
        strips = self.strips(crop.line_range)
        start, end = crop.column_span
        if start or end < self.size.width:  # beyond its width stands the scroll bar, which paints itself
            strips = [strip.crop(start, end) for strip in strips]
        return strips

    def style_of(self, *parts: str) -> Style:
        """Return the style of the widget with those of its ``parts``, component classes, laid over it, `finished`."""
        style = self._styles_of.get(parts)
        if style is None:
            style = self.rich_style
            for part in parts:
                style += self.get_component_rich_style(part, partial=True)
            finished = self.finished(Strip([Segment(" ", style)]))
            style = self._styles_of[parts] = next(iter(finished)).style or style
        return style

    @cached_property
    def _styles_of(self) -> dict[tuple[str, ...], Style]:
        return {}

    def notify_style_update(self) -> None:
        """Forget the styles: the theme has changed."""
        super().notify_style_update()
        self._styles_of.clear()

    def finished(self, strip: Strip) -> Strip:
        """Return a painted row as the app's filters leave it. They change styles alone; those of `style_of` are changed."""
        for one in self.get_line_filters():
            if one.enabled:
                strip = strip.apply_filter(one, self.background_colors[1])
        return strip

    def strips(self, lines: range) -> list[Strip]:
        """Return the rows at ``lines`` of the view."""
        return [self.render_line(y) for y in lines]


class RowBar(Rows, ScrollBar):
    """A scroll bar whose rows are made once; Textual makes them on the way through Rich, for 1 ms of each key that scrolls."""

    @cached_property
    def _strips_of(self) -> dict[Segment, Strip]:
        return {}

    def strips(self, lines: range) -> list[Strip]:
        """Return the rows at ``lines``."""
        bar = self.render()
        if not isinstance(bar, ScrollBarRender) or not isinstance(bar.style, Style):
            return super().strips(lines)
        segments = bar.render_bar(
            self.size.height,
            bar.virtual_size,
            bar.window_size,
            bar.position,
            bar.thickness,
            back_color=bar.style.bgcolor or _GREY,
            bar_color=bar.style.color or _GREY,
        ).segments
        if len(self._strips_of) > _STRIPS_KEPT:
            self._strips_of.clear()
        return [self._strip(segments[y]) for y in lines]

    def _strip(self, segment: Segment) -> Strip:
        strip = self._strips_of.get(segment)
        if strip is None:
            strip = self._strips_of[segment] = self.finished(Strip([segment]))
        return strip


class RowPane(Rows, ScrollView, inherit_bindings=False):
    """A scroll view of rows."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """Textual's scroll bar with the rows of ours: Textual offers no way to choose its class."""
        bar = super().vertical_scrollbar
        if type(bar) is ScrollBar:
            bar.__class__ = RowBar
        return bar

    def set_height(self, rows: int) -> None:
        """Say how many rows there are to scroll through; the screen is laid out anew only if the scroll bar comes or goes."""
        size = Size(self.size.width, rows)
        stays = rows > self.size.height or self.styles.overflow_y == "scroll"
        if size.width == self.virtual_size.width and self.show_vertical_scrollbar and stays:
            self.set_reactive(ScrollView.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = rows
        else:
            self.virtual_size = size
            if self.styles.overflow_y == "auto" and self.container_size:
                # The next layout finds the bar there, instead of adding it for the one after.
                self.show_vertical_scrollbar = rows > self.container_size.height

    def scroll_at_once(self, y: int) -> None:
        """Have the view begin at row ``y``, as near to it as can be: `scroll_to` without all that it asks each time."""
        self.app.animator.force_stop_animation(self, "scroll_y")  # the wheel's, which goes to its end
        old, new = self.scroll_y, max(0, min(y, self.max_scroll_y))
        if new != old:
            self.set_reactive(ScrollView.scroll_target_y, new)
            self.set_reactive(ScrollView.scroll_y, new)
            self.watch_scroll_y(old, new)

    def watch_show_vertical_scrollbar(self, shown: bool) -> None:
        """Have the bar begin where one is; Textual tells it only of what comes after."""
        if shown:
            self.vertical_scrollbar.display, self.vertical_scrollbar.position = True, self.scroll_y
