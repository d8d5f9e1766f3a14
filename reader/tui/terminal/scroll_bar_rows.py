"""The rows of a scroll bar, made once.

Textual (8.2.8) renders them anew through Rich, which takes 1 ms of each key that scrolls. This file goes when Textual caches
them or paints scroll bars as strips.
"""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

MOST_KEPT = 100
"""Rows that are kept: a scroll bar has three kinds, and two more for each eighth of a cell."""
_GREY = Color.parse("#808080")
_Look = tuple[Style, Segment, tuple[LineFilter, ...]]
"""The style of a scroll bar, what one of its rows lays over it, and the app's filters."""


class ScrollBarRows:
    """Paints vertical scroll bars as Textual does."""

    def __init__(self) -> None:
        self._strips: dict[_Look, Strip] = {}

    def rows(self, bar: ScrollBar, lines: range) -> list[Strip] | None:
        """Return the rows at ``lines`` of a bar; None if it is not Textual's ordinary one."""
        render = bar.render()
        if not isinstance(render, ScrollBarRender) or not isinstance(render.style, Style):
            return None
        segments = render.render_bar(
            bar.size.height,
            render.virtual_size,
            render.window_size,
            render.position,
            render.thickness,
            back_color=render.style.bgcolor or _GREY,
            bar_color=render.style.color or _GREY,
        ).segments
        if len(self._strips) > MOST_KEPT:
            self._strips.clear()
        base, filters = bar.rich_style, tuple(bar.get_line_filters())
        return [self._strip(bar, (base, segments[y], filters)) for y in lines]

    def _strip(self, bar: ScrollBar, look: _Look) -> Strip:
        strip = self._strips.get(look)
        if strip is None:
            base, segment, filters = look
            strip = Strip([Segment(segment.text, base + segment.style)])
            for each in filters:
                strip = strip.apply_filter(each, bar.background_colors[1])
            self._strips[look] = strip
        return strip
