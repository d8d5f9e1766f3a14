"""The line at the bottom: the status on the left, the keys that do something now on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.layout.cells import cells, fitted
from reader.layout.gutter import Piece
from reader.text.guard import guard

if TYPE_CHECKING:
    from collections.abc import Sequence

STATUS_CELLS = 24
"""Cells of a narrow line that the status keeps."""


def bar_pieces(
    status: str, keys: Sequence[tuple[str, str]], width: int, status_cells: int = STATUS_CELLS
) -> list[Piece]:
    """Return a line ``width`` cells wide; ``keys`` are (key, label) pairs, the last of which are left out first.

    The status keeps ``status_cells``. Keys have the look ``key``.
    """
    status = guard(status)
    shown = [(guard(key), f" {guard(label)}") for key, label in keys]
    room = width - 3 - min(cells(status), status_cells)
    while shown and _wide(shown) > room:
        shown.pop()
    pieces: list[Piece] = [(f" {fitted(status, max(0, width - 3 - _wide(shown)))} ", ())]
    for number, (key, label) in enumerate(shown):
        pieces += [("  " if number else "", ()), (key, ("key",)), (label, ())]
    free = width - sum(cells(text) for text, _ in pieces)
    return [piece for piece in [*pieces, (" " * max(0, free), ())] if piece[0]]


def _wide(keys: Sequence[tuple[str, str]]) -> int:
    """Return the width of keys and their labels, with two cells between them."""
    return sum(cells(key) + cells(label) for key, label in keys) + 2 * max(0, len(keys) - 1)
