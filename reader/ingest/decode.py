"""Decode bytes. Tried in this order: byte order mark, UTF-16 without one, strict UTF-8, Windows-1252, Latin-1."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_PART = 1_000_000
"""Bytes that are decoded at once."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, its encoding, and whether the encoding is a guess."""

    text: str
    encoding: str
    guessed: bool


def decode(data: bytes) -> Decoded:
    """Return the text of ``data``. Every byte string has one, because Latin-1 has a character for each byte."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(_text(data[len(mark) :], encoding), encoding, False)
            except UnicodeDecodeError:
                break
    if (wide := _without_mark(data)) is not None:
        return wide
    for encoding, guessed in (("utf-8", False), ("cp1252", True)):
        try:
            return Decoded(_text(data, encoding), encoding, guessed)
        except UnicodeDecodeError:
            continue
    return Decoded(_text(data, "latin-1"), "latin-1", True)


def _text(data: bytes, encoding: str) -> str:
    """Decode ``data``, in parts that other threads run between; UnicodeDecodeError if it is not in this encoding."""
    if len(data) <= _PART:
        return data.decode(encoding)
    decoder = codecs.getincrementaldecoder(encoding)()
    parts = [decoder.decode(data[start : start + _PART]) for start in range(0, len(data), _PART)]
    return "".join([*parts, decoder.decode(b"", final=True)])


def _without_mark(data: bytes) -> Decoded | None:
    """Decode UTF-16 without a byte order mark, in the byte order that gives more spaces; None if it is not UTF-16."""
    candidates = []
    for encoding in ("utf-16-le", "utf-16-be") if b"\x00" in data else ():
        try:
            text = _text(data, encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            candidates.append((text.count(" ") + text.count("\n"), encoding, text))
    candidates.sort()
    if not candidates or not candidates[-1][0] or (candidates[0][0] == candidates[-1][0] and len(candidates) > 1):
        return None
    _, encoding, text = candidates[-1]
    return Decoded(text, encoding, True)
