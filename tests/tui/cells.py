"""Cells of a terminal as a person sees them."""

from __future__ import annotations

from pyte.screens import Char


def seen(cell: Char) -> Char:
    """Return a cell without what nobody sees: the colour, bold and italics of a blank that nothing is drawn on."""
    drawn_on = cell.reverse or cell.underscore or cell.strikethrough
    return cell if cell.data != " " or drawn_on else Char(" ", bg=cell.bg)
