"""The margin of tags: right of the column, each tag once, beside the first row of its passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.layout.cells import cells, fitted
from reader.layout.gutter import GUTTER, Piece
from reader.text.guard import guard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.layout.runs import Decoration
    from reader.layout.signs import Signs

GAP = 2
"""Cells between the column and its tags."""
_WIDTHS = ((200, 40), (120, 28), (100, 20))
"""From how many cells of the pane on tags have how many cells."""
_LEAST = 8
"""Cells below which tags are not shown."""


def margin_cells(width: int, column: int) -> int:
    """Return the cells for tags beside a column in a pane ``width`` cells wide; 0 if there is no room for any."""
    wished = next((cells for least, cells in _WIDTHS if width >= least), 0)
    room = min(wished, width - 1 - GUTTER - column - GAP)
    return room if room >= _LEAST else 0


def column_left(width: int, column: int, tags: int) -> int:
    """Return the cells left of the gutter: the column is centred unless ``tags`` cells need the room on its right."""
    centred = max(0, (width - column - GUTTER) // 2)
    return max(0, min(centred, width - 1 - GUTTER - column - GAP - tags)) if tags else centred


def tag_pieces(begin: Iterable[Decoration], go_on: Iterable[Decoration], room: int, signs: Signs) -> list[Piece]:
    """Return the tags of the passages that ``begin`` in a row, then dim those of passages that ``go_on`` in it.

    What does not fit ``room`` cells is counted at the end; of a single tag, its beginning stands there.
    """
    entries = [entry for decoration in begin for entry in _entries(decoration, signs)]
    entries += [(text, ("facts",)) for decoration in go_on for text, _ in _entries(decoration, signs)]
    pieces: list[Piece] = []
    shown = used = 0
    for text, look in entries:
        gap = 1 if pieces else 0
        free = room - used - gap - cells(_rest(len(entries) - shown - 1, signs))
        if cells(text) > free:
            if pieces:
                break
            text = fitted(text, max(1, free))
        pieces += [*[(" ", ())] * gap, (text, look)]
        used += gap + cells(text)
        shown += 1
    rest = _rest(len(entries) - shown, signs)
    return [*pieces, (rest, ("facts",))] if rest else pieces


def _rest(count: int, signs: Signs) -> str:
    return f" {signs.more}{count}" if count else ""


def _entries(decoration: Decoration, signs: Signs) -> list[Piece]:
    """Return what stands for a passage: its tags, each in its colour, and the sign of a note behind the last."""
    lane = "" if signs.letters else f"{signs.lane} "
    own = (f"lane-{decoration.name}",)
    entries: list[Piece] = [
        (f"{lane}#{guard(tag.path)}", (tag.colour,) if tag.colour else own) for tag in decoration.tags
    ]
    if decoration.note:
        text, look = entries.pop() if entries else (lane.rstrip(), own)
        entries.append((f"{text} {signs.note}".lstrip(), look))
    return entries
