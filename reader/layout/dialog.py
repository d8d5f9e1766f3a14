"""How large a picker is: as wide as the window allows, and as high as what it holds."""

from __future__ import annotations

from typing import NamedTuple

WIDTHS = ((120, 110), (100, 90), (80, 76))
"""From how many columns on a picker has which width."""
WHOLE = 60
"""Columns below which it takes the whole width."""
LOW = 10
"""Rows below which it takes the whole height, and leaves out its frame and its keys."""
BESIDE = 120
"""Columns from which on the preview stands beside the list."""
BELOW = 16
"""Rows from which on there is room for a preview below the list."""
PREVIEW = 4
"""Rows of a preview below the list, and of a line above it."""
GLANCE = 10
"""The least rows of a list that has its preview beside it, if there is room for them."""


class PickerSize(NamedTuple):
    """``width`` in cells; rows ``top`` above it; the list's ``rows``; where the preview stands, and whether there is a frame."""

    width: int
    top: int
    rows: int
    beside: bool
    below: bool
    framed: bool


def picker_size(columns: int, rows: int, held: int, *, preview: bool, taken: int = 0) -> PickerSize:
    """Return the size of a picker in a window, whose list has ``held`` rows. It begins at the same row whatever it holds.

    A message has the last ``taken`` rows of the window.
    """
    fitting = next((width for least, width in WIDTHS if columns >= least), columns - 4)
    width = columns if columns < WHOLE else fitting
    framed = rows >= LOW
    beside, below = preview and columns >= BESIDE, preview and columns < BESIDE and rows >= BELOW
    top = rows // 10 if framed else 0
    room = rows - top - max(top, taken) - (4 if framed else 1) - (PREVIEW if below else 0)
    least = GLANCE if beside else 1
    return PickerSize(width, top, max(1, min(max(held, least), room)), beside, below, framed)
