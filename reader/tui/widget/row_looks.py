"""The styles in which a widget paints its rows itself."""

from __future__ import annotations

from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from reader.config.contrast import readable
from reader.layout.signs import ASCII, LETTERS, SIGNS, Signs


def user_colour(widget: Widget, colour: str, on: Style | None = None) -> Color:
    """Return a colour ``#rrggbb`` of the user's as it is shown on a widget: readable, or in a theme of the terminal's own the
    nearest of its sixteen. ``on`` is the style of a row that may have a ground of its own, such as the cursor's.
    """
    ground = widget.background_colors[1]
    if widget.app.native_ansi_color or ground.ansi is not None:
        return Color.parse(colour).downgrade(ColorSystem.STANDARD)
    own = on.bgcolor.triplet if on and on.bgcolor else None
    return Color.parse(readable(colour, own.hex if own else ground.hex6))


class RowLooks:
    """Styles of a widget and its parts, as the app's filters leave them; each is worked out once."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[tuple[str, ...], Style] = {}
        self.version = 0
        """How often the theme has changed."""

    @property
    def bare(self) -> bool:
        """Whether there are no colours."""
        return self._widget.app.no_color or self._widget.app.console.color_system is None

    @property
    def signs(self) -> Signs:
        """The signs that this terminal can show and tell apart."""
        console = self._widget.app.console
        if console.is_dumb_terminal:
            return ASCII
        return LETTERS if self.bare or console.color_system == "standard" else SIGNS

    def style(self, *parts: str) -> Style:
        """Return the style of the widget with those of its ``parts``, component classes, laid over it."""
        style = self._styles.get(parts)
        if style is None:
            style = self._widget.rich_style
            for part in parts:
                style += self._widget.get_component_rich_style(part, partial=True)
            style = self._styles[parts] = self.filtered(style)
        return style

    def coloured(self, colour: str, on: Style | None = None) -> Style:
        """Return the style of letters in a colour ``#rrggbb`` of the user's, as it can be seen on the style ``on``."""
        return self.filtered(Style(color=user_colour(self._widget, colour, on)))

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
