"""A pane that paints whole rows itself, and hands them on without asking for its styles cell by cell."""

from __future__ import annotations

from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip


class RowPane(ScrollView, inherit_bindings=False):
    """A scroll view whose `render_line` gives rows as wide as the pane, in its own colours.

    What Textual adds to a widget's rows (borders, padding, opacity) costs most of the time that a key takes to be
    seen. Where there is none of it, the rows go to the screen as they are.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows that ``crop``, in cells of the view, touches, as wide as it."""
        if self.gutter or self.opacity != 1.0:
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in crop.line_range]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        if filters := [one for one in self.get_line_filters() if one.enabled]:
            background = self.background_colors[1]
            for one in filters:
                strips = [strip.apply_filter(one, background) for strip in strips]
        return strips
