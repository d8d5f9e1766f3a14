"""From a file to a source: its canonical text, what its front matter says, how it was decoded."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.ingest.decode import decode
from reader.ingest.front_matter import metadata
from reader.text.canonical import canonical
from reader.text.problem import Problem

if TYPE_CHECKING:
    from _typeshed import StrPath

LARGEST = 256 * 1024 * 1024
"""Bytes above which a file is no article."""
PIECE = 65_536
"""Bytes that are read at a time of a file that grows meanwhile."""
NUL_WITHIN = 65_536
"""Code points at the beginning of a file in which a NUL tells that it is no text."""
HEAD = 65_536
"""Bytes of a large document that its first page is made of."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a document says. ``text`` is canonical; the front matter stays part of it."""

    text: str
    markdown: bool
    encoding: str
    guessed: bool
    metadata: dict[str, str] = field(default_factory=dict)


def load(path: StrPath, *, limit: int = LARGEST) -> Source:
    """Read a document; Problem if it is missing, cannot be read, is no text, or has over ``limit`` bytes.

    Never waits for a pipe.
    """
    return _source(path, _bytes_of(path, limit))


def load_bytes(path: StrPath, *, limit: int = LARGEST) -> bytes:
    """Return the bytes that `load` would read; Problem as there."""
    return _bytes_of(path, limit)


def load_head(path: StrPath, size: int = HEAD) -> Source:
    """Read the first ``size`` bytes of a document, or somewhat less: up to a line's end, else to a whole character.

    Problem as for `load`. Where the encoding is a guess, what comes later may show it wrong.
    """
    data = _bytes_of(path, LARGEST, size)
    if len(data) == size:
        line = data.rfind(b"\n") + 1
        data = data[:line] if line else _whole(data)
    return _source(path, data)


def _whole(data: bytes) -> bytes:
    """Return bytes of UTF-8 without a character at the end whose rest is missing; of others, some fewer."""
    while data and 0x80 <= data[-1] < 0xC0:
        data = data[:-1]
    return data[:-1] if data and data[-1] >= 0xC0 else data


def _source(path: StrPath, data: bytes) -> Source:
    decoded = decode(data)
    text = decoded.text
    if "\x00" in text[:NUL_WITHIN]:
        raise Problem("This is a binary file, not a text.", str(path), "Save the article as plain text or Markdown.")
    text = canonical(text)
    return Source(text, os.fspath(path).lower().endswith(".md"), decoded.encoding, decoded.guessed, metadata(text))


def _bytes_of(path: StrPath, limit: int, size: int = -1) -> bytes:
    try:
        # Without O_NONBLOCK, opening a pipe would wait for its other end.
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError as error:
        raise unreadable(path, error) from error
    state = os.fstat(fd)
    if not stat.S_ISREG(state.st_mode):
        os.close(fd)
        raise Problem("This is not a file one can read.", str(path), "Give a .txt or .md file.")
    with os.fdopen(fd, "rb") as file:
        if state.st_size > limit:
            raise too_large(path, limit)
        try:
            if size >= 0:
                return file.read(size) or b""
            # A file may say that it has no bytes and have them without end.
            parts, left = [file.read(state.st_size) or b""], limit - state.st_size
            while left >= 0 and (part := file.read(PIECE)):
                parts.append(part)
                left -= len(part)
        except OSError as error:
            raise unreadable(path, error) from error
    if left < 0:
        raise too_large(path, limit)
    return b"".join(parts)


def too_large(path: StrPath, limit: int) -> Problem:
    """Return what to tell a person about a file of more than ``limit`` bytes."""
    hint = f"Split it into parts below {limit} bytes."
    return Problem("This file is too large for an article.", str(path), hint)


def unreadable(path: StrPath, error: OSError) -> Problem:
    """Return what to tell a person about a file that could not be opened."""
    hint = "Check the name and that you may read it."
    return Problem("This file cannot be read.", f"{path}: {error.strerror or error}.", hint)
