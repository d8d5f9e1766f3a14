"""The table of formats of other tools that come in. A new format is a row, and a file with its reader.

The command line, help, and the screens that import read the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.lazy import Lazy
from reader.text.problem import Problem
from reader.translation import N_, _

if TYPE_CHECKING:
    from reader.exchange.imported import Imported, Step


@dataclass(frozen=True, slots=True)
class ImportFormat:
    """A format of other tools' files whose annotations come in.

    ``key`` and ``name`` are as in `ExportFormat`. ``suffixes``: in lower case. ``reader``: from a file or folder to what it has;
    it raises a Problem for what it cannot read, and counts what it does not understand as a loss. ``recognises``: whether a
    file with one of the suffixes is of this format; None if the suffix alone says so. ``has_articles``: the same file can be
    added as articles.
    """

    key: str
    name: str
    suffixes: tuple[str, ...]
    reader: Callable[[Path, Step], Imported]
    recognises: Callable[[Path], bool] | None = None
    has_articles: bool = False

    def read(self, path: Path, step: Step = lambda: None) -> Imported:
        """Return what a file or folder has; ``step`` is called before each annotation, and what it raises ends the reading."""
        return self.reader(path, step)


IMPORTS: dict[str, ImportFormat] = {
    row.key: row
    for row in (
        ImportFormat("refi", N_("REFI-QDA project"), (".qdpx",), Lazy("reader.exchange.refi_reader", "read")),
        ImportFormat("qdc", N_("REFI-QDA codebook"), (".qdc",), Lazy("reader.exchange.refi_codes", "read")),
        ImportFormat(
            "w3c",
            "W3C Web Annotation",
            (".jsonld", ".json"),
            Lazy("reader.exchange.web_annotation_reader", "read"),
            Lazy("reader.exchange.web_annotation_reader", "recognises"),
        ),
        ImportFormat("qualcoder", N_("QualCoder project"), (".qda",), Lazy("reader.exchange.qualcoder", "read")),
        ImportFormat(
            "taguette",
            "Taguette",
            (".sqlite3", ".sqlite", ".db"),
            Lazy("reader.exchange.taguette", "read"),
            Lazy("reader.exchange.taguette", "recognises"),
        ),
        ImportFormat(
            "hypothesis",
            "Hypothesis",
            (".json",),
            Lazy("reader.exchange.hypothesis_reader", "read"),
            Lazy("reader.exchange.hypothesis_reader", "recognises"),
        ),
        ImportFormat("brat", "brat", (".ann",), Lazy("reader.exchange.brat", "read")),
        ImportFormat("uima", "UIMA CAS (INCEpTION)", (".xmi",), Lazy("reader.exchange.uima", "read")),
        ImportFormat(
            "csv",
            "CSV",
            (".csv", ".tsv"),
            Lazy("reader.exchange.csv_reader", "read"),
            Lazy("reader.exchange.csv_reader", "recognises"),
        ),
        ImportFormat("xlsx", N_("Excel workbook"), (".xlsx",), Lazy("reader.exchange.xlsx_reader", "read")),
        ImportFormat(
            "readwise",
            "Readwise",
            (".csv",),
            Lazy("reader.exchange.readwise_reader", "read"),
            Lazy("reader.exchange.readwise_reader", "recognises"),
            has_articles=True,
        ),
        ImportFormat(
            "ris",
            N_("RIS with notes, of Zotero"),
            (".ris", ".txt"),
            Lazy("reader.exchange.citation_notes_reader", "read_ris"),
            Lazy("reader.exchange.citation_notes_reader", "recognises_ris"),
            has_articles=True,
        ),
        ImportFormat(
            "csl-json",
            N_("CSL-JSON with notes"),
            (".json",),
            Lazy("reader.exchange.citation_notes_reader", "read_csl_json"),
            Lazy("reader.exchange.citation_notes_reader", "recognises_csl_json"),
            has_articles=True,
        ),
        ImportFormat(
            "jsonl",
            "JSON Lines",
            (".jsonl", ".ndjson"),
            Lazy("reader.exchange.json_lines_reader", "read"),
            Lazy("reader.exchange.json_lines_reader", "recognises"),
        ),
    )
}
"""The formats that come in by key, in the order in which a file is compared with them."""


def import_format(path: Path) -> ImportFormat:
    """Return the format of a file by its suffix and content; Problem if none fits."""
    name = path.name.lower()
    for row in IMPORTS.values():
        if name.endswith(row.suffixes) and (row.recognises is None or row.recognises(path)):
            return row
    raise Problem(
        _("The format of the file is not known."),
        str(path),
        _("Give one before it: {formats}. Articles come in by `scolie add`.").format(formats=", ".join(IMPORTS)),
    )


def import_list() -> str:
    """Return the formats that come in for a person."""
    return "; ".join(f"{key}: {_(row.name)}" for key, row in IMPORTS.items())
