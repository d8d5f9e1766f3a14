"""The table of formats for other tools, out; those that come in are in `import_formats`.

A new format is a row, and a file with its writer. The command line, help, and the screens that export read the table.
"""

from __future__ import annotations

import codecs
import io
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from reader.exchange import codebook_toml, csv_table, json_lines, markdown
from reader.exchange.row import Report
from reader.lazy import Lazy
from reader.translation import N_, _

if TYPE_CHECKING:
    from _typeshed import StrPath

    from reader.exchange.office_document import OfficeDocument
    from reader.exchange.project import ExportProject


class Exports(StrEnum):
    """What a format holds, and what its writer is given.

    That is `exchange.row.ExportRow` or `annotation.codebook.Tag` objects, or an `exchange.office_document.OfficeDocument`.
    """

    ANNOTATIONS = "annotations"
    CODEBOOK = "codebook"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format for other tools.

    ``key``: its name on the command line and in reports. ``name``: its name for a person. ``suffix``: of its files, in
    lower case. ``writer``: writes any number of what the format exports, and reports how many were written and what was
    changed. ``left_out``: the fields that the format cannot carry; the report counts them as lost.
    ``citations``: the form of citations and references, ``plain`` or ``markdown``. ``byte_order_mark``: files
    begin with one, because spreadsheets take only such files for UTF-8. ``separated``: the writer also takes the
    ``separator`` of cells, a value of `csv_table.SEPARATORS`. ``whole``: the writer is given an `exchange.project.ExportProject`
    and a stream of bytes.
    ``binary``: the file is an archive, which is not written to a terminal.
    """

    key: str
    name: str
    suffix: str
    exports: Exports
    writer: Callable[..., Report]
    left_out: tuple[str, ...] = ()
    citations: str = "plain"
    byte_order_mark: bool = False
    separated: bool = False
    whole: bool = False
    binary: bool = False

    def write(self, items: Iterable[Any], stream: TextIO, separator: str = "") -> Report:
        """Write ``items`` to ``stream``; the report counts what was lost, including what the format cannot carry.

        ``separator`` is for a format that is ``separated``.
        """
        return self._counted(self.writer(items, stream, separator) if separator else self.writer(items, stream))

    def write_project(self, project: ExportProject, stream: BinaryIO, separator: str = "") -> Report:
        """Write annotations to ``stream`` as the bytes of a file, with a byte order mark if need be; else as `write`."""
        if self.whole:
            return self._counted(self.writer(project, stream))
        if self.byte_order_mark:
            stream.write(codecs.BOM_UTF8)
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        report = self.write(project.rows, text, separator)
        text.detach()
        return report

    def write_document(self, document: OfficeDocument, stream: BinaryIO) -> Report:
        """Write a document for a word processor to ``stream``."""
        return self._counted(self.writer(document, stream))

    def _counted(self, report: Report) -> Report:
        if self.left_out and report.written:
            report.lost[", ".join(self.left_out)] = report.written
            report.kept = 0
        return report


_NOT_ELSEWHERE = ("ink", "state", "citation", "reference")
"""The fields that no other program has."""
_OF_ARTICLES = ("id", "spans", "quote", "note", "ink", "state", "coder", "created", "modified", "citation", "reference")
"""The fields of annotations that an export of whole articles does not have."""

FORMATS: dict[str, ExportFormat] = {
    row.key: row
    for row in (
        ExportFormat("csv", "CSV", ".csv", Exports.ANNOTATIONS, csv_table.write, byte_order_mark=True,
               separated=True),
        ExportFormat("csv-tags", N_("CSV, one row for each tag"), ".tags.csv", Exports.ANNOTATIONS, csv_table.write_tags,
               byte_order_mark=True, separated=True),
        ExportFormat("xlsx", N_("Excel workbook"), ".xlsx", Exports.ANNOTATIONS,
               Lazy("reader.exchange.xlsx_writer", "write"), whole=True, binary=True),
        ExportFormat("jsonl", "JSON Lines", ".jsonl", Exports.ANNOTATIONS, json_lines.write),
        ExportFormat("markdown", N_("Markdown, for reading"), ".md", Exports.ANNOTATIONS, markdown.write,
               markdown.LEFT_OUT, citations="markdown"),
        ExportFormat("org", N_("Org, for Emacs"), ".org", Exports.ANNOTATIONS, Lazy("reader.exchange.org", "write"), ("spans",)),
        ExportFormat("obsidian", N_("Obsidian, a note for each article"), ".obsidian.zip", Exports.ANNOTATIONS,
               Lazy("reader.exchange.obsidian", "write"),
               ("spans", "ink", "state", "modified"), citations="markdown", whole=True, binary=True),
        ExportFormat("report", N_("HTML report, to read and print"), ".html", Exports.ANNOTATIONS,
               Lazy("reader.exchange.html_report", "write"),
               ("id", "article", "spans", "state", "modified"), whole=True),
        ExportFormat("readwise", "Readwise", ".readwise.csv", Exports.ANNOTATIONS, Lazy("reader.exchange.readwise", "write"),
               ("id", "article", "ink", "state", "coder", "modified", "citation", "reference"), whole=True),
        ExportFormat("ris", N_("RIS with notes, for Zotero"), ".ris", Exports.ANNOTATIONS,
               Lazy("reader.exchange.citation_notes", "write_ris"),
               ("id", "spans", "ink", "state", "created", "modified", "reference"), whole=True),
        ExportFormat("csl-json", N_("CSL-JSON with notes"), ".csl.json", Exports.ANNOTATIONS,
               Lazy("reader.exchange.citation_notes", "write_csl_json"),
               ("id", "spans", "ink", "state", "created", "modified", "reference"), whole=True),
        ExportFormat("iramuteq", N_("IRaMuTeQ, whole articles"), ".iramuteq.txt", Exports.ANNOTATIONS,
               Lazy("reader.exchange.iramuteq", "write_articles"),
               _OF_ARTICLES, whole=True),
        ExportFormat("iramuteq-passages", N_("IRaMuTeQ, passages"), ".passages.txt", Exports.ANNOTATIONS,
               Lazy("reader.exchange.iramuteq", "write_passages"),
               ("id", "spans", "note", "ink", "state", "created", "modified", "citation", "reference"), whole=True),
        ExportFormat("iramuteq-themes", N_("IRaMuTeQ, passages by theme"), ".themes.txt", Exports.ANNOTATIONS,
               Lazy("reader.exchange.iramuteq", "write_themes"),
               ("id", "spans", "note", "ink", "state", "coder", "created", "modified", "citation", "reference"), whole=True),
        ExportFormat("txm", N_("TXM, texts with a table"), ".txm.zip", Exports.ANNOTATIONS,
               Lazy("reader.exchange.txm", "write_texts"),
               _OF_ARTICLES, whole=True, binary=True),
        ExportFormat("xtz", N_("TXM, XML with passages"), ".xtz.zip", Exports.ANNOTATIONS,
               Lazy("reader.exchange.txm", "write_xml"),
               ("spans", "note", "state", "created", "modified", "citation", "reference"), whole=True, binary=True),
        ExportFormat("refi", N_("REFI-QDA project"), ".qdpx", Exports.ANNOTATIONS,
               Lazy("reader.exchange.refi_writer", "write_project"),
               _NOT_ELSEWHERE, whole=True, binary=True),
        ExportFormat("refi-crlf", N_("REFI-QDA project, line ends count two"), ".crlf.qdpx", Exports.ANNOTATIONS,
               Lazy("reader.exchange.refi_writer", "write_project_crlf"), _NOT_ELSEWHERE, whole=True, binary=True),
        ExportFormat("w3c", "W3C Web Annotation", ".jsonld", Exports.ANNOTATIONS,
               Lazy("reader.exchange.web_annotation_writer", "write"),
               _NOT_ELSEWHERE, whole=True),
        ExportFormat("hypothesis", "Hypothesis", ".json", Exports.ANNOTATIONS, Lazy("reader.exchange.hypothesis_writer", "write"),
               _NOT_ELSEWHERE, whole=True),
        ExportFormat("toml", "TOML", ".toml", Exports.CODEBOOK, codebook_toml.write),
        ExportFormat("qdc", N_("REFI-QDA codebook"), ".qdc", Exports.CODEBOOK,
               Lazy("reader.exchange.refi_writer", "write_codebook")),
        ExportFormat("docx", N_("Word document"), ".docx", Exports.DOCUMENT, Lazy("reader.exchange.docx_writer", "write")),
        ExportFormat("odt", N_("OpenDocument text"), ".odt", Exports.DOCUMENT, Lazy("reader.exchange.odt_writer", "write")),
    )
}  # fmt: skip
"""The formats by key, in the order in which they are offered."""


def formats_of(what: Exports) -> dict[str, ExportFormat]:
    """Return the formats that export annotations, or those that export the codebook."""
    return {key: row for key, row in FORMATS.items() if row.exports is what}


def codebook_format(path: StrPath = "") -> ExportFormat:
    """Return the format of a codebook's file by its suffix; of any other name, the first in the table."""
    rows = list(formats_of(Exports.CODEBOOK).values())
    name = os.fspath(path).lower()
    return next((row for row in rows if name.endswith(row.suffix)), rows[0])


def format_list(what: Exports) -> str:
    """Return the formats for a person: ``csv: CSV; jsonl: JSON Lines``."""
    return "; ".join(f"{key}: {_(row.name)}" for key, row in formats_of(what).items())
