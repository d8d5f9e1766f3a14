"""From bytes to text: byte order mark, then UTF-16 without one, strict UTF-8, Windows-1252, Latin-1."""

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

_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
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
    if (wide := _without_mark(data)) is not None:
        return wide
    for encoding, guessed in (("utf-8", False), ("cp1252", True)):
        try:
            return Decoded(data.decode(encoding), encoding, guessed)
        except UnicodeDecodeError:
            continue
    return Decoded(data.decode("latin-1"), "latin-1", True)


def _without_mark(data: bytes) -> Decoded | None:
    """Return a text in UTF-16 that has no byte order mark, in the order that gives it more spaces; None if it is none."""
    found = []
    for encoding in ("utf-16-le", "utf-16-be") if b"\x00" in data else ():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NO_TEXT.search(text):
            found.append((text.count(" ") + text.count("\n"), encoding, text))
    found.sort()
    if not found or not found[-1][0] or (found[0][0] == found[-1][0] and len(found) > 1):
        return None
    _, encoding, text = found[-1]
    return Decoded(text, encoding, True)
