"""From a file to a source: its canonical text, its metadata, and how it was read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.files.plain import NotPlain, TooLarge, open_plain, read_plain
from reader.ingest.formats import Format, format_of, suffix_list
from reader.text.metadata import UNKNOWN, Metadata
from reader.text.problem import Problem
from reader.translation import _

if TYPE_CHECKING:
    from _typeshed import StrPath

    from reader.text.document import Document
    from reader.text.structure import Structure

LARGEST = 256 * 1024 * 1024
"""The largest file that is read as an article, in bytes."""
HEAD = 65_536
"""Bytes of a large article from which its first page is made."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article as it was read from its file.

    ``format`` is a key of `ingest.formats.FORMATS`; the rest is as in `ingest.content.Content`.
    """

    text: str
    format: str
    encoding: str
    guessed: bool
    metadata: Metadata = UNKNOWN
    damage: str = ""
    structure: Structure | None = None

    def document(self) -> Document:
        """Return the text with its blocks; in plain text, finding them takes a second for ten megabytes."""
        from reader.text.document import Document

        return Document.read(self.text, self.structure)


def load(path: StrPath, *, limit: int = LARGEST) -> Source:
    """Read an article; Problem if it is missing, has no known format, cannot be read, or has over ``limit`` bytes.

    Never waits for a pipe.
    """
    row = _row(path)
    return _source(path, row, _bytes_of(path, limit))


def read_source(name: StrPath, data: bytes) -> Source:
    """Return what a file called ``name`` with these bytes says; Problem as for `load`."""
    return _source(name, _row(name), data)


def load_bytes(path: StrPath, *, limit: int = LARGEST) -> bytes:
    """Return the bytes that `load` would read; Problem as there."""
    return _bytes_of(path, limit)


def load_head(path: StrPath, size: int = HEAD) -> Source | None:
    """Read the first ``size`` bytes of an article, or a little less: up to the end of a line or at least of a character.

    None for a format whose files can only be read as a whole. Problem as for `load`. A guessed encoding may turn out wrong
    when the whole file is read.
    """
    row = _row(path)
    if not row.partial:
        return None
    data = _bytes_of(path, LARGEST, size)
    if len(data) == size:
        line = data.rfind(b"\n") + 1
        data = data[:line] if line else _whole(data)
    return _source(path, row, data)


def _whole(data: bytes) -> bytes:
    """Return UTF-8 without an incomplete character at its end. In another encoding, a few more bytes are lost."""
    while data and 0x80 <= data[-1] < 0xC0:
        data = data[:-1]
    return data[:-1] if data and data[-1] >= 0xC0 else data


def _row(path: StrPath) -> Format:
    row = format_of(path)
    if row is None:
        raise Problem(
            _("This is not an article."),
            str(path),
            _("Give files ending in {suffixes}.").format(suffixes=suffix_list()),
        )
    return row


def _source(path: StrPath, row: Format, data: bytes) -> Source:
    try:
        content = row.read(data)
    except Problem as problem:  # the reader does not know the file's name
        where = f"{path}: {problem.message}" if problem.message else str(path)
        raise type(problem)(problem.title, where, problem.hint) from problem
    read = (content.text, row.key, content.encoding, content.guessed, content.metadata, content.damage)
    return Source(*read, content.structure)


def _bytes_of(path: StrPath, limit: int, size: int | None = None) -> bytes:
    """Return the bytes of a file, or only the first ``size``; Problem as for `load`."""
    try:
        if size is None:
            return read_plain(path, limit, follow=True)
        with os.fdopen(open_plain(path, follow=True), "rb") as file:
            if os.fstat(file.fileno()).st_size > limit:
                raise too_large(path, limit)
            return file.read(size)
    except NotPlain as error:
        hint = _("Give a file ending in {suffixes}.").format(suffixes=suffix_list())
        raise Problem(_("This is not a regular file."), str(path), hint) from error
    except TooLarge as error:
        raise too_large(path, limit) from error
    except OSError as error:
        raise unreadable(path, error) from error


def too_large(path: StrPath, limit: int) -> Problem:
    """Return the Problem of a file with more than ``limit`` bytes."""
    hint = _("Split it into parts below {limit} bytes.").format(limit=limit)
    return Problem(_("This file is too large for an article."), str(path), hint)


def unreadable(path: StrPath, error: OSError) -> Problem:
    """Return the Problem of a file that could not be read."""
    hint = _("Check its name, and that you are allowed to read it.")
    return Problem(_("This file cannot be read."), f"{path}: {error.strerror or error}.", hint)
