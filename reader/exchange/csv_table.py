"""CSV (RFC 4180): one line for each annotation, with tags and spans joined by semicolons.

A cell that a spreadsheet would run as a formula gets an apostrophe in front; the report counts these cells.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TextIO

from reader.exchange.row import Report, Row
from reader.text.guard import guard

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(rows: Iterable[Row], stream: TextIO) -> Report:
    """Write ``rows`` and return the report."""
    names = [field.name for field in fields(Row)]
    return write_table(names, ([getattr(row, name) for name in names] for row in rows), stream)


def write_table(names: Sequence[str], rows: Iterable[Sequence[object]], stream: TextIO) -> Report:
    """Write a header of ``names`` and rows of any cells, and return the report."""
    report = Report("csv")
    writer = csv.writer(stream)
    writer.writerow(names)
    for row in rows:
        raw = [_cell(value) for value in row]
        cells = [guard(cell, lines=True) for cell in raw]
        if cells != raw:
            report.lose("cells with control characters, written with their pictures")
        safe = ["'" + cell if cell.startswith(_FORMULA) else cell for cell in cells]
        if safe != cells:
            report.lose("cells that look like formulas, written with an apostrophe")
        writer.writerow(safe)
        report.written += 1
        report.kept += safe == raw
    return report


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return ";".join(f"{part[0]}:{part[1]}" if isinstance(part, tuple) else str(part) for part in value)
    return str(value)
