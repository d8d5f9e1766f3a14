"""JSON Lines: one object a line, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TextIO

from reader.exchange.row import Report, Row


def write(rows: Iterable[Row], stream: TextIO) -> Report:
    """Write ``rows`` and return the report."""
    report = Report("jsonl")
    for row in rows:
        stream.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
        report.written += 1
        report.kept += 1
    return report
