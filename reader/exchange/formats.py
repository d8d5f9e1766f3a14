"""The table of formats for other tools. A new format is a row, and a file with its writer.

The command line, help, and the screen that exports the codebook read this table.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TextIO

from reader.exchange import codebook_toml, csv_table, json_lines, markdown
from reader.exchange.row import Report
from reader.translation import N_, _

if TYPE_CHECKING:
    from _typeshed import StrPath


class Exports(StrEnum):
    """What a format holds, and what its writer is given: `exchange.row.Row` or `annotation.codebook.Tag` objects."""

    ANNOTATIONS = "annotations"
    CODEBOOK = "codebook"


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format for other tools.

    ``key``: its name on the command line and in reports. ``name``: its name for a person. ``suffix``: of its files, in
    lower case. ``writer``: writes what the format exports, in any number, and reports how much was written and what was
    changed on the way. ``left_out``: the fields that the format cannot carry; the report counts them as lost.
    ``citations``: the form of citations and references, one of `citation.excerpt.FORMATS`. ``byte_order_mark``: files
    begin with one, because spreadsheets take only such files for UTF-8. ``separated``: the writer also takes the
    ``separator`` of cells, a value of `csv_table.SEPARATORS`.
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

    def write(self, items: Iterable[Any], stream: TextIO, separator: str = "") -> Report:
        """Write ``items`` to ``stream``; the report counts what was lost, including what the format cannot carry.

        ``separator`` is for a format that is ``separated``.
        """
        report = self.writer(items, stream, separator) if separator else self.writer(items, stream)
        if self.left_out and report.written:
            report.lost[", ".join(self.left_out)] = report.written
            report.kept = 0
        return report


FORMATS: dict[str, ExportFormat] = {
    row.key: row
    for row in (
        ExportFormat("csv", "CSV", ".csv", Exports.ANNOTATIONS, csv_table.write, byte_order_mark=True,
               separated=True),
        ExportFormat("csv-tags", N_("CSV, one row for each tag"), ".tags.csv", Exports.ANNOTATIONS, csv_table.write_tags,
               byte_order_mark=True, separated=True),
        ExportFormat("jsonl", "JSON Lines", ".jsonl", Exports.ANNOTATIONS, json_lines.write),
        ExportFormat("markdown", N_("Markdown, for reading"), ".md", Exports.ANNOTATIONS, markdown.write,
               markdown.LEFT_OUT, citations="markdown"),
        ExportFormat("toml", "TOML", ".toml", Exports.CODEBOOK, codebook_toml.write),
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
