"""The table of formats of other tools that come in. A new format is a row, and a file with its reader.

The command line, help, and the screens that import read the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.text.problem import Problem
from reader.translation import N_, _

if TYPE_CHECKING:
    from reader.exchange.imported import Imported


@dataclass(frozen=True, slots=True)
class ImportFormat:
    """A format of other tools' files whose annotations come in.

    ``key`` and ``name`` are as in `ExportFormat`. ``suffixes``: in lower case. ``read``: from a file or folder to what it has;
    it raises a Problem for what it cannot read, and counts what it does not understand as a loss. ``recognises``: whether a
    file with one of the suffixes is of this format; None if the suffix alone says so.
    """

    key: str
    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path], Imported]
    recognises: Callable[[Path], bool] | None = None


def _read_refi(path: Path) -> Imported:
    from reader.exchange.refi_reader import read  # a command that imports nothing does without

    return read(path)


def _read_refi_codes(path: Path) -> Imported:
    from reader.exchange.refi_codes import read

    return read(path)


def _read_web_annotations(path: Path) -> Imported:
    from reader.exchange.web_annotation_reader import read

    return read(path)


def _are_web_annotations(path: Path) -> bool:
    from reader.exchange.web_annotation_reader import recognises

    return recognises(path)


def _read_hypothesis(path: Path) -> Imported:
    from reader.exchange.hypothesis_reader import read

    return read(path)


def _is_hypothesis(path: Path) -> bool:
    from reader.exchange.hypothesis_reader import recognises

    return recognises(path)


def _read_csv(path: Path) -> Imported:
    from reader.exchange.csv_reader import read

    return read(path)


def _is_csv(path: Path) -> bool:
    from reader.exchange.csv_reader import recognises

    return recognises(path)


def _read_json_lines(path: Path) -> Imported:
    from reader.exchange.json_lines_reader import read

    return read(path)


def _are_json_lines(path: Path) -> bool:
    from reader.exchange.json_lines_reader import recognises

    return recognises(path)


def _read_xlsx(path: Path) -> Imported:
    from reader.exchange.xlsx_reader import read

    return read(path)


def _read_qualcoder(path: Path) -> Imported:
    from reader.exchange.qualcoder import read

    return read(path)


def _read_taguette(path: Path) -> Imported:
    from reader.exchange.taguette import read

    return read(path)


def _is_taguette(path: Path) -> bool:
    from reader.exchange.taguette import recognises

    return recognises(path)


IMPORTS: dict[str, ImportFormat] = {
    row.key: row
    for row in (
        ImportFormat("refi", N_("REFI-QDA project"), (".qdpx",), _read_refi),
        ImportFormat("qdc", N_("REFI-QDA codebook"), (".qdc",), _read_refi_codes),
        ImportFormat("w3c", "W3C Web Annotation", (".jsonld", ".json"), _read_web_annotations, _are_web_annotations),
        ImportFormat("qualcoder", N_("QualCoder project"), (".qda",), _read_qualcoder),
        ImportFormat("taguette", "Taguette", (".sqlite3", ".sqlite", ".db"), _read_taguette, _is_taguette),
        ImportFormat("hypothesis", "Hypothesis", (".json",), _read_hypothesis, _is_hypothesis),
        ImportFormat("csv", "CSV", (".csv", ".tsv"), _read_csv, _is_csv),
        ImportFormat("xlsx", N_("Excel workbook"), (".xlsx",), _read_xlsx),
        ImportFormat("jsonl", "JSON Lines", (".jsonl", ".ndjson"), _read_json_lines, _are_json_lines),
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
        _("Give one before it: {formats}.").format(formats=", ".join(IMPORTS)),
    )


def import_list() -> str:
    """Return the formats that come in for a person."""
    return "; ".join(f"{key}: {_(row.name)}" for key, row in IMPORTS.items())
