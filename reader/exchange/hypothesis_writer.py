"""JSON as the annotation client Hypothesis exports and imports it, out.

It has one passage an annotation, finds it by its words with 32 characters beside them, and counts in UTF-16 units, as
JavaScript does.
"""

from __future__ import annotations

import io
import re
from typing import Any, BinaryIO

from reader.exchange.identifier import guid_of, part_guid
from reader.exchange.project import ExportDocument, ExportProject
from reader.exchange.quotes import Quote, quotes_of
from reader.exchange.row import ExportRow, Report
from reader.text.fold import fold_key
from reader.text.guard import json_line
from reader.translation import N_

_CONTEXT = 32
_WORLD = "group:__world__"
_NO_NAME = re.compile("[^a-z0-9._]+")


def write(project: ExportProject, stream: BinaryIO) -> Report:
    """Write annotations, one on each line, and return the report."""
    report = Report("hypothesis")
    out = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    out.write('{"annotations": [')
    separator = "\n"
    newest = ""
    for document, rows in project.by_document():
        for row in rows:
            if len(row.spans) > 1:
                report.lose(N_("annotations of several passages, written as several"))
            for number, quote in enumerate(quotes_of(row, document, _CONTEXT)):
                out.write(separator + json_line(_annotation(row, document, quote, number)))
                separator = ",\n"
            newest = max(newest, row.modified)
            report.written += 1
    rest = json_line({"export_date": newest, "export_userid": "", "client_version": "1.0.0"})
    out.write(f"\n], {rest[1:]}\n")
    out.detach()
    return report


def _annotation(row: ExportRow, document: ExportDocument, quote: Quote, number: int) -> dict[str, Any]:
    user = f"acct:{_account(row.coder)}@scolie"
    uri = document.url or f"urn:uuid:{guid_of(document.id, 'article')}"
    selectors: list[dict[str, Any]] = []
    words = {"type": "TextQuoteSelector", "exact": quote.exact}
    if quote.start is not None and quote.end is not None and document.text is not None:
        start = _units(document.text[: quote.start])
        end = start + _units(quote.exact)
        selectors.append({"type": "TextPositionSelector", "start": start, "end": end})
        words |= {"prefix": quote.prefix, "suffix": quote.suffix}
    return {
        "id": part_guid(row.id, number),
        "created": _time(row.created),
        "updated": _time(row.modified),
        "user": user,
        "uri": uri,
        "text": row.note,
        "tags": list(row.tags),
        "group": "__world__",
        "permissions": {"read": [_WORLD], "update": [user], "delete": [user]},
        "target": [{"source": uri, "selector": [*selectors, words]}],
        "document": {"title": [document.title]},
        "links": {},
        "hidden": False,
        "flagged": False,
        "user_info": {"display_name": row.coder or None},
    }


def _account(coder: str) -> str:
    """Return a name as accounts have them: 3 to 30 letters, digits, dots and underscores."""
    return _NO_NAME.sub("_", fold_key(coder)).strip("_").ljust(3, "_")[:30]


def _time(moment: str) -> str:
    """Return a time in RFC 3339 with microseconds and an offset, which the client expects."""
    return f"{moment.removesuffix('Z')}000+00:00" if moment.endswith("Z") else moment


def _units(text: str) -> int:
    """Return the UTF-16 units of a text."""
    return len(text) + sum(character > "\uffff" for character in text)
