"""Annotations from the rows of a table with the columns of `row.ExportRow`, which CSV, JSON Lines and XLSX have.

A row needs a ``quote`` and an ``article`` or ``title``; the rest is optional, so that a table can also be made by hand.
Rows with one ``id`` are one annotation, as in a table with a row for each tag.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from reader.annotation.selector import JOINT
from reader.exchange.imported import (
    Imported,
    ImportedAnnotation,
    ImportedDocument,
    Losses,
    Passage,
    Step,
    microseconds,
    unwatched,
)
from reader.exchange.json_source import number, text
from reader.exchange.project import IN_TEXT
from reader.exchange.quotes import tag_path
from reader.exchange.row import ExportRow
from reader.text.canonical import canonical
from reader.text.problem import Problem
from reader.translation import N_, _

_COLUMNS = frozenset(field.name for field in fields(ExportRow)) | {"start", "end", "tag"}
_DOCUMENT = ("article", "title")

Row = Mapping[str, Any]
"""Values by the name of their column, in lower case: texts, and in JSON lists, too."""


def is_header(names: Iterable[str]) -> bool:
    """Whether a table with these columns has annotations."""
    folded = {name.strip().lower() for name in names}
    return "quote" in folded and not folded.isdisjoint(_DOCUMENT)


def read_rows(rows: Iterable[Row], where: str, losses: Losses, step: Step = unwatched) -> Imported:
    """Return the annotations of rows; Problem, with ``where``, if the columns do not belong to annotations."""
    documents: dict[str, ImportedDocument] = {}
    annotations: dict[str, ImportedAnnotation] = {}
    unknown: set[str] = set()
    for place, row in enumerate(rows, start=1):
        step()
        if place == 1 and not is_header(row):
            raise _no_annotations(where)
        unknown.update(name for name in row if name and name not in _COLUMNS)
        annotation = _annotation(row, documents, losses, _("row {number}").format(number=place))
        if annotation is None:
            continue
        other = annotations.get(annotation.key)
        if other is None:
            annotations[annotation.key] = annotation
        elif other == replace(annotation, tags=other.tags):
            annotations[annotation.key] = replace(other, tags=tuple(dict.fromkeys((*other.tags, *annotation.tags))))
        else:
            losses.lose(N_("annotations whose identifier another annotation has"), annotation.key)
    for name in sorted(unknown):
        losses.lose(N_("columns that are not of an annotation"), name)
    return Imported(tuple(documents.values()), (), tuple(annotations.values()), losses)


def _no_annotations(where: str) -> Problem:
    return Problem(
        _("The table has no annotations."),
        where,
        _("Its first row must name the columns “quote” and “article” or “title”."),
    )


def _annotation(
    row: Row, documents: dict[str, ImportedDocument], losses: Losses, which: str
) -> ImportedAnnotation | None:
    quote = canonical(text(row.get("quote")))
    key = next((value for name in _DOCUMENT if (value := text(row.get(name)).strip())), "")
    if not quote.strip() or not key:
        losses.lose(N_("rows without a quote or an article"), which)
        return None
    documents.setdefault(key, ImportedDocument(key, text(row.get("title")).strip() or key))
    is_in_text = text(row.get("state")) in ("", *IN_TEXT)
    passages = _passages(quote, _spans(row), is_placed=is_in_text)
    tags = tuple(filter(None, dict.fromkeys(tag_path(tag, losses) for tag in _tags(row))))
    note = text(row.get("note")).replace("\r\n", "\n")
    return ImportedAnnotation(
        text(row.get("id")).strip() or f"{key} {quote} {sorted(tags)} {note}", key, passages, tags, note,
        text(row.get("coder")), microseconds(text(row.get("created")), losses),
        microseconds(text(row.get("modified")), losses), text(row.get("ink")),
    )  # fmt: skip


def _tags(row: Row) -> Iterator[str]:
    """Yield the tags of a row: a list, as JSON or as paths with semicolons between them, or one tag."""
    yield text(row.get("tag"))
    listed = _json(row.get("tags"))
    if isinstance(listed, list):
        yield from map(text, listed)
    else:
        yield from text(row.get("tags")).split(";")


def _spans(row: Row) -> tuple[tuple[int, int], ...]:
    """Return where the passages are: the column ``spans``, else ``start`` and ``end``; empty if neither can be read."""
    listed = _json(row.get("spans"))
    pairs = listed if isinstance(listed, list) and listed else [[row.get("start"), row.get("end")]]
    spans: list[tuple[int, int]] = []
    for pair in pairs:
        ends = [number(_json(end)) for end in pair] if isinstance(pair, list) else []
        if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] >= ends[1]:
            return ()
        spans.append((ends[0], ends[1]))
    return tuple(spans)


def _json(value: object) -> object:
    """Return the value of a text in JSON; None if it is none. What is no text is a value already."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _passages(quote: str, spans: Sequence[tuple[int, int]], *, is_placed: bool) -> tuple[Passage, ...]:
    """Return the passages of a quote, split by the lengths of the spans; one passage if these do not fit.

    Passages get the starts of the spans as hints only if ``is_placed``: if the words were in the article when exported.
    """
    parts, at = [], 0
    for start, end in spans:
        parts.append(quote[at : at + end - start])
        at += end - start + len(JOINT)
    if JOINT.join(parts) != quote:
        parts = quote.split(JOINT)
        if len(parts) != len(spans):
            return (Passage(quote),)
    return tuple(
        Passage(part, near=start if is_placed else None) for part, (start, _end) in zip(parts, spans, strict=True)
    )
