"""Decode bytes. Tried in this order: byte order mark, UTF-16 without one, UTF-8, Windows-1252, Latin-1.

Damaged bytes cost themselves, not the text: what is UTF-8 for the most part is read as UTF-8, and each byte that is not
becomes U+FFFD. One byte is read instead: 0x92 within a word is the apostrophe of Windows-1252, which editors paste into
UTF-8 (``l\x92été``). Nothing else explains it: with its highest bit flipped back it is a control character, and as the
rest of a UTF-8 character it would be a capital inside a word in small letters. The other bytes of Windows-1252 could be
either, an é as well as a damaged i, so their meaning stays open.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from reader.translation import ngettext

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
_SOUND_FOR_EACH_BAD = 2
"""Characters beyond ASCII that a text has for each bad byte if it is UTF-8.

In Windows-1252 and the double-byte encodings of East Asia, fewer than one pair of bytes in four looks like UTF-8 by accident.
"""
_BAD = re.compile("[\udc80-\udcff]")
"""A byte that is not UTF-8, as the error handler ``surrogateescape`` writes it."""
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])\udc92(?=[^\W\d_])")
_LINE_END = re.compile("\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, its encoding, and whether the encoding is a guess. ``damage`` says which bytes are damaged, as a sentence."""

    text: str
    encoding: str
    guessed: bool
    damage: str = ""


def decode(data: bytes) -> Decoded:
    """Return the text of ``data``. Every byte string has one, because Latin-1 has a character for each byte."""
    for mark, encoding in _MARKS:
        if data.startswith(mark) and (marked := _marked(data[len(mark) :], encoding)) is not None:
            return marked
    if (wide := _without_mark(data)) is not None:
        return wide
    for encoding, guessed in (("utf-8", False), ("cp1252", True)):
        try:
            return Decoded(_text(data, encoding), encoding, guessed)
        except UnicodeDecodeError:
            if encoding == "utf-8" and (mended := _mended(data, _SOUND_FOR_EACH_BAD)) is not None:
                return mended
    return Decoded(_text(data, "latin-1"), "latin-1", True)


def _marked(data: bytes, encoding: str) -> Decoded | None:
    """Decode what follows a byte order mark; None if the mark is there by accident."""
    try:
        return Decoded(_text(data, encoding), encoding, False)
    except UnicodeDecodeError:
        if encoding == "utf-8":
            return _mended(data, 0)
    text = _text(data, encoding, "replace")
    count = text.count("\ufffd")
    if count * 100 > len(text) + 100:
        return None
    line = _line(text, text.index("\ufffd"))
    damage = ngettext(
        "{count} place of the file is not {encoding}, read as \ufffd; the first is on line {line}.",
        "{count} places of the file are not {encoding}, read as \ufffd; the first is on line {line}.",
        count,
    )
    return Decoded(text, encoding, False, damage.format(count=count, encoding=encoding.upper(), line=line))


def _mended(data: bytes, sound_for_each_bad: int) -> Decoded | None:
    """Decode UTF-8 with bad bytes in it; None if there are too many of them."""
    text = _text(data, "utf-8", "surrogateescape")
    bad = _BAD.findall(text)
    sound = len(text) - len(text.encode("ascii", "ignore")) - len(bad)
    if sound < sound_for_each_bad * len(bad):
        return None
    first = text.index(bad[0])
    text, others = _BAD.subn("\ufffd", _APOSTROPHE.sub(_apostrophe, text))
    apostrophes = len(bad) - others
    if apostrophes and others:
        damage = ngettext(
            "{count} byte of the file is not UTF-8, read {apostrophes} as ’ and {others} as \ufffd; "
            "the first, 0x{byte:02X}, is on line {line}.",
            "{count} bytes of the file are not UTF-8, read {apostrophes} as ’ and {others} as \ufffd; "
            "the first, 0x{byte:02X}, is on line {line}.",
            len(bad),
        )
    else:
        damage = ngettext(
            "{count} byte of the file is not UTF-8, read as {mark}; the first, 0x{byte:02X}, is on line {line}.",
            "{count} bytes of the file are not UTF-8, read as {mark}; the first, 0x{byte:02X}, is on line {line}.",
            len(bad),
        )
    byte, line = ord(bad[0]) - 0xDC00, _line(text, first)
    mark = "’" if apostrophes else "\ufffd"
    said = damage.format(count=len(bad), apostrophes=apostrophes, others=others, mark=mark, byte=byte, line=line)
    return Decoded(text, "utf-8", False, said)


def _apostrophe(match: re.Match[str]) -> str:
    """Return ’ for 0x92 between two letters, but not in a word of capitals, where a damaged Ò would do as well."""
    before, after = match.string[match.start() - 1], match.string[match.end() : match.end() + 2]
    return match[0] if before.isupper() and after.isupper() else "’"


def _line(text: str, at: int) -> int:
    return sum(1 for _ in _LINE_END.finditer(text, 0, at)) + 1


def _text(data: bytes, encoding: str, errors: str = "strict") -> str:
    """Decode ``data``, in parts that other threads run between; UnicodeDecodeError if it is not in this encoding."""
    if len(data) <= _PART:
        return data.decode(encoding, errors)
    decoder = codecs.getincrementaldecoder(encoding)(errors)
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
