"""From bytes to text: byte order mark, then strict UTF-8, then Windows-1252, then Latin-1."""

from __future__ import annotations

import codecs
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Decoded(NamedTuple):
    """A text, the encoding it was read in, and whether that was a guess."""

    text: str
    encoding: str
    guessed: bool


def decode(data: bytes) -> Decoded:
    """Return the text of ``data``; every byte string has one, since Latin-1 takes them all."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding, False)
            except UnicodeDecodeError:
                break
    for encoding, guessed in (("utf-8", False), ("cp1252", True)):
        try:
            return Decoded(data.decode(encoding), encoding, guessed)
        except UnicodeDecodeError:
            continue
    return Decoded(data.decode("latin-1"), "latin-1", True)
