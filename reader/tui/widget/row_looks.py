"""The styles in which a widget paints its rows itself."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget


class RowLooks:
    """Styles of a widget and its parts, as the app's filters leave them; each is worked out once."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[tuple[str, ...], Style] = {}
        self.version = 0
        """How often the theme has changed."""

    def style(self, *parts: str) -> Style:
        """Return the style of the widget with those of its ``parts``, component classes, laid over it."""
        style = self._styles.get(parts)
        if style is None:
            style = self._widget.rich_style
            for part in parts:
                style += self._widget.get_component_rich_style(part, partial=True)
            style = self._styles[parts] = self.filtered(style)
        return style

    def filtered(self, style: Style) -> Style:
        """Return a style as the app's filters leave it; they change nothing else."""
        strip = Strip([Segment(" ", style)])
        for each in self._widget.get_line_filters():
            strip = strip.apply_filter(each, self._widget.background_colors[1])
        return next(iter(strip)).style or style

    def forget(self) -> None:
        """Work them out anew: the theme has changed."""
        self.version += 1
        self._styles.clear()
