"""CSV with an article in each row, and Readwise's export, where each row is a highlight of a document.

Columns are found by their names, in French and English, unless the reader of the file names them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from reader.containers.record import ArticleRecord, Entry, SkippedEntry
from reader.files.lines import Lines
from reader.ingest.text_file import decoded_text
from reader.text.block import Kind
from reader.text.metadata import FIELDS, KEYS
from reader.text.problem import Problem
from reader.translation import _

_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "texte", "content", "contenu", "body", "corps", "fulltext", "full text", "full_text", "article"),
    "id": ("id", "identifiant", "doc_id", "document"),
    **KEYS,
}
_KNOWN = frozenset(name for names in _NAMES.values() for name in names)
_SEPARATORS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""The line that tells Excel the separator."""
_ROWS_COMPARED = 50
READWISE = ("Highlight", "Book Title", "Book Author")
"""Columns that Readwise's export has."""
_FIELD_LIMIT = 64 * 1024 * 1024
"""Code points of a cell."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns with ``text``, ``title`` … An empty name means that the column is looked for."""

    names: Mapping[str, str] | None = None

    def place(self, what: str, header: list[str]) -> int | None:
        """Return the position of a column; None if there is none. Problem if it was named and is not there."""
        folded = [name.strip().casefold() for name in header]
        if name := (self.names or {}).get(what):
            if name.strip().casefold() not in folded:
                columns = _("The columns are: {columns}").format(columns=", ".join(header))
                raise Problem(_("There is no column “{name}”.").format(name=name), "", columns)
            return folded.index(name.strip().casefold())
        return next((folded.index(name) for name in _NAMES.get(what, (what,)) if name in folded), None)


def recognises_readwise(data: bytes) -> bool:
    """Whether a file is Readwise's export."""
    head = data[:4096].decode("utf-8", "replace").split("\n")[0]
    return all(name in head for name in READWISE)


def read(data: bytes, columns: Columns | None = None) -> Iterator[Entry]:
    """Yield the entries of a CSV file; Problem if no column has the text of the articles."""
    header, lines, rows = _rows(data)
    columns = columns or Columns()
    text = columns.place("text", header)
    if text is None:
        hint = _("Name it with --text-column. The columns are: {columns}").format(columns=", ".join(header))
        raise Problem(_("No column has the text of the articles."), "", hint)
    places = {what: place for what in ("id", *FIELDS) if (place := columns.place(what, header)) is not None}
    for number, row in enumerate(rows, 1):
        values = {what: row[place].strip() for what, place in places.items() if place < len(row) and row[place].strip()}
        words = row[text] if text < len(row) else ""
        parts = [part for part in (" ".join(part.split("\n")).strip() for part in re.split(r"\n\s*\n", words)) if part]
        title, id_ = values.pop("title", ""), values.pop("id", "")
        if not parts:
            yield SkippedEntry(number, title or id_, _("The entry has no text."))
        elif lines.is_cut:
            yield SkippedEntry(
                number, title or id_, _("The entry has no end: a quotation mark is missing, or the file was cut.")
            )
        else:
            yield ArticleRecord(number, title, values, tuple((Kind.PARAGRAPH, part) for part in parts), id=id_)


def read_readwise(data: bytes) -> Iterator[Entry]:
    """Yield an article for each document of Readwise's export, with its highlights as quotes and their notes below."""
    header, _lines, rows = _rows(data)
    places = {name: header.index(name) for name in header}

    def value(row: list[str], name: str) -> str:
        place = places.get(name, len(row))
        return row[place].strip() if place < len(row) else ""

    articles: dict[tuple[str, str], ArticleRecord] = {}
    for row in rows:
        highlight = value(row, "Highlight")
        if not highlight:
            continue
        key = (value(row, "Book Title"), value(row, "Book Author"))
        article = articles.get(key)
        if article is None:
            fields = {"author": key[1], "database": "Readwise"}
            fields = {name: words for name, words in fields.items() if words}
            id_ = value(row, "Amazon Book ID")
            article = articles[key] = ArticleRecord(len(articles) + 1, key[0], fields, id=id_)
        note = value(row, "Note")
        added = [
            (Kind.QUOTE, " ".join(highlight.split())),
            *([(Kind.PARAGRAPH, " ".join(note.split()))] if note else []),
        ]
        articles[key] = replace(article, blocks=(*article.blocks, *added))
    yield from articles.values()


def _rows(data: bytes) -> tuple[list[str], Lines, Iterator[list[str]]]:
    text = decoded_text(data).text.lstrip("\ufeff")
    csv.field_size_limit(_FIELD_LIMIT)
    if match := _SEPARATOR_LINE.match(text):
        separator, text = match[1], text[match.end() :]
    else:
        separator = max(_SEPARATORS, key=lambda separator: _likelihood(text, separator))
    lines = Lines(text)
    rows = csv.reader(lines, delimiter=separator)
    try:
        header = next(rows)
    except (StopIteration, csv.Error) as error:
        raise Problem(_("This file has no rows."), "", _("Export it again as CSV.")) from error
    return [name.strip() for name in header], lines, _checked(rows)


def _likelihood(text: str, separator: str) -> tuple[int, int, int]:
    """Return how likely a separator is: columns with a known name, rows with as many cells as the header, columns."""
    rows: list[list[str]] = []
    with suppress(csv.Error):  # rows after the error are not counted, which makes the separator less likely
        rows.extend(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), _ROWS_COMPARED))
    header = [name.strip().casefold() for name in rows[0]] if rows else []
    if len(header) < 2:
        return 0, 0, 0
    return len(_KNOWN.intersection(header)), sum(len(row) == len(header) for row in rows), len(header)


def _checked(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from (row for row in rows if any(cell.strip() for cell in row))
    except csv.Error as error:
        raise Problem(_("A row of this file cannot be read."), str(error), _("Export it again as CSV.")) from error
