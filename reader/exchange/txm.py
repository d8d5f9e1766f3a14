"""Corpora for TXM, out, as an archive of the folder that TXM imports.

"TXT+CSV": a text file for each article, and ``metadata.csv``, whose first column ``id`` has the files' names. "XML-XTZ": an
XML file for each article with paragraphs, and the passages in them as elements with their tags.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from reader.exchange.csv_table import without_formula
from reader.exchange.marked_text import is_in_text, stretches
from reader.exchange.project import ExportDocument, ExportProject
from reader.exchange.row import ExportRow, Report
from reader.exchange.textometry import paragraphs, plain_name, tags_together, variables
from reader.exchange.xml_text import content, tag
from reader.files.archive_writer import entry, free_name, new_archive
from reader.text.block import Kind
from reader.text.guard import guard
from reader.translation import N_

_UNREAD = N_("annotations of articles that cannot be read")
_COLUMNS = ("title", "author", "source", "section", "language", "date", "year", "month", "url")


def write_texts(project: ExportProject, stream: BinaryIO) -> Report:
    """Write the articles that have annotations as texts, with the tags of these in the table, and return the report."""
    report = Report("txm")
    table = io.StringIO(newline="")
    lines = csv.writer(table, lineterminator="\n")
    lines.writerow(("id", *_COLUMNS, "tags"))
    names: set[str] = set()
    with new_archive(stream) as archive:
        for document, rows in _readable(project, report):
            name = free_name(plain_name(document.id) or "article", names)
            archive.writestr(entry(f"{name}.txt"), "".join(f"{line}\n" for line in paragraphs(document)).encode())
            known = variables(document)
            tags = " | ".join(tags_together(row.tags for row in rows))
            cells = [*(known.get(column, "") for column in _COLUMNS), guard(tags)]
            lines.writerow([name, *map(without_formula, cells)])
            report.written += len(rows)
        archive.writestr(entry("metadata.csv"), table.getvalue().encode())
    return report


def write_xml(project: ExportProject, stream: BinaryIO) -> Report:
    """Write the articles that have annotations as XML with their passages, and return the report."""
    report = Report("xtz")
    names: set[str] = set()
    with new_archive(stream) as archive:
        for place, (document, rows) in enumerate(_readable(project, report), start=1):
            name = free_name(plain_name(document.id) or "article", names)
            attributes = {"id": name, **variables(document), "textorder": str(place)}
            text = "".join(_elements(document, rows, report))
            whole = f'<?xml version="1.0" encoding="UTF-8"?>\n<{tag("text", attributes)}>\n{text}</text>\n'
            archive.writestr(entry(f"{name}.xml"), whole.encode("utf-8", "replace"))
    return report


def _readable(project: ExportProject, report: Report) -> Iterator[tuple[ExportDocument, list[ExportRow]]]:
    for document, rows in project.by_document():
        given = list(rows)
        if document.text is not None:
            yield document, given
        else:
            report.lost[_UNREAD] = report.lost.get(_UNREAD, 0) + len(given)


def _elements(document: ExportDocument, rows: Iterable[ExportRow], report: Report) -> Iterator[str]:
    """Yield the paragraphs. Elements cannot overlap, so where passages do, each stretch is an element with all their tags."""
    placed: list[ExportRow] = []
    for row in rows:
        if is_in_text(row, document):
            placed.append(row)
        else:
            report.lose(N_("annotations whose words are not in the text"))
    report.written += len(placed)
    cut: set[str] = set()
    for block, parts in stretches(document, placed):
        kind = {"rend": "heading"} if block.kind is Kind.HEADING else {}
        yield f"<{tag('p', kind)}>"
        for part in parts:
            words = content(guard(part.span.of(document.text or "")))
            if not part.rows:
                yield words
                continue
            cut.update(row.id for row in part.rows if len(part.rows) > 1)
            attributes = {
                "id": " ".join(row.id for row in part.rows),
                "tags": " | ".join(tags_together(row.tags for row in part.rows)),
                "ink": part.rows[0].ink,
                "coder": " | ".join(dict.fromkeys(row.coder for row in part.rows)),
            }
            yield f"<{tag('passage', attributes)}>{words}</passage>"
        yield "</p>\n"
    if cut:
        name = N_("annotations that overlap others, cut at their ends")
        report.lost[name] = report.lost.get(name, 0) + len(cut)
