"""XLSX in: the first sheet, with the columns of the program's own export, as it or a spreadsheet program wrote it.

A cell is the text that the file gives for it: of a formula its last result, of a date its number of days.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.exchange.imported import Imported, Losses, Step, unwatched
from reader.exchange.source_file import open_archive
from reader.exchange.table_reader import Row, is_header, read_rows
from reader.files.xml_tree import parse
from reader.text.problem import Problem
from reader.text.whole_number import whole_number
from reader.translation import _

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from reader.files.archive import Archive

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_WHOLE = re.compile(r"(\d+)\.0*")
_PLACE = re.compile("([A-Z]{1,3})[0-9]+")


def read(path: Path, step: Step = unwatched) -> Imported:
    """Read a workbook; Problem if it is not one, unpacks to too much, or has no columns of annotations."""
    with open_archive(path) as archive:
        workbook = _part(archive, path, "xl/workbook.xml")
        links = _part(archive, path, "xl/_rels/workbook.xml.rels")
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        sheet = workbook.find("sheets/sheet")
        name = posixpath.join("/xl", targets.get(sheet.get("id") if sheet is not None else None, "")).lstrip("/")
        shared = _part(archive, path, "xl/sharedStrings.xml") if "xl/sharedStrings.xml" in archive.names else ()
        strings = [_words(item) for item in shared]
        rows = _part(archive, path, name).iterfind("sheetData/row")
        lines = (_cells(row, strings) for row in rows)
        header = {at: name.strip().lower() for at, name in next(lines, {}).items()}
        return read_rows(_rows(header, lines), str(path), Losses(), step)


def _part(archive: Archive, path: Path, name: str) -> Element:
    if name not in archive.names:
        raise Problem(_("This is not an XLSX workbook."), f"{path}: {name}", _("Save it again as XLSX."))
    return parse(archive.read(name), name=f"{path}: {name}")


def _rows(header: dict[int, str], lines: Iterator[dict[int, str]]) -> Iterator[Row]:
    """Yield the rows that are not empty; a sheet without rows yields one of empty cells, so that its columns are checked."""
    is_empty = True
    for cells in lines:
        if any(cells.values()):
            is_empty = False
            yield {name: cells.get(at, "") for at, name in header.items()}
    if is_empty and not is_header(header.values()):
        yield dict.fromkeys(header.values(), "")


def _cells(row: Element, strings: list[str]) -> dict[int, str]:
    """Return the texts of a row by the number of their column, from 0."""
    cells: dict[int, str] = {}
    at = -1
    for cell in row.iterfind("c"):
        match = _PLACE.fullmatch(cell.get("r", ""))
        at = _column(match[1]) if match else at + 1
        cells[at] = _text(cell, strings)
    return cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _text(cell: Element, strings: list[str]) -> str:
    kind, value = cell.get("t", "n"), cell.findtext("v", "")
    if kind == "inlineStr":
        inline = cell.find("is")
        return _words(inline) if inline is not None else ""
    if kind == "s":
        at = whole_number(value, len(strings))
        return strings[at] if at < len(strings) else ""
    if kind == "n" and (match := _WHOLE.fullmatch(value)):
        return match[1]
    return _unescaped(value)


def _words(item: Element) -> str:
    """Return the words of a text, which may be in pieces with their own formatting; its phonetic guide is left out."""
    return _unescaped("".join(piece.text or "" for path in ("t", "r/t") for piece in item.iterfind(path)))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
