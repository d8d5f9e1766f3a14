"""Canonical text: the form of an article that all offsets count in.

LF line ends, no byte order mark, Unicode NFC. Nothing else is changed: boilerplate and odd spaces keep their place, so
that offsets hold.
"""

from __future__ import annotations

import hashlib
import unicodedata
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = 1_000_000
"""Code points that are normalized or hashed at once; other threads can run in between."""


def canonical(text: str) -> str:
    """Return ``text`` in canonical form; the function is idempotent."""
    text = with_line_feeds(text.removeprefix("\ufeff"))
    if len(text) <= _PART:
        return unicodedata.normalize("NFC", text)
    return "".join(map(partial(unicodedata.normalize, "NFC"), _parts(text)))


def with_line_feeds(text: str) -> str:
    """Return ``text`` with LF for each line end of Windows (CR LF) or of old Macs (CR)."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _parts(text: str) -> Iterator[str]:
    """Yield ``text`` in parts that begin with a line end, since that does not combine with the part before."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PART)
        yield text[start : end if end >= 0 else len(text)]
        start = end if end >= 0 else len(text)


def sha256(text: str) -> str:
    """Return the SHA-256, in hex, of the UTF-8 bytes of a canonical text; lone surrogates are encoded as they are."""
    hashed = hashlib.sha256()
    for start in range(0, len(text), _PART):
        hashed.update(text[start : start + _PART].encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hex."""
    return hashlib.sha256(data).hexdigest()
