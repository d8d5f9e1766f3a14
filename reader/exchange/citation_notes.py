"""Articles for reference managers such as Zotero, out, with their annotations as notes: RIS and CSL-JSON."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import BinaryIO

from reader.citation.item import Item
from reader.citation.ris import ris
from reader.exchange.project import ExportDocument, ExportProject
from reader.exchange.row import ExportRow, Report
from reader.text.guard import guard, json_line

_END = "ER  - "


def write_ris(project: ExportProject, stream: BinaryIO) -> Report:
    """Write a record for each article, with a note (``N1``) for each annotation, and return the report."""
    report = Report("ris")
    out = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    for document, rows in project.by_document():
        head, _end, tail = ris([(document.id, _item(document))]).rpartition(_END)
        out.write(head)
        for row in rows:
            out.write(f"N1  - {' '.join(guard(_note(row)).split())}\r\n")
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
        notes = list(map(_note, rows))
        out.write(separator + json_line({**_item(document).to_csl(), "note": "\n\n".join(notes)}))
        separator = ",\n"
        report.written += len(notes)
    out.write("\n]\n" if report.written else "[]\n")
    out.detach()
    return report


def _item(document: ExportDocument) -> Item:
    return Item(document.id, replace(document.metadata, title=document.metadata.title or document.title))


def _note(row: ExportRow) -> str:
    """Return an annotation as one text: quote, citation, tags, note, coder."""
    quote = f"« {' '.join(row.quote.split())} »"
    tags = " ".join(f"#{path}" for path in row.tags)
    return " — ".join(filter(None, (quote, row.citation, tags, row.note, row.coder)))
