"""The canonical text and the blocks of articles that take long to read, in derived files (`session.cache`).

Decoding, normalizing and judging every line of ten megabytes takes a second; reading the result takes a fraction. There
is one derived file for each article: how it was read, the numbers of a `text.table` and of `text.emphasis`, the text in
UTF-8. It is valid as long as the article's file has its state and the packages that read it have their versions. After an edit of a plain text, the parts that it left alone
are taken over (`text.reparse`).
"""

from __future__ import annotations

import os
import sys
from array import array
from dataclasses import asdict, astuple, dataclass
from typing import TYPE_CHECKING, Any

from reader.config.path import state_file
from reader.containers.export_file import load_article
from reader.files.state import FileState
from reader.ingest.content import READERS, TakesTooLong
from reader.ingest.formats import FORMATS, format_of
from reader.ingest.front_matter import metadata
from reader.ingest.source import Source, load_bytes
from reader.session.cache.derived_file import Derived, DerivedFile
from reader.session.cache.own_name import own_name
from reader.session.cache.slow_files import refuse_slow, remember_slow
from reader.text.canonical import digest, sha256
from reader.text.document import Document
from reader.text.emphasis import Emphases
from reader.text.metadata import Metadata
from reader.text.pages import Page
from reader.text.structure import Structure
from reader.text.table import NUMBERS, Blocks, Table
from reader.translation import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import StrPath

    from reader.text.reparse import Reparsed

KEPT = 8
"""Large articles that are kept; the oldest are dropped."""
EXTRACTED = 1000
"""Other articles that are kept, in formats that take long to read whatever their size."""
LARGEST = 2 * 1024 * 1024 * 1024
"""Bytes of a derived file: the largest article has 256 MB, and its table may be larger than the text."""
_FORM = f"11 {READERS}"

Prepared = tuple[Source, str, Document]
"""A file as it was read, the digest of its text, and its blocks."""


@dataclass(frozen=True, slots=True)
class CachedText:
    """An article's file as it was read in the state ``state``.

    ``length``: code points of the text. ``data``: its bytes, in UTF-8. ``how``: format, encoding, whether that is a
    guess, and what is damaged, as in `Source`. ``emphasis``: None if the text has no structure.
    ``pages``: those that the structure has.
    """

    state: FileState
    sha256: str
    length: int
    how: dict[str, Any]
    metadata: Metadata
    table: Table
    emphasis: Emphases | None
    pages: Sequence[Page]
    data: memoryview

    @classmethod
    def from_derived(cls, derived: Derived, file: str) -> CachedText:
        """Return what a derived file has of ``file``; one of `UNUSABLE` if it is invalid or of another file."""
        payload, state = derived.payload, derived.files[file]
        if payload["order"] != sys.byteorder or state is None:
            raise ValueError("made by another kind of machine")
        how, sha, length, numbers = payload["how"], payload["sha256"], payload["length"], payload["numbers"]
        metadata = Metadata(**payload["metadata"])
        if {name: type(value) for name, value in how.items()} != _HOW or not all(
            isinstance(value, str) for value in (sha, *astuple(metadata))
        ):
            raise TypeError("not how a file is read")
        if how["format"] not in FORMATS:
            raise ValueError("in a format of another version")
        emphasis = payload["emphasis"]
        more = emphasis or 0
        if not (
            type(length) is type(numbers) is type(more) is int and 0 <= numbers <= numbers + more <= len(derived.body)
        ):
            raise TypeError("not a number of bytes")
        body = memoryview(derived.body)
        table, marks = Table(_numbers(body[:numbers])), Emphases(_numbers(body[numbers : numbers + more]))
        pages = tuple(Page(start, label) for start, label in payload["pages"])
        if not all(type(page.start) is int and isinstance(page.label, str) for page in pages):
            raise TypeError("not where pages begin")
        emphases = None if emphasis is None else marks
        return cls(state, sha, length, how, metadata, table, emphases, pages, body[numbers + more :])

    def read(self) -> Prepared:
        """Return the article as it was read."""
        text = str(self.data, "utf-8", "surrogatepass")
        blocks = Blocks(self.table)
        structure = None if self.emphasis is None else Structure(blocks, self.emphasis, self.pages)
        source = Source(text, **self.how, metadata=self.metadata, structure=structure)
        return source, self.sha256, Document(text, blocks, structure)

    def reparse(self, file: StrPath, most: int | None = None) -> Reparsed | None:
        """Return what ``file`` reads as now, see `text.reparse.reparse`; None if the old text does not help."""
        row = FORMATS[self.how["format"]]
        if not row.verbatim or self.how["encoding"] != "utf-8" or self.how["guessed"]:
            return None
        from reader.text.reparse import OldText, reparse

        old = OldText(bytes(self.data), self.length, self.table)
        return reparse(old, load_bytes(file), most)


