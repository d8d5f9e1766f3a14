"""Statistics as text and as SVG: a chart for each table, with the same numbers."""

from __future__ import annotations

from collections.abc import Sequence

from reader.exchange import svg
from reader.layout import chart
from reader.layout.cells import cells
from reader.layout.chart import Bar
from reader.session.output.library_statistics import TABLES, Statistics, StatisticsTable
from reader.text.guard import guard
from reader.translation import _, decimal, percent

NONE = "—"
"""Shown for an unknown source or date."""


def lines(statistics: Statistics, name: str, width: int) -> list[str]:
    """Return the table ``name`` as lines of at most ``width`` cells."""
    if name == "together":
        return chart.heat(*statistics.pairs(), width)
    table = TABLES[name](statistics)
    if name == "progress":
        return _progress(table, width)
    return bar_lines(table, width)


def bar_lines(table: StatisticsTable, width: int) -> list[str]:
    """Return a table of counts as lines of at most ``width`` cells, a bar for each row."""
    return chart.bars(_bars(table), width)


def bar_picture(table: StatisticsTable) -> str:
    """Return a table of counts as the text of an SVG file, a bar for each row."""
    return svg.bars(table.title, _bars(table))


def picture(statistics: Statistics, name: str) -> str:
    """Return the table ``name`` as the text of an SVG file."""
    table = TABLES[name](statistics)
    if name == "together":
        return svg.heat(table.title, *statistics.pairs())
    if name == "progress":
        values = [(int(row[5]), int(row[6])) for row in table.rows]
        return svg.steps(table.title, _curves(), values)
    return bar_picture(table)


def _curves() -> tuple[str, str]:
    """Return the names of the two curves of the progress."""
    return _("new tags"), _("all tags")


_VALUES = {"tags": 2, "articles": 2, "sources": 1, "months": 1, "coverage": 4, "words": 4}
"""By table, the column whose numbers are drawn."""


def _bars(table: StatisticsTable) -> list[Bar]:
    has_title = table.name in ("articles", "coverage")
    labels = [str(row[1 if has_title else 0]) or NONE for row in table.rows]
    values = [float(row[_VALUES[table.name]]) for row in table.rows]
    return [Bar(*bar) for bar in zip(labels, values, _shown(table, values), strict=True)]


def _shown(table: StatisticsTable, values: Sequence[float]) -> list[str]:
    """Return the numbers beside the bars; for words, how often each was found stands before its ratio."""
    if table.name == "coverage":
        return [percent(value) for value in values]
    if table.name != "words":
        return [f"{value:.0f}" for value in values]
    ratios = [decimal(value, 1) for value in values]
    widest = max(map(len, ratios), default=0)
    return [f"{row[1]}  {ratio:>{widest}}" for row, ratio in zip(table.rows, ratios, strict=True)]


def _progress(table: StatisticsTable, width: int) -> list[str]:
    if not table.rows:
        return []
    new, all_tags = [int(row[5]) for row in table.rows], [int(row[6]) for row in table.rows]
    names = [guard(name) for name in _curves()]
    widest = max(map(cells, names))
    room = max(1, width - widest - 2)
    # The curve has as many places as the other one; each shows the last of its values.
    each = -(-len(all_tags) // room)
    shown = [all_tags[min(at + each, len(all_tags)) - 1] for at in range(0, len(all_tags), each)]
    return [
        *(
            f"{name}{' ' * (widest - cells(name))}  {chart.sparkline(values, room)}"[:width]
            for name, values in zip(names, (new, shown), strict=True)
        ),
        *chart.bars([Bar(str(row[2]), int(row[5]), f"+{row[5]} = {row[6]}") for row in table.rows], width),
    ]
