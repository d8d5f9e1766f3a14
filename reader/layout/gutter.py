"""The gutter: left of each row the focus, and a lane for each highlight that overlaps others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.layout.runs import Decoration, lanes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.layout.signs import Signs
    from reader.text.span import Span

LANES = 2
"""Lanes for which there is always room."""
MOST_LANES = 6
"""Lanes up to which highlights that overlap have one each; more of them are a sign in the last."""
GUTTER = LANES + 2
"""Cells left of the column: the focus mark, the lanes, a space."""

Piece = tuple[str, tuple[str, ...]]
"""A stretch of a row and the names of its looks, lowest first; without a name it looks like the page.

A name that begins with ``#`` is a colour of the text, ``#rrggbb``.
"""
Laid = tuple[Decoration, int]
"""A highlight and its lane."""


def laid(decorations: Sequence[Decoration]) -> tuple[dict[Decoration, int], int]:
    """Return the lane of each highlight, and the number of lanes, at least `LANES` and at most `MOST_LANES`."""
    lane_of = dict(lanes(decorations, MOST_LANES))
    return lane_of, max(LANES, max(lane_of.values(), default=0) + 1)


def gutter(row: Span, here: Sequence[Laid], count: int, signs: Signs, *, focused: bool) -> list[Piece]:
    """Return the gutter of a row in which the highlights ``here`` lie, with ``count`` lanes."""
    marks: list[Piece] = [(" ", ())] * count
    taken: dict[int, str] = {}
    space: Piece = (" ", ())
    for decoration, lane in here:
        at = min(lane, count - 1)
        look = (decoration.colour or f"lane-{decoration.name}",)
        begins = decoration.leads and row.holds(decoration.span.start)
        if taken.setdefault(at, decoration.id) != decoration.id:
            marks[at] = (signs.more, ("facts",))
        elif signs.letters:
            marks[at] = (decoration.letter or signs.lane, look)
            space = (signs.note, look) if decoration.note and begins else space
        else:
            marks[at] = (signs.note if decoration.note and begins else signs.lane, look)
    # A blank in the look of the mark would look the same, and take forty bytes more of each row.
    return [(signs.focus, ("mark",)) if focused else (" ", ()), *marks, space]
