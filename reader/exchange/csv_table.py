"""CSV (RFC 4180): one line for each annotation, or one for each tag of an annotation.

Excel splits at semicolons where the comma is the decimal mark, as in French, so the separator can be one.

``start`` and ``end`` are numbers. ``spans`` and ``tags`` are JSON lists, so no tag is split at a mark that it contains.

A spreadsheet would run some cells as formulas, and read others (``12e5``, ``12:15``) as numbers or times. These get an
apostrophe in front; the report counts them. Since a spreadsheet may split lines at any separator, the same holds for what
follows a separator or line end within a cell. `unguarded` takes exactly these apostrophes off again.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TextIO

from reader.exchange.row import ExportRow, Report
from reader.text.guard import guard, json_line
from reader.translation import N_

_BLANK_CONTROLS = dict.fromkeys((0x0B, 0x0C, *range(0x1C, 0x20), 0x85, 0x2028, 0x2029), " ")
"""Control characters that count as white space. A space for each lets the import find the passage again, a visible sign
would not."""
_FORMULA = "=+@＝＋－＠-"
_MONTH = (
    "jan(?:v(?:ier)?|uary)?|f[eé]v(?:r(?:ier)?)?|feb(?:ruary)?|mars?|march|apr(?:il)?|avr(?:il)?|ma[iy]|juin|juil(?:let)?"
    "|june?|july?|ao[uû]t|aug(?:ust)?|sept?(?:embre|ember)?|oct(?:obre|ober)?|nov(?:embre|ember)?|d[eé]c(?:embre|ember)?"
)
_WEEKDAY = (
    "(?:lun(?:di)?|mar(?:di)?|mer(?:credi)?|jeu(?:di)?|ven(?:dredi)?|sam(?:edi)?|dim(?:anche)?|mon(?:day)?|tue(?:s(?:day)?)?"
    r"|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)[\s.,]+"
)
_NUMBER_OR_TIME = (
    r"[\s(]*[$€£]?\s*\.?\d[\d\s.,:/()%$€£e+-]*(?:[ap]m)?"
    rf"|(?:{_WEEKDAY})?\d{{1,4}}[\s./-]*(?:{_MONTH})[\d\s.,:/-]*(?:[ap]m)?"
    rf"|(?:{_WEEKDAY})?(?:{_MONTH})[\s./-]*\d[\d\s.,:/-]*(?:[ap]m)?"
    r"|true|false|vrai|faux"
)
_HAZARD = re.compile(
    rf"""(\A(?='*(?:\t|(?:{_NUMBER_OR_TIME.replace(" ", "[ ]")})\Z)) | (?:\A|[;,|\t\n])(?='*[ "]*[{_FORMULA}]))""",
    re.VERBOSE | re.IGNORECASE,
)
_GUARD_INSIDE = re.compile(rf"""(?:\A|(?<=[;,|\t\n]))'(?='*[ "]*[{_FORMULA}])""")
_FORMULA_HAZARD = re.compile(rf"""(\A|[;,|\t\n])(?='*[ "]*[{_FORMULA}])""")
_HAZARD_IN_JSON = re.compile(rf"""([;,|]'*[ "]*)([{_FORMULA}])""")


SEPARATORS = {"comma": ",", "semicolon": ";"}


def write(rows: Iterable[ExportRow], stream: TextIO, separator: str = ",") -> Report:
    """Write ``rows``, a line each, and return the report."""
    names = [name for field in fields(ExportRow) for name in _columns(field.name)]
    return write_table(names, (_cells(row) for row in rows), stream, separator)


def write_tags(rows: Iterable[ExportRow], stream: TextIO, separator: str = ",") -> Report:
    """Write ``rows``, a line for each of their tags, and return the report; one without a tag has one line."""
    names = ["tag" if name == "tags" else name for field in fields(ExportRow) for name in _columns(field.name)]
    place, report, writer = names.index("tag"), Report("csv-tags"), csv.writer(stream, delimiter=separator)
    writer.writerow(names)
    for row in rows:
        cells = _cells(row)
        lines = [_line([*cells[:place], tag, *cells[place + 1 :]], report) for tag in row.tags or ("",)]
        writer.writerows(line for line, _ in lines)
        report.written += 1
        report.kept += all(is_kept for _, is_kept in lines)
    return report


def write_table(names: Sequence[str], rows: Iterable[Sequence[object]], stream: TextIO, separator: str = ",") -> Report:
    """Write a header of ``names`` and rows of any cells, and return the report."""
    report, writer = Report("csv"), csv.writer(stream, delimiter=separator)
    writer.writerow(names)
    for row in rows:
        line, is_kept = _line(row, report)
        writer.writerow(line)
        report.written += 1
        report.kept += is_kept
    return report


def _columns(field: str) -> tuple[str, ...]:
    return ("start", "end", "spans") if field == "spans" else (field,)


def _cells(row: ExportRow) -> list[object]:
    cells: list[object] = []
    for field in fields(ExportRow):
        value = getattr(row, field.name)
        if field.name == "spans":
            cells += [row.spans[0][0], row.spans[-1][1]] if row.spans else ["", ""]
        cells.append(value)
    return cells


def _line(row: Sequence[object], report: Report) -> tuple[list[str], bool]:
    """Return the cells of a line, and whether none of them was changed; losses go to the report."""
    raw = [_cell(value) for value in row]
    cells = [guard(cell.translate(_BLANK_CONTROLS), lines=True) for cell in raw]
    if cells != raw:
        report.lose(N_("cells with control characters, written as blanks or with their pictures"))
    safe = [_guarded(cell) if isinstance(value, str) else cell for value, cell in zip(row, cells, strict=True)]
    if safe != cells:
        report.lose(
            N_("cells that a spreadsheet would take for formulas, numbers or dates, written with an apostrophe")
        )
    return safe, safe == raw


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return _HAZARD_IN_JSON.sub(lambda match: f"{match[1]}\\u{ord(match[2]):04x}", json_line(value))
    return str(value)


def _guarded(cell: str) -> str:
    return _HAZARD.sub(r"\1'", cell)


def without_formula(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula. Numbers and dates stay as they are, for other programs."""
    return _FORMULA_HAZARD.sub(r"\1'", cell)


def unguarded(cell: str) -> str:
    """Return the text of a cell without the apostrophes that `write` has put in; any other cell as it is."""
    if "'" not in cell:
        return cell
    bare = _GUARD_INSIDE.sub("", cell)
    candidates = (bare, bare.removeprefix("'"), cell.removeprefix("'"))
    return next((text for text in candidates if text != cell and _guarded(text) == cell), cell)
