"""Widgets that paint whole rows themselves, and hand them on without asking for their styles cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget
else:
    Widget = object  # mixed in beside a widget, of which Textual takes the styles


class Rows(Widget):
    """For a widget whose `render_line` gives rows as wide as it is, in its own colours.

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
        if filters := [one for one in self.get_line_filters() if one.enabled]:
            background = self.background_colors[1]
            for one in filters:
                strips = [strip.apply_filter(one, background) for strip in strips]
        return strips

    def strips(self, lines: range) -> list[Strip]:
        """Return the rows at ``lines`` of the view."""
        return [self.render_line(y) for y in lines]


class RowBar(Rows, ScrollBar):
    """A scroll bar."""


class RowPane(Rows, ScrollView, inherit_bindings=False):
    """A scroll view of rows."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._styles_of: dict[tuple[str, ...], Style] = {}

    def style_of(self, parts: tuple[str, ...]) -> Style:
        """Return the style of the widget with those of its ``parts``, which are component classes, laid over it."""
        style = self._styles_of.get(parts)
        if style is None:
            style = self.rich_style
            for part in parts:
                style += self.get_component_rich_style(part, partial=True)
            self._styles_of[parts] = style
        return style

    def notify_style_update(self) -> None:
        """Forget the styles: the theme has changed."""
        super().notify_style_update()
        self._styles_of.clear()

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar, made when first asked for, as Textual does it; its class cannot be chosen otherwise."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = RowBar(name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)
        return self._vertical_scrollbar

    def set_height(self, rows: int) -> None:
        """Say how many rows there are to scroll through; the screen is laid out anew only if the scroll bar comes or goes."""
        size = Size(self.size.width, rows)
        if size.width == self.virtual_size.width and self.show_vertical_scrollbar and rows > self.size.height:
            self.set_reactive(ScrollView.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = rows
        else:
            self.virtual_size = size
