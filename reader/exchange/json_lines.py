"""JSON Lines: one object on each line. Nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import TextIO

from reader.exchange.row import ExportRow, Report
from reader.text.guard import json_line


def write(rows: Iterable[ExportRow], stream: TextIO) -> Report:
    """Write ``rows`` and return the report."""
    report = Report("jsonl")
    names = [field.name for field in fields(ExportRow)]
    for row in rows:
        stream.write(json_line({name: getattr(row, name) for name in names}) + "\n")
        report.written += 1
        report.kept += 1
    return report
