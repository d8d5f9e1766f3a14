"""Large articles as they were read last: canonical text and blocks, in a derived cache.

Decoding, normalising and judging every line of ten megabytes takes a second; reading back what came of it takes a
fraction. One file an article: a line of JSON (what it was made of, how it was read), four numbers a block (kind, start,
end, ordinal), the text in UTF-8. It counts while the article's file has its size and time and what is kept its
checksums; it may be deleted at any moment.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from array import array
from dataclasses import asdict
from pathlib import Path
from zlib import crc32

from reader import __version__
from reader.config.path import state_folder
from reader.ingest.source import Source, load
from reader.session.root import own_name
from reader.text.block import Block, Kind
from reader.text.canonical import sha256
from reader.text.document import Document
from reader.text.span import Span

KEPT = 8
"""Articles whose reading is kept; the oldest give way."""
_FORM = f"{__version__} {sys.byteorder} 1"
_KINDS = tuple(Kind)
_NUMBERS = "Q"

Stamp = tuple[int, int]
"""Size in bytes and time of a file."""
Prepared = tuple[Source, str, Document]
"""How a file was read, the digest of its text, its blocks."""


def prepared(file: Path, stamp: Stamp) -> Prepared:
    """Return what the article in ``file``, in the state ``stamp``, reads as; Problem if it cannot be read."""
    kept = find(file, stamp)
    if kept is None:
        source = load(file)
        kept = source, sha256(source.text), Document.read(source.text, markdown=source.markdown)
        with contextlib.suppress(OSError):  # derived: a folder that cannot be written costs time, nothing else
            _keep(file, stamp, kept)
    return kept


def is_kept(file: Path, stamp: Stamp) -> bool:
    """Whether something is kept of ``file`` in the state ``stamp``: whether reading it is soon done."""
    try:
        with _kept_in(file).open("rb") as kept:
            return _is_of(json.loads(kept.readline()), file, stamp)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _is_of(head: dict[str, object], file: Path, stamp: Stamp) -> bool:
    return head["form"] == _FORM and head["of"] == [str(file), *stamp]


def find(file: Path, stamp: Stamp) -> Prepared | None:
    """Return what is kept of ``file`` in the state ``stamp``, if it is whole."""
    try:
        line, _, rest = _kept_in(file).read_bytes().partition(b"\n")
        head = json.loads(line)
        if not _is_of(head, file, stamp):
            return None
        blocks_in, data = rest[: head["bytes"]], memoryview(rest)[head["bytes"] :]
        if crc32(blocks_in) != head["crc"] or hashlib.sha256(data).hexdigest() != head["sha256"]:
            return None
        numbers = array(_NUMBERS, blocks_in)
        text = str(data, "utf-8", "surrogatepass")
        fields = [iter(numbers)] * 4
        blocks = tuple(
            Block(_KINDS[kind], Span(start, end), ordinal) for kind, start, end, ordinal in zip(*fields, strict=True)
        )
        return Source(text, **head["source"]), head["sha256"], Document(text, blocks)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _keep(file: Path, stamp: Stamp, read: Prepared) -> None:
    source, digest, document = read
    numbers = array(_NUMBERS)
    for block in document.blocks:
        numbers.extend((_KINDS.index(block.kind), block.span.start, block.span.end, block.ordinal))
    how = {name: value for name, value in asdict(source).items() if name != "text"}
    blocks = numbers.tobytes()
    head = {
        "form": _FORM,
        "of": [str(file), *stamp],
        "source": how,
        "sha256": digest,
        "bytes": len(blocks),
        "crc": crc32(blocks),
    }
    path = _kept_in(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with draft.open("wb") as out:
        out.write(json.dumps(head).encode() + b"\n")
        out.write(blocks)
        out.write(source.text.encode("utf-8", "surrogatepass"))
    draft.replace(path)
    shelf = sorted(path.parent.iterdir(), key=lambda one: one.stat().st_mtime_ns)
    for old in shelf[:-KEPT]:
        old.unlink()


def _kept_in(file: Path) -> Path:
    return state_folder() / "prepared" / own_name(file)
