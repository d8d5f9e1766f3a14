"""Articles for reference managers such as Zotero, out, with their annotations as notes: RIS and CSL-JSON."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import BinaryIO

from reader.citation.item import Item
from reader.citation.ris import ris
from reader.exchange.project import ExportDocument, ExportProject
from reader.exchange.quoting_note import note_line
from reader.exchange.row import Report
from reader.text.guard import json_line

_END = "ER  - "


def write_ris(project: ExportProject, stream: BinaryIO) -> Report:
    """Write a record for each article, with a note (``N1``) for each annotation, and return the report."""
    report = Report("ris")
    out = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    for document, rows in project.by_document():
        head, _end, tail = ris([(document.id, _item(document))]).rpartition(_END)
        out.write(head)
        for row in rows:
            out.write(f"N1  - {note_line(row, report)}\r\n")
            report.written += 1
        out.write(_END + tail)
    out.detach()
    return report


def write_csl_json(project: ExportProject, stream: BinaryIO) -> Report:
    """Write an item for each article, with its annotations in ``note``, and return the report."""
    report = Report("csl-json")
    out = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    separator = "[\n"
    for document, rows in project.by_document():
        notes = [note_line(row, report) for row in rows]
        out.write(separator + json_line({**_item(document).to_csl(), "note": "\n\n".join(notes)}))
        separator = ",\n"
        report.written += len(notes)
    out.write("\n]\n" if report.written else "[]\n")
    out.detach()
    return report


def _item(document: ExportDocument) -> Item:
    return Item(document.id, replace(document.metadata, title=document.metadata.title or document.title))
