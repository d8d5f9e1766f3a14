"""RTF: its text, in which paragraphs are lines and cells are separated by ``|``.

Emphasis is not read, nor are notes, which are counted.
"""

from __future__ import annotations

import re
from typing import Any

from reader.ingest.content import Content
from reader.ingest.extra import needed
from reader.ingest.office_metadata import is_file_title, is_person
from reader.ingest.signature import not_a
from reader.text.canonical import canonical
from reader.text.metadata import Metadata
from reader.text.problem import Problem
from reader.translation import _, ngettext

_START = re.compile(rb"\s*\{\\rtf")
_INFO = re.compile(
    r"\{\\(title|author)\s?((?:[^{}\\]|\\'[0-9a-fA-F]{2}|\\u-?\d+ ?(?:\\'[0-9a-fA-F]{2}|\?)?|\\[{}\\]|\{\}){1,500})\}"
)
"""Title and author as they stand in the group ``info`` (RTF 1.9.1, "Information Group")."""
_NOTE = re.compile(r"\\footnote(?![a-z])")
_INFO_WITHIN = 100_000
"""Code points at the beginning within which that group stands; a stylesheet may stand before it."""


def is_rtf(data: bytes) -> bool:
    """Whether a file begins as RTF does."""
    return _START.match(data) is not None


def read(data: bytes) -> Content:
    """Return the text. MissingPackage without striprtf; Problem if the file is no RTF or is damaged."""
    striprtf: Any = needed("striprtf.striprtf", "rtf")
    if not is_rtf(data):
        raise not_a("RTF", data)
    source = data.decode("latin-1")  # what is not ASCII in RTF is escaped; old programs write the bytes of a code page

    def plain(rtf: str) -> str:
        try:
            found: str = striprtf.rtf_to_text(rtf, errors="replace")
        except Exception as error:  # damaged RTF makes striprtf raise anything
            hint = _("It may be damaged or incomplete: save or download it again.")
            raise Problem(_("A part of this file cannot be read."), str(error), hint) from error
        return _with_whole_characters(found)

    text = canonical(plain(source).replace("\0", "\ufffd"))
    given: dict[str, str] = {}
    for match in _INFO.finditer(source[:_INFO_WITHIN]):
        given.setdefault(match[1], " ".join(plain(rf"{{\rtf1\ansi\ansicpg1252 {match[2]}}}").split()))
    title, author = given.get("title", ""), given.get("author", "")
    metadata = Metadata("" if is_file_title(title) else title, author if is_person(author) else "")
    return Content(text.strip("\n"), metadata, damage=_left_out(len(_NOTE.findall(source))))


def _left_out(notes: int) -> str:
    """Return as a sentence how many notes are not part of the text; empty if there are none."""
    said = ngettext("{count} note of the file is not shown.", "{count} notes of the file are not shown.", notes)
    return said.format(count=notes) if notes else ""


def _with_whole_characters(text: str) -> str:
    """Return text in which the two halves that RTF writes of an emoji are one character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
