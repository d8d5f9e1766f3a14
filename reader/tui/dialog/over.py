"""A dialog over the screen it was opened on, which stays in view, dimmed."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

from rich.segment import Segment
from rich.style import Style
from textual._context import visible_screen_stack
from textual.await_complete import AwaitComplete
from textual.color import Color
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip

from reader.tui.painting import PaintedScreen

Result = TypeVar("Result")


class Over(ModalScreen[Result], PaintedScreen[Result], inherit_bindings=False):  # CSS follows the first base alone
    """A modal screen that dims the rows below it, each style once. Textual does it word by word, on the way through Rich."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with an answer, once. An answer that comes later, from a queue or a thread, must not close the screen below."""
        if self.app.screen_stack[-1:] == [self]:
            return super().dismiss(result)
        return AwaitComplete()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return what lies below, dimmed."""
        background = self.styles.background
        try:
            below = visible_screen_stack.get().pop() if background.a < 1 else None
        except LookupError:
            below = None
        if below is None:
            return super().render_lines(crop)
        background = self._filtered(background)
        strips = [_dimmed(strip, background) for strip in below._compositor.render_strips()[crop.y : crop.bottom]]
        # In a terminal that has just grown, what lies below is still as large as it was.
        blank = _tinted(below.rich_style, background)
        strips += [Strip.blank(crop.right, blank)] * (crop.height - len(strips))
        return [strip.extend_cell_length(crop.right, blank).crop(crop.x, crop.right) for strip in strips]

    def _filtered(self, colour: Color) -> Color:
        """Return a colour as the app's filters leave it: without colours (NO_COLOR) there is none in what dims either."""
        strip = Strip([Segment(" ", Style(bgcolor=colour.with_alpha(1).rich_color))])
        for one in self.get_line_filters():
            if one.enabled:
                strip = strip.apply_filter(one, colour)
        style = next(iter(strip)).style
        return Color.from_rich_color(style.bgcolor).with_alpha(colour.a) if style and style.bgcolor else colour


def _dimmed(strip: Strip, colour: Color) -> Strip:
    return Strip([Segment(text, _tinted(style or Style.null(), colour)) for text, style, _ in strip], strip.cell_length)


@lru_cache(maxsize=1024)
def _tinted(style: Style, tint: Color) -> Style:
    """Return a style under a colour that lets it through, without what can be clicked, as Textual's `BackgroundScreen` does."""
    bare = style.clear_meta_and_links()
    if tint.a == 0:
        return bare
    parts = [(Color.from_rich_color(one) + tint).rich_color if one else None for one in (style.color, style.bgcolor)]
    return bare + Style.from_color(*parts)
