"""XLSX (Office Open XML, ECMA-376 part 1, SpreadsheetML) out: one sheet, one row for each annotation.

Every cell is text, in its value and in its format, so that no spreadsheet makes a formula, number or date of it, not even
when the cell is edited. Rows are written one by one, never the whole sheet at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import BinaryIO

from reader.exchange.project import ExportProject
from reader.exchange.row import ExportRow, Report
from reader.exchange.xml_text import content
from reader.files.archive_writer import entry, new_archive
from reader.text.guard import guard, json_line
from reader.translation import N_

LONGEST = 32_767
"""The most UTF-16 units of a cell in Excel."""
MOST_ROWS = 1_048_576
"""The most rows of a sheet in Excel, with the header."""
_COLUMNS = tuple(field.name for field in fields(ExportRow))
_WIDTHS = {"id": 12, "spans": 14, "quote": 80, "note": 50, "tags": 40, "title": 40, "reference": 60}
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="annotations" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>',
}
"""All parts but the sheet. Format 49 is "text"."""


def write(project: ExportProject, stream: BinaryIO) -> Report:
    """Write annotations as a workbook, and return the report."""
    report = Report("xlsx")
    with new_archive(stream) as archive:
        for name, part in _PARTS.items():
            archive.writestr(entry(name), _HEAD + part)
        with archive.open(entry("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            for piece in _sheet(project.rows, report):
                sheet.write(piece.encode())
    return report


def _sheet(rows: Iterable[ExportRow], report: Report) -> Iterator[str]:
    widths = (
        f'<col min="{at}" max="{at}" width="{_WIDTHS.get(name, 18)}" style="1" customWidth="1"/>'
        for at, name in enumerate(_COLUMNS, start=1)
    )
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{''.join(widths)}</cols><sheetData>\n"
    )
    yield _row(1, _COLUMNS)
    for place, row in enumerate(rows, start=2):
        if place > MOST_ROWS:
            report.lose(N_("annotations beyond the most rows that a sheet can have"))
            continue
        raw = [_cell(getattr(row, name)) for name in _COLUMNS]
        cells = [_cut(guard(cell, lines=True)) for cell in raw]
        for before, after in zip(raw, cells, strict=True):
            if len(after) < len(before):
                report.lose(N_("cells that are longer than a spreadsheet can have, cut"))
            elif after != before:
                report.lose(N_("cells with control characters, written with their pictures"))
        yield _row(place, cells)
        report.written += 1
        report.kept += cells == raw
    yield "</sheetData></worksheet>\n"


def _row(place: int, cells: Iterable[str]) -> str:
    made = (
        f'<c r="{chr(65 + at)}{place}" s="1" t="inlineStr"><is><t xml:space="preserve">'
        f"{content(_ESCAPE.sub('_x005F_', cell))}</t></is></c>"
        for at, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{place}">{"".join(made)}</row>\n'


def _cell(value: object) -> str:
    return json_line(value) if isinstance(value, tuple) else str(value)


def _cut(cell: str) -> str:
    """Return a cell with as many UTF-16 units as Excel takes."""
    data = cell.encode("utf-16-le")
    return data[: 2 * LONGEST].decode("utf-16-le", "ignore") if len(data) > 2 * LONGEST else cell
