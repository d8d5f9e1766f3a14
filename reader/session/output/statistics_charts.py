"""Statistics as rows of text and as pictures: one drawing a table, the same numbers in both."""

from __future__ import annotations

from reader.exchange import svg
from reader.layout import chart
from reader.layout.chart import Bar
from reader.session.output.library_statistics import TABLES, Statistics, Table

NONE = "—"
"""What stands for a source or a date that is not known."""


def lines(found: Statistics, name: str, width: int) -> list[str]:
    """Return the table ``name`` as lines of at most ``width`` cells."""
    if name == "together":
        return chart.heat(*found.pairs(), width)
    table = TABLES[name](found)
    if name == "progress":
        return _progress(found, table, width)
    return chart.bars(_bars(found, table), width)


def picture(found: Statistics, name: str) -> str:
    """Return the table ``name`` as the text of an SVG file."""
    table = TABLES[name](found)
    if name == "together":
        return svg.heat(table.title, *found.pairs())
    if name == "progress":
        values = [(int(row[4]), int(row[5])) for row in table.rows]
        return svg.steps(table.title, ("new tags", "all tags"), values)
    return svg.bars(table.title, _bars(found, table))


def _bars(found: Statistics, table: Table) -> list[Bar]:
    number = {"tags": 2, "articles": 2, "sources": 1, "months": 1, "coverage": 3}[table.name]
    bars = []
    for row in table.rows:
        label, value = str(row[0]) or NONE, float(row[number])
        if table.name in ("articles", "coverage"):
            label = _title(found, label)
        bars.append(Bar(label, value, f"{value:.1%}" if table.name == "coverage" else f"{value:.0f}"))
    return bars


def _title(found: Statistics, article: str) -> str:
    """Return what people know an article by; its id if it has no title, or is gone."""
    return found.articles[article].title or article


def _progress(found: Statistics, table: Table, width: int) -> list[str]:
    if not table.rows:
        return []
    new, known = [int(row[4]) for row in table.rows], [int(row[5]) for row in table.rows]
    room = max(1, width - len("new tags  "))
    # The curve is cut into as many places as the other: the last of each stands for them.
    each = -(-len(known) // room)
    shown = [known[min(at + each, len(known)) - 1] for at in range(0, len(known), each)]
    return [
        f"new tags  {chart.sparkline(new, room)}"[:width],
        f"all tags  {chart.sparkline(shown, room)}"[:width],
        *chart.bars(
            [Bar(_title(found, str(row[1])), int(row[4]), f"+{row[4]} = {row[5]}") for row in table.rows], width
        ),
    ]
