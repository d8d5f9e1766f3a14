"""CSV of Readwise, in: its own export, or a file that it would import, such as that of ``readwise.py``.

Tags stand in a column, or at the beginning of the note, each behind a full stop.
"""

from __future__ import annotations

import re
from pathlib import Path

from reader.exchange.csv_reader import header_of, table_of
from reader.exchange.imported import (
    Imported,
    ImportedAnnotation,
    ImportedDocument,
    Losses,
    Passage,
    Step,
    first_of_each,
    microseconds,
    unwatched,
)
from reader.exchange.json_source import text
from reader.exchange.quotes import tag_path
from reader.exchange.table_reader import Row
from reader.text.canonical import canonical
from reader.text.problem import Problem
from reader.text.whole_number import whole_number
from reader.translation import N_, _

_TITLES = ("book title", "title")
_TAGS_OF_NOTE = re.compile(r"(?:\.[\w/\-]+(?:[ \t]+|\n|\Z))+")
_KNOWN = frozenset(
    "highlight, book title, title, book author, author, amazon book id, url, note, color, tags, location type, location, date, "
    "highlighted at, document tags".split(", ")
)


def recognises(path: Path) -> bool:
    """Whether a file begins with the columns of Readwise."""
    return _is_header(header_of(path))


def read(path: Path, step: Step = unwatched) -> Imported:
    """Read a file; Problem if its columns are not those of Readwise."""
    losses = Losses()
    names, rows = table_of(path, losses)
    if not _is_header(names):
        raise Problem(
            _("The table has no highlights of Readwise."),
            str(path),
            _("Its first row must name the columns “Highlight” and “Title” or “Book Title”."),
        )
    for name in sorted(set(filter(None, names)) - _KNOWN):
        losses.lose(N_("columns that are not of an annotation"), name)
    documents: dict[str, ImportedDocument] = {}
    made = (_annotation(row, documents, losses, place) for place, row in enumerate(rows, 1))
    annotations = first_of_each(made, losses, step)
    return Imported(tuple(documents.values()), (), annotations, losses)


def _is_header(names: list[str]) -> bool:
    return "highlight" in names and not set(names).isdisjoint(_TITLES)


def _annotation(
    row: Row, documents: dict[str, ImportedDocument], losses: Losses, place: int
) -> ImportedAnnotation | None:
    quote, url = canonical(text(row.get("highlight"))), text(row.get("url")).strip()
    title = next((value for name in _TITLES if (value := text(row.get(name)).strip())), "")
    key = url or title
    if not quote.strip() or not key:
        losses.lose(N_("rows without a quote or an article"), _("row {number}").format(number=place))
        return None
    documents.setdefault(key, ImportedDocument(key, title or key, url=url))
    tags, note = _tags_and_note(text(row.get("note")).replace("\r\n", "\n"))
    tags += text(row.get("tags")).split(",")
    paths = tuple(filter(None, dict.fromkeys(tag_path(tag, losses) for tag in tags)))
    location = text(row.get("location")).strip()
    # Readwise counts pages and places of e-books; a file that it would import, code points.
    near = whole_number(location, -1) if "location type" not in row else -1
    time = microseconds(text(row.get("highlighted at")) or text(row.get("date")), losses)
    return ImportedAnnotation(
        f"{key} {quote} {location} {sorted(paths)} {note}", key, (Passage(quote, near=near if near >= 0 else None),), paths, note,
        created=time, modified=time, ink=text(row.get("color")).strip().lower(),
    )  # fmt: skip


def _tags_and_note(note: str) -> tuple[list[str], str]:
    """Return the tags at the beginning of a note, and the rest."""
    match = _TAGS_OF_NOTE.match(note)
    if match is None:
        return [], note
    return [tag[1:] for tag in match[0].split()], note[match.end() :]
