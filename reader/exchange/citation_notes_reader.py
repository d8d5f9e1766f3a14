"""The notes of reference managers such as Zotero, in: those that begin with words in quotation marks are annotations of their item.

RIS has them in ``N1``, CSL-JSON in ``note``. They give no place, so passages are found by their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from reader.citation.ris_records import records
from reader.exchange.imported import (
    Imported,
    ImportedAnnotation,
    ImportedDocument,
    Losses,
    Passage,
    Step,
    first_of_each,
    unwatched,
)
from reader.exchange.json_source import HEAD, listed, read_json, text
from reader.exchange.quotes import tag_path
from reader.exchange.quoting_note import is_quoting, notes_in, quoting_note
from reader.exchange.source_file import open_source, read_bytes
from reader.text.canonical import canonical
from reader.text.problem import Problem
from reader.translation import N_, _

_QUOTE = r'(?:<h1>.{0,200}?</h1>|<[^>]{0,200}>|\s)*(?:[«“„]|\\u00ab|\\u201[ce]|\\"|&laquo;|&ldquo;)'
_NOTE_OF_RIS = re.compile(rf"^N1  ?- {_QUOTE}", re.MULTILINE | re.DOTALL)
_NOTE_OF_JSON = re.compile(rf'"note"\s*:\s*"{_QUOTE}')
_HEADING = re.compile(r"(?:Annotations?|Notes?)\b[^\n]{0,80}(?:\n[^\n]{0,80})?")


class _Item(NamedTuple):
    """An item of a file: what it may be called, and its notes."""

    id: str
    title: str
    url: str
    notes: list[str]


def recognises_ris(path: Path) -> bool:
    """Whether the items of a file in RIS have notes with quotes."""
    return _NOTE_OF_RIS.search(_head(path)) is not None


def recognises_csl_json(path: Path) -> bool:
    """Whether the items of a file in CSL-JSON have notes with quotes."""
    return _NOTE_OF_JSON.search(_head(path)) is not None


def read_ris(path: Path, step: Step = unwatched) -> Imported:
    """Read a file in RIS; Problem if it has no record."""
    data = read_bytes(path)
    try:
        whole = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        whole = data.decode("cp1252", "replace")
    return _imported(_items_of_ris(canonical(whole)), path, step)


def read_csl_json(path: Path, step: Step = unwatched) -> Imported:
    """Read a file in CSL-JSON; Problem if it has no item."""
    content = read_json(path)
    if isinstance(content, dict):
        content = content.get("items", [content])
    return _imported(_items_of_json(listed(content)), path, step)


def _head(path: Path) -> str:
    with open_source(path) as file:
        return file.read(HEAD).decode("utf-8", "replace").replace("\r\n", "\n")


def _items_of_ris(whole: str) -> Iterator[_Item]:
    for values in records(whole):

        def first(*names: str, values: dict[str, list[str]] = values) -> str:
            return next((" ".join(value.split()) for name in names for value in values.get(name, ()) if value), "")

        yield _Item(first("ID"), first("TI", "T1", "CT", "BT"), first("UR"), values.get("N1", []))


def _items_of_json(items: list[Any]) -> Iterator[_Item]:
    for item in items:
        if isinstance(item, dict):
            note = canonical(text(item.get("note")))
            id_ = item.get("id")
            yield _Item(
                str(id_) if isinstance(id_, int) else text(id_),
                text(item.get("title")),
                text(item.get("URL")),
                [note] if note else [],
            )


def _imported(items: Iterator[_Item], path: Path, step: Step) -> Imported:
    losses = Losses()
    documents: dict[str, ImportedDocument] = {}
    annotations: list[ImportedAnnotation] = []
    for place, item in enumerate(items, 1):
        step()
        key = item.id or item.url or item.title or _("item {number}").format(number=place)
        if key in documents:
            key = f"{key} {place}"
        documents[key] = ImportedDocument(key, item.title or key, url=item.url)
        annotations += _annotations(item, key, losses)
    if not documents:
        raise Problem(_("The file has no items."), str(path), _("Give another file, or its format."))
    quoted = {annotation.document for annotation in annotations}
    kept = tuple(document for key, document in documents.items() if key in quoted)
    return Imported(kept, (), first_of_each(annotations, losses, step), losses)


def _annotations(item: _Item, key: str, losses: Losses) -> Iterator[ImportedAnnotation]:
    for note in item.notes:
        lines = notes_in(note)
        for line in lines:
            made = quoting_note(line)
            if made is None or not made.quote:
                # The heading of a note with quotes is not a loss.
                if not (_HEADING.fullmatch(line) and is_quoting(note)):
                    losses.lose(N_("notes without words in quotation marks"), f"{item.title or key}: {line[:80]}")
                continue
            tags = tuple(filter(None, dict.fromkeys(tag_path(tag, losses) for tag in made.tags)))
            yield ImportedAnnotation(
                f"{key} {made}", key, (Passage(canonical(made.quote)),), tags, made.note, made.coder
            )
