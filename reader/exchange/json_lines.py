"""JSON Lines: one object a line, nothing lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from reader.exchange.row import Report, Row
from reader.text.guard import json_line
from reader.text.value import as_dict


def write(rows: Iterable[Row], stream: TextIO) -> Report:
    """Write ``rows`` and return the report."""
    report = Report("jsonl")
    for row in rows:
        stream.write(json_line(as_dict(row)) + "\n")
        report.written += 1
        report.kept += 1
    return report
