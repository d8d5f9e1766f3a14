"""A scroll view that paints whole rows itself, and hands them on without asking for their styles cell by cell."""

from __future__ import annotations

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.tui.widget.row_looks import RowLooks


class RowPane(ScrollView, inherit_bindings=False):
    """A scroll view of rows. A subclass gives `strips` as wide as the view, in styles of its `looks`.

    Textual (8.2.8) passes each row through borders, padding and opacity even where a widget has none of them, which takes
    most of the time from key to paint. `render_lines` skips that; it goes when Textual does the same.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.looks = RowLooks(self)

    def strips(self, lines: range) -> list[Strip]:
        """Return the rows at ``lines`` of the view."""
        return [Strip.blank(self.size.width, self.looks.style()) for _ in lines]

    def render_line(self, y: int) -> Strip:
        """Return the row at ``y`` of the view."""
        return self.strips(range(y, y + 1))[0]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows that ``crop``, in cells of the view, touches, as wide as it."""
        if self.styles.gutter or self.opacity != 1.0:
            return super().render_lines(crop)
        strips = self.strips(crop.line_range)
        start, end = crop.column_span
        if start or end < self.size.width:  # beyond its width stands the scroll bar, which paints itself
            strips = [strip.crop(start, end) for strip in strips]
        return strips

    def notify_style_update(self) -> None:
        """Forget the styles: the theme has changed."""
        super().notify_style_update()
        self.looks.forget()

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
        """Give a bar that appears the present position: Textual (8.2.8) only passes on later ones. Goes when it does this."""
        if shown:
            self.vertical_scrollbar.display, self.vertical_scrollbar.position = True, self.scroll_y
