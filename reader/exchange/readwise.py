"""CSV as Readwise imports it: ``Highlight``, ``Title``, ``Author``, ``URL``, ``Note``, ``Location``, ``Date``.

Tags stand at the beginning of the note, each behind a full stop, as Readwise takes them from there.
"""

from __future__ import annotations

import csv
import io
import re
from typing import BinaryIO

from reader.exchange.csv_table import without_formula
from reader.exchange.project import ExportDocument, ExportProject
from reader.exchange.row import ExportRow, Report
from reader.text.guard import guard
from reader.translation import N_

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
_NO_TAG = re.compile(r"[^\w/\-]+")


def write(project: ExportProject, stream: BinaryIO) -> Report:
    """Write a line for each annotation, and return the report."""
    report = Report("readwise")
    out = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    lines = csv.writer(out)
    lines.writerow(COLUMNS)
    for document, rows in project.by_document():
        for row in rows:
            raw = [guard(cell, lines=True) for cell in _cells(row, document, report)]
            cells = [without_formula(cell) for cell in raw]
            if cells != raw:
                report.lose(N_("cells that a spreadsheet would take for formulas, written with an apostrophe"))
            lines.writerow(cells)
            report.written += 1
    out.detach()
    return report


def _cells(row: ExportRow, document: ExportDocument, report: Report) -> tuple[str, ...]:
    tags = [_NO_TAG.sub("-", path) for path in row.tags]
    if tags != list(row.tags):
        report.lose(N_("annotations whose tags had to be spelled otherwise"))
    if len(row.spans) > 1:
        report.lose(N_("annotations of several passages, whose places are not written"))
    note = "\n".join(filter(None, (" ".join(f".{tag}" for tag in tags), row.note)))
    place = str(row.spans[0][0]) if row.spans else ""
    date = row.created[:19].replace("T", " ")
    return (row.quote, row.title, document.metadata.author, document.url, note, place, date)
