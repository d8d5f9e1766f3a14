"""Large articles as they were read last: canonical text and blocks, in a derived cache.

Decoding, normalising and judging every line of ten megabytes takes a second; reading back what came of it takes a
fraction, and a page of it can be looked at alone. One file an article: a line of JSON (what it was made of, how it was
read, checksums), the numbers of a `text.table`, the text in UTF-8. It counts while the article's file has its size and
time. If that was edited since, what the edit left is taken over (`text.again`). It may be deleted at any moment.
"""

from __future__ import annotations

import json
import os
import sys
from array import array
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from zlib import crc32

from reader import __version__
from reader.config.path import state_file
from reader.ingest.front_matter import metadata
from reader.ingest.source import Source, load, load_bytes
from reader.session.root import own_name
from reader.text.canonical import digest, sha256
from reader.text.document import Document
from reader.text.table import NUMBERS, Blocks, Table

if TYPE_CHECKING:
    from _typeshed import StrPath

    from reader.text.again import Again

KEPT = 8
"""Articles whose reading is kept; the oldest give way."""
CHUNK = 65_536
"""Bytes of the text that have a checksum of their own."""
_FORM = f"{__version__} {sys.byteorder} 2"

Stamp = tuple[int, int]
"""Size in bytes and time of a file."""
Prepared = tuple[Source, str, Document]
"""How a file was read, the digest of its text, its blocks."""


class Kept:
    """What is kept of the article in ``file``, in whatever state that is now; OSError or ValueError if nothing sound is."""

    def __init__(self, file: StrPath) -> None:
        self._path = _kept_in(file)
        with open(self._path, "rb") as kept:
            line = kept.readline()
            head = json.loads(str(line, "utf-8"))
            numbers = kept.read(head["bytes"])
        if head["form"] != _FORM or head["of"][0] != str(file) or crc32(numbers) != head["crc"]:
            raise ValueError("not what was kept of this file")
        self.stamp: Stamp = (head["of"][1], head["of"][2])
        self.sha256: str = head["sha256"]
        self.length: int = head["length"]
        """Code points of the text."""
        self.size: int = head["size"]
        """Bytes of the text."""
        self.how: dict[str, Any] = head["source"]
        self.table = Table(memoryview(numbers).cast(NUMBERS))
        self._chunks: list[int] = head["chunks"]
        self._at = len(line) + len(numbers)

    def part(self, start: int, end: int) -> bytes:
        """Return the bytes ``[start, end)`` of the text, whose checksums are looked at; OSError or ValueError."""
        first = start // CHUNK
        with open(self._path, "rb") as kept:
            kept.seek(self._at + first * CHUNK)
            data = kept.read(min(self.size, -(-end // CHUNK) * CHUNK) - first * CHUNK)
        sums = [crc32(data[at : at + CHUNK]) for at in range(0, len(data), CHUNK)]
        if sums != self._chunks[first : -(-end // CHUNK)]:
            raise ValueError("the text is damaged")
        return data[start - first * CHUNK : end - first * CHUNK]

    def text(self) -> bytes:
        """Return the whole text in UTF-8; OSError or ValueError."""
        with open(self._path, "rb") as kept:
            kept.seek(self._at)
            data = kept.read()
        if len(data) != self.size or digest(data) != self.sha256:
            raise ValueError("the text is damaged")
        return data

    @property
    def is_as_filed(self) -> bool:
        """Whether the text's bytes were those of the file."""
        return self.how["encoding"] == "utf-8" and not self.how["guessed"] and self.size == self.stamp[0]

    def read_again(self, file: StrPath, most: int | None = None) -> Again | None:
        """Return what ``file`` reads as now, as `text.again.read_again` does; None if that cannot be told from the old text."""
        if self.how["encoding"] != "utf-8" or self.how["guessed"]:
            return None
        from reader.text.again import Known, read_again

        old = Known(self.part(0, self.size), self.length, self.table)
        return read_again(old, load_bytes(file), markdown=self.how["markdown"], most=most)


def kept_of(file: StrPath) -> Kept | None:
    """Return what is kept of the article in ``file``, in whatever state that is now, if anything sound is."""
    try:
        return Kept(file)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def prepared(file: StrPath, stamp: Stamp) -> Prepared:
    """Return what the article in ``file``, in the state ``stamp``, reads as; Problem if it cannot be read."""
    kept = find(file, stamp)
    if kept is None:
        kept, table = _edited(file) or _anew(file)
        try:
            _keep(file, stamp, kept, table)
        except OSError:
            return kept  # derived: a folder that cannot be written costs time, nothing else
    return kept


def _anew(file: StrPath) -> tuple[Prepared, Table]:
    source = load(file)
    document = Document.read(source.text, markdown=source.markdown)
    return (source, sha256(source.text), document), Table.of(source.text, document.blocks)


def _edited(file: StrPath) -> tuple[Prepared, Table] | None:
    """Return what the article in ``file`` reads as now, if much of it is as it was when it was read last."""
    kept = kept_of(file)
    try:
        again = kept.read_again(file) if kept else None
    except (OSError, ValueError):
        return None  # what was kept is damaged
    if kept is None or again is None:
        return None
    known = again.known
    text = known.data.decode("utf-8")
    source = Source(text, kept.how["markdown"], "utf-8", False, metadata(text))
    document = Document(text, Blocks(known.table))
    return (source, digest(known.data), document), known.table


def is_kept(file: StrPath, stamp: Stamp) -> bool:
    """Whether something is kept of ``file`` in the state ``stamp``: whether reading it is soon done."""
    kept = kept_of(file)
    return kept is not None and kept.stamp == stamp


def find(file: StrPath, stamp: Stamp) -> Prepared | None:
    """Return what is kept of ``file`` in the state ``stamp``, if it is whole."""
    kept = kept_of(file)
    if kept is None or kept.stamp != stamp:
        return None
    try:
        text = str(kept.text(), "utf-8", "surrogatepass")
        return Source(text, **kept.how), kept.sha256, Document(text, Blocks(kept.table))
    except (OSError, ValueError, TypeError, IndexError):
        return None


def _keep(file: StrPath, stamp: Stamp, read: Prepared, table: Table) -> None:
    source, sha, _ = read
    how = {name: value for name, value in asdict(source).items() if name != "text"}
    numbers = array(NUMBERS, table.numbers).tobytes()
    data = source.text.encode("utf-8", "surrogatepass")
    head = {
        "form": _FORM,
        "of": [str(file), *stamp],
        "source": how,
        "sha256": sha,
        "length": len(source.text),
        "size": len(data),
        "bytes": len(numbers),
        "crc": crc32(numbers),
        "chunks": [crc32(data[at : at + CHUNK]) for at in range(0, len(data), CHUNK)],
    }
    path = _kept_in(file)
    shelf = os.path.dirname(path)
    os.makedirs(shelf, exist_ok=True)
    draft = f"{path}.{os.getpid()}"
    with open(draft, "wb") as out:
        out.write(json.dumps(head).encode() + b"\n")
        out.write(numbers)
        out.write(data)
    os.replace(draft, path)
    for old in sorted(os.scandir(shelf), key=lambda one: one.stat().st_mtime_ns)[:-KEPT]:
        os.unlink(old.path)


def _kept_in(file: StrPath) -> str:
    return state_file("prepared", own_name(file))
