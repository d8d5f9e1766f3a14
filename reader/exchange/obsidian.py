"""Notes for Obsidian, out: an archive with one Markdown note for each article.

A note has its article's metadata as properties, each passage as a block quote with an identifier that links can name
(``[[Note#^identifier]]``), and tags as Obsidian nests them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from reader.exchange.markdown import note_lines, quote_lines
from reader.exchange.project import ExportDocument, ExportProject
from reader.exchange.row import ExportRow, Report
from reader.files.archive_writer import entry, free_name, new_archive
from reader.files.file_name import fit_file_name
from reader.text.guard import guard, json_line
from reader.translation import N_

_NO_LINK = re.compile(r"[#^\[\]]+")
"""What a link to a note cannot have in its name, beside what a file cannot."""
_NO_TAG = re.compile(r"[^\w\-]+")
_NO_IDENTIFIER = re.compile("[^A-Za-z0-9-]+")


def write(project: ExportProject, stream: BinaryIO) -> Report:
    """Write the notes, and return the report."""
    report = Report("obsidian")
    names: set[str] = set()
    with new_archive(stream) as archive:
        for document, rows in project.by_document():
            given = list(rows)
            name = fit_file_name(_NO_LINK.sub(" ", given[0].title)) or document.id
            path = f"{free_name(name, names)}.md"
            archive.writestr(entry(path), "\n".join(_note(document, given, report)).encode("utf-8", "replace"))
    return report


def _note(document: ExportDocument, rows: list[ExportRow], report: Report) -> Iterator[str]:
    tags = list(dict.fromkeys(_tag(path, report) for row in rows for path in row.tags))
    metadata = document.metadata
    properties = {
        "title": rows[0].title,
        "author": metadata.author,
        "source": metadata.source,
        "date": metadata.date,
        "url": document.url,
        "language": metadata.language,
        "scolie": document.id,
    }
    yield "---"
    yield from (f"{name}: {_quoted(value)}" for name, value in properties.items() if value)
    if tags:
        yield "tags:"
        yield from (f"  - {_quoted(path)}" for path in tags)
    yield "---"
    yield ""
    yield guard(rows[0].reference)
    for row in rows:
        yield ""
        yield quote_lines(row)
        yield f"\n^{_NO_IDENTIFIER.sub('-', row.id)}\n"
        details = [*(f"#{_tag(path)}" for path in row.tags), *([guard(row.coder)] if row.coder else ())]
        yield " ".join((*details, row.created[:10]))
        if row.note:
            yield f"\n{note_lines(row)}"
        report.written += 1
    yield ""


def _quoted(value: str) -> str:
    """Return a value as YAML: JSON is a part of YAML 1.2."""
    return json_line(guard(value))


def _tag(path: str, report: Report | None = None) -> str:
    """Return a tag as Obsidian has them: letters, digits, hyphens and underscores at each level, not digits alone."""
    names = [_NO_TAG.sub("-", name).strip("-") or "-" for name in path.split("/")]
    made = "/".join(names)
    if not re.search(r"[^\d/]", made):
        made = f"_{made}"
    if report and made != path:
        report.lose(N_("names of tags that had to be changed"))
    return made