def _numbers(data: memoryview) -> array[int]:
    """Return a copy of the numbers in ``data``, which does not keep the whole file in memory."""
    numbers = array(NUMBERS)
    numbers.frombytes(data)
    return numbers


_HOW = {"format": str, "encoding": str, "guessed": bool, "damage": str}


def _derived(file: StrPath) -> DerivedFile:
    row = format_of(file)
    folder, most = ("extracted", EXTRACTED) if row and row.slow else ("prepared", KEPT)
    return DerivedFile(state_file(folder, own_name(file)), _FORM, most_files=most, largest=LARGEST)


def _versions(file: StrPath) -> str:
    row = format_of(file)
    return row.versions() if row else ""


def cached(file: StrPath) -> CachedText | None:
    """Return the cached text of the article in ``file``, even if the file has changed since; None if none is valid."""
    return _derived(file).load(lambda derived: CachedText.from_derived(derived, os.fspath(file)))


def prepared(file: StrPath, state: FileState) -> Prepared:
    """Return what the article in ``file`` reads as in this state; Problem if it cannot be read.

    A file that took too long to read is not tried again in the same state.
    """
    reading = find(file, state)
    if reading is None:
        refuse_slow(file, state)
        try:
            reading, table = _edited(file) or _anew(file)
        except TakesTooLong:
            remember_slow(file, state)
            raise
        _keep(file, state, reading, table)
    return reading


def _anew(file: StrPath) -> tuple[Prepared, Table]:
    source = load_article(file)
    document = source.document()
    return (source, sha256(source.text), document), Table.of(source.text, document.blocks)


def _edited(file: StrPath) -> tuple[Prepared, Table] | None:
    """Return the article in ``file`` as it is now, if most of it is unchanged since it was last read."""
    former = cached(file)
    try:
        again = former.reparse(file) if former else None
    except (OSError, ValueError):
        return None  # what was cached is damaged
    if former is None or again is None:
        return None
    present = again.known
    text = present.data.decode("utf-8")
    source = Source(text, former.how["format"], "utf-8", False, metadata(text))
    document = Document(text, Blocks(present.table))
    return (source, digest(present.data), document), present.table


def is_cached(file: StrPath, state: FileState) -> bool:
    """Whether ``file`` is cached in this state, so that reading it is fast."""
    return bool(_derived(file).load(lambda derived: _is_of(derived, file, state), body=False))


def find(file: StrPath, state: FileState) -> Prepared | None:
    """Return the cached text of ``file`` in this state, if it is valid."""

    def read(derived: Derived) -> Prepared | None:
        return CachedText.from_derived(derived, os.fspath(file)).read() if _is_of(derived, file, state) else None

    return _derived(file).load(read)


def _is_of(derived: Derived, file: StrPath, state: FileState) -> bool:
    """Whether the file was read in this state. What is damaged in it was said in one language."""
    payload = derived.payload
    is_same = derived.files[os.fspath(file)] == state and payload["versions"] == _versions(file)
    return is_same and payload["language"] in ("", language())


def _keep(file: StrPath, state: FileState, read: Prepared, table: Table) -> None:
    source, sha, _ = read
    numbers = array(NUMBERS, table.numbers).tobytes()
    emphasis = array(NUMBERS, source.structure.emphasis.numbers).tobytes() if source.structure else b""
    payload = {
        "order": sys.byteorder,
        "how": {name: getattr(source, name) for name in _HOW},
        "versions": _versions(file),
        "language": language() if source.damage else "",
        "metadata": asdict(source.metadata),
        "sha256": sha,
        "length": len(source.text),
        "numbers": len(numbers),
        "emphasis": len(emphasis) if source.structure else None,
        "pages": [[page.start, page.label] for page in source.structure.pages] if source.structure else [],
    }
    body = numbers + emphasis + source.text.encode("utf-8", "surrogatepass")
    _derived(file).save(payload, files={os.fspath(file): state}, body=body)
