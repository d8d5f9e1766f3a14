"""A corpus for IRaMuTeQ, out: articles or passages, each after a line ``**** *variable_value``.

After its manual: a name and a value have ASCII letters, digits and underscores, of which the first separates the two; an
asterisk in a text, or a word between underscores, would be taken for a variable. A line ``-*theme`` in a text begins what belongs
to a theme, up to the next such line.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import BinaryIO, TextIO

from reader.exchange.project import ExportDocument, ExportProject
from reader.exchange.row import Report
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
            _write_text(out, document, row.tags, row.coder, [words], report)
            report.written += 1
    out.detach()
    return report


def write_themes(project: ExportProject, stream: BinaryIO) -> Report:
    """Write an article's passages as one text, each tag as a theme above the passages that have it, and return the report."""
    report = Report("iramuteq-themes")
    out = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    for document, rows in project.by_document():
        themes: dict[str, list[str]] = {}
        for row in rows:
            names = list(filter(None, dict.fromkeys(_value(path, report) for path in row.tags)))
            if not names:
                report.lose(N_("annotations without a tag, as tags are the themes"))
                continue
            if len(names) > 1:
                report.lose(N_("annotations with several tags, written below each"))
            report.written += 1
            for name in names:
                themes.setdefault(name, []).append(" ".join(guard(row.quote).split()))
        if themes:
            _write_variables(out, document, [], report)
            for name in sorted(themes):
                out.write(f"-*{name}\n")
                _write_lines(out, themes[name], report)
            out.write("\n")
    out.detach()
    return report


def _write_text(
    out: TextIO,
    document: ExportDocument,
    tags: Iterable[str],
    coder: str,
    lines: Iterable[str],
    report: Report,
) -> None:
    _write_variables(out, document, [("coder", coder), *(("tag", path) for path in tags)], report)
    _write_lines(out, lines, report)
    out.write("\n")


def _write_variables(out: TextIO, document: ExportDocument, more: Iterable[tuple[str, str]], report: Report) -> None:
    known = variables(document)
    values = [
        ("article", document.id),
        ("title", document.title),
        *((name, known.get(name, "")) for name in _VARIABLES),
        *more,
    ]
    stars = dict.fromkeys(f"*{name}_{plain}" for name, value in values if (plain := _value(value, report)))
    out.write(f"**** {' '.join(stars)}\n")


def _value(words: str, report: Report) -> str:
    """Return words as the value of a variable or the name of a theme; empty, and a loss, if nothing of them can be written."""
    plain = plain_name(words)
    if words and not plain:
        report.lose(N_("names without a letter from A to Z"))
    return plain


def _write_lines(out: TextIO, lines: Iterable[str], report: Report) -> None:
    for line in lines:
        safe = line.translate(_SIGNS)
        if safe != line:
            report.lose(N_("paragraphs with asterisks or underscores, which are written otherwise"))
        out.write(f"{safe}\n")
