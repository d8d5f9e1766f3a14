"""What a screen shows, as rows a terminal can be sent: the picture that the next start begins with."""

from __future__ import annotations

from typing import Any

from rich.segment import Segment
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from reader.layout.signs import IN_ASCII


def rows(screen: Screen[Any], widgets: list[Widget]) -> list[str]:
    """Return the rows of ``screen``, painted from those of its ``widgets`` that are in view, side by side."""
    width, height = screen.size
    parts: list[list[tuple[int, Strip]]] = [[] for _ in range(height)]
    for widget in widgets:
        pieces: list[Widget] = [widget]
        if widget.show_vertical_scrollbar:
            pieces.append(widget.vertical_scrollbar)
        for piece in pieces:
            region = piece.region
            if not piece.display or not region.area:
                continue
            room = region.width - sum(other.region.width for other in pieces if other is not piece and piece is widget)
            lines = piece.render_lines(Region(0, 0, room, region.height))
            for y, strip in zip(range(region.y, min(region.bottom, height)), lines, strict=False):
                parts[y].append((region.x, strip))
    console = screen.app.console
    signs = IN_ASCII if console.is_dumb_terminal else {}
    return [_joined(pieces, width).render(console).translate(signs) for pieces in parts]


def _joined(parts: list[tuple[int, Strip]], width: int) -> Strip:
    segments: list[Segment] = []
    at = 0
    for x, strip in sorted(parts, key=lambda part: part[0]):
        if x > at:
            segments.append(Segment(" " * (x - at)))
        segments += strip
        at = x + strip.cell_length
    return Strip(segments).adjust_cell_length(width)
