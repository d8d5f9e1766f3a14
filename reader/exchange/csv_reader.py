"""CSV in, with the columns of the program's own exports, as it wrote them or as a spreadsheet saved them again."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from reader.exchange.csv_table import SEPARATORS, unguarded
from reader.exchange.imported import Imported, Losses, Step, unwatched
from reader.exchange.json_source import HEAD
from reader.exchange.source_file import open_source, read_bytes
from reader.exchange.table_reader import Row, is_header, read_rows
from reader.files.lines import Lines
from reader.text.problem import Problem
from reader.translation import N_, _

_CELL = 64 * 1024 * 1024
"""The most code points of a cell."""


def recognises(path: Path) -> bool:
    """Whether a file begins with the columns of annotations."""
    return is_header(header_of(path))


def read(path: Path, step: Step = unwatched) -> Imported:
    """Read a file; Problem if its columns are not those of annotations."""
    losses = Losses()
    _header, rows = table_of(path, losses)
    return read_rows(rows, str(path), losses, step)


def header_of(path: Path) -> list[str]:
    """Return the names of the columns at the beginning of a file, in lower case."""
    with open_source(path) as file:
        head = file.read(HEAD)
    return _names(next(_split(_decoded(head, Losses()))[1], []))


def table_of(path: Path, losses: Losses) -> tuple[list[str], Iterator[Row]]:
    """Return the names of the columns of a file, in lower case, and its rows."""
    lines, rows = _split(_decoded(read_bytes(path), losses))
    header = _names(next(rows, []))
    return header, _rows(header, lines, rows, path, losses)


def _names(cells: list[str]) -> list[str]:
    return [name.strip().lower() for name in cells]


def _rows(header: list[str], lines: Lines, rows: Iterator[list[str]], path: Path, losses: Losses) -> Iterator[Row]:
    """Yield the rows that are not empty; a table without rows yields one of empty cells, so that its columns are checked."""
    is_empty = True
    try:
        for number, cells in enumerate(rows, 1):
            if any(cells[len(header) :]):
                losses.lose(N_("cells behind the last column"), _("row {number}").format(number=number))
            if lines.is_cut:
                losses.lose(
                    N_("rows that have no end: a quotation mark is missing"), _("row {number}").format(number=number)
                )
            if any(cells):
                is_empty = False
                yield dict(zip(header, map(unguarded, cells), strict=False))
    except csv.Error as error:
        raise Problem(_("The CSV cannot be read."), f"{path}: {error}", _("Export it again.")) from error
    if is_empty and not is_header(header):
        yield dict.fromkeys(header, "")


def _split(text: str) -> tuple[Lines, Iterator[list[str]]]:
    """Return the lines of a table, and its rows as lists of cells, split at the likeliest separator.

    The likeliest is the one that gives the columns of annotations. A line that tells it to Excel (``sep=;``) is left out.
    """
    first = text.split("\n", 1)[0]
    separator = max((*SEPARATORS.values(), "\t"), key=lambda each: (is_header(first.split(each)), first.count(each)))
    if first.lower().startswith("sep="):
        separator, text = first.strip()[4:5] or separator, text.partition("\n")[2]
    csv.field_size_limit(_CELL)
    lines = Lines(text)
    return lines, csv.reader(lines, delimiter=separator)


def _decoded(data: bytes, losses: Losses) -> str:
    """Return the text of a file in UTF-8 or UTF-16, or in the Windows-1252 of a spreadsheet's older "CSV"."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.end == len(data) and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8-sig")  # the head of a file that goes on
    losses.lose(N_("characters that Windows-1252 does not have: save the table as CSV in UTF-8"))
    return data.decode("cp1252", "replace")
