"""A corpus for IRaMuTeQ, out: articles or passages, each after a line ``**** *variable_value``.

After its manual: a name and a value have ASCII letters, digits and underscores, of which the first separates the two; an
asterisk in a text, or a word between underscores, would be taken for a variable.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import BinaryIO, TextIO

from reader.exchange.project import ExportDocument, ExportProject
from reader.exchange.row import ExportRow, Report
from reader.exchange.textometry import paragraphs, plain_name, tags_together, variables
from reader.text.guard import guard
from reader.translation import N_

_VARIABLES = ("source", "author", "section", "language", "year", "month")
"""Those whose values are few enough to compare."""
_SIGNS = str.maketrans({"*": "\u2217", "_": "-"})


def write_articles(project: ExportProject, stream: BinaryIO) -> Report:
    """Write the articles that have annotations, each with the tags of these, and return the report."""
    report = Report("iramuteq")
    out = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    for document, rows in project.by_document():
        given = list(rows)
        if document.text is None:
            report.lost[_UNREAD] = report.lost.get(_UNREAD, 0) + len(given)
            continue
        _write_text(out, document, tags_together(row.tags for row in given), "", paragraphs(document), report)
        report.written += len(given)
    out.detach()
    return report


_UNREAD = N_("annotations of articles that cannot be read")


def write_passages(project: ExportProject, stream: BinaryIO) -> Report:
    """Write each passage as a text of its own, with its tags and its coder, and return the report."""
    report = Report("iramuteq-passages")
    out = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    for document, rows in project.by_document():
        for row in rows:
            words = " ".join(guard(row.quote).split())
            _write_text(out, document, row.tags, row.coder, [words], report, row)
            report.written += 1
    out.detach()
    return report


def _write_text(
    out: TextIO,
    document: ExportDocument,
    tags: Iterable[str],
    coder: str,
    lines: Iterable[str],
    report: Report,
    row: ExportRow | None = None,
) -> None:
    title = row.title if row else document.title
    known = variables(document)
    values = [
        ("article", document.id),
        ("title", title),
        *((name, known.get(name, "")) for name in _VARIABLES),
        ("coder", coder),
        *(("tag", path) for path in tags),
    ]
    stars = dict.fromkeys(f"*{name}_{plain}" for name, value in values if (plain := plain_name(value)))
    out.write(f"**** {' '.join(stars)}\n")
    for line in lines:
        safe = line.translate(_SIGNS)
        if safe != line:
            report.lose(N_("paragraphs with asterisks or underscores, which are written otherwise"))
        out.write(f"{safe}\n")
    out.write("\n")
