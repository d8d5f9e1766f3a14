"""Excerpts as a document for a word processor: title, quotes with their citations, words between them, and references."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reader.citation.line import Line, Look
from reader.files.archive_writer import entry, new_archive
from reader.text.guard import guard

_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quote in ``paragraphs``, its citation, and what its writer says below it; empty lines part paragraphs there."""

    paragraphs: Sequence[str]
    citation: Line
    note: str = ""

    @property
    def notes(self) -> list[list[str]]:
        """The paragraphs of the note, each as its lines."""
        return note_paragraphs(self.note)


@dataclass(frozen=True, slots=True)
class OfficeDocument:
    """A document in ``language`` (``fr`` or ``en``). ``cites_in_notes``: citations stand in footnotes, else behind the quotes."""

    title: str
    language: str
    quotations: Sequence[Quotation]
    references_title: str
    references: Sequence[Line]
    cites_in_notes: bool = False


def note_paragraphs(note: str) -> list[list[str]]:
    """Return the paragraphs of a note, which empty lines part, each as its lines, without control characters."""
    parts = _EMPTY_LINE.split(guard(note, lines=True).replace("\t", " "))
    return [part.strip().split("\n") for part in parts if part.strip()]


def runs(line: Line) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a line without control characters, and whether each is in italics."""
    return ((guard(words), look is Look.ITALIC) for words, look in line.pieces)


def write_archive(parts: Mapping[str, str], stream: BinaryIO, stored: str = "") -> None:
    """Write the parts of a file in their order, all with one date so that equal content makes an equal file.

    ``stored``: the part that is not compressed.
    """
    with new_archive(stream) as archive:
        for name, part in parts.items():
            info = entry(name)
            if name == stored:
                info.compress_type = zipfile.ZIP_STORED
            archive.writestr(info, part.encode())
