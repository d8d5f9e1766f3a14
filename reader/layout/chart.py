"""Charts in cells: bars, a heat table, a sparkline. Numbers are beside their marks, so no colour is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.layout.cells import cells, fitted
from reader.text.guard import guard
from reader.translation import ngettext

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HEIGHTS = "▁▂▃▄▅▆▇█"
_SHADES = " ░▒▓█"
_LABEL = 0.5
"""The largest share of a row that labels take."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label, its length (not negative), and its number as text."""

    label: str
    value: float
    shown: str


def bars(rows: Sequence[Bar], width: int) -> list[str]:
    """Return a line of at most ``width`` cells for each bar: label, number, and a bar; the longest fills the row."""
    if not rows:
        return []
    labels = [guard(row.label) for row in rows]
    label = min(max(map(cells, labels)), max(1, int(width * _LABEL)))
    number = max(len(row.shown) for row in rows)
    room = max(0, width - label - number - 3)
    most = max(row.value for row in rows)
    lines = []
    for row, text in zip(rows, labels, strict=True):
        eighths = round(row.value / most * room * 8) if most else 0
        # A value above zero is always visible.
        mark = _mark(max(1, eighths)) if row.value and room else ""
        line = f"{fitted(text, label)}  {row.shown:>{number}} {mark}".rstrip()
        lines.append(_within(line, width))
    return lines


def gauge(done: int, total: int, width: int = 8) -> str:
    """Return how much of ``total`` is done, in ``width`` signs; nothing if there is nothing to do."""
    full = width * done // total if total else 0
    return "■" * full + "□" * (width - full) if total else ""


def _mark(eighths: int) -> str:
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


def sparkline(values: Sequence[float], width: int) -> str:
    """Return the values as heights, one for each cell; if there are more than ``width``, neighbours are added up."""
    if not values or width < 1:
        return ""
    each = -(-len(values) // width)
    summed = [sum(values[at : at + each]) for at in range(0, len(values), each)]
    most = max(summed)
    return (
        "".join(_HEIGHTS[round(value / most * 7)] if value else " " for value in summed) if most else " " * len(summed)
    )


def heat(labels: Sequence[str], table: Sequence[Sequence[int]], width: int) -> list[str]:
    """Return a square table in lines of at most ``width`` cells: numbered rows and columns of numbers with shades.

    Columns that do not fit are left out, and the last line says how many.
    """
    if not labels:
        return []
    guarded = [guard(text) for text in labels]
    most = max((cell for at, row in enumerate(table) for column, cell in enumerate(row) if at != column), default=0)
    wide = max(2, len(str(len(labels))), *(len(str(cell)) for row in table for cell in row)) + 2
    index = len(str(len(labels)))
    label = min(max(map(cells, guarded)), max(1, width // 3))
    shown = max(0, min(len(labels), (width - index - 1 - label) // wide))
    head = " " * (index + 1 + label) + "".join(f"{number:>{wide - 1}} " for number in range(1, shown + 1))
    lines = [head.rstrip()]
    for at, (text, row) in enumerate(zip(guarded, table, strict=True)):
        row_cells = "".join(
            f"{cell or '·':>{wide - 1}}{' ' if at == column else shade(cell, most)}"
            for column, cell in enumerate(row[:shown])
        )
        lines.append(_within(f"{at + 1:>{index}} {fitted(text, label)}{row_cells}".rstrip(), width))
    if shown < len(labels):
        more = len(labels) - shown
        left_out = ngettext("… {count} more column", "… {count} more columns", more).format(count=more)
        lines.append(fitted(left_out, width).rstrip())
    return lines


def _within(line: str, width: int) -> str:
    """Return a line cut to ``width`` cells. A combining mark at the start of a label may widen the space before it."""
    return line if cells(line) <= width else fitted(line, width)


def shade(value: float, most: float) -> str:
    """Return the shade of a cell: blank for zero only."""
    if not value or not most:
        return " "
    return _SHADES[min(4, -int(-value * 4 // most))]
