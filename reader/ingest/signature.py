"""What kind of file bytes are by their beginning, whatever the file is called."""

from __future__ import annotations

import io
import re

from reader.files.archive import Archive, NotAnArchive
from reader.text.problem import Problem
from reader.translation import _

_START = 1_024
"""Bytes within which a PDF or a page may begin."""
_PACKAGE = b"PK\x03\x04"
_SMALL = 1_000_000
"""Bytes up to which a package is looked at as a whole, since its table of contents is at its end."""
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_SIGNATURES = (
    ("RTF", ".rtf", re.compile(rb"\s*\{\\rtf")),
    ("PDF", ".pdf", re.compile(rb"(?s).{0,1000}%PDF-")),
    ("HTML", ".html", re.compile(rb"(?is)(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)")),
    ("EPUB", ".epub", re.compile(rb"(?s)PK\x03\x04.{26}mimetypeapplication/epub")),
    ("ODT", ".odt", re.compile(rb"(?s)PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text")),
    ("DOCX", ".docx", re.compile(rb"(?s)PK\x03\x04.*word/document\.xml")),
)
"""Formats, their suffixes, and how their files begin."""


def not_a(name: str, data: bytes) -> Problem:
    """Return the Problem of a file that its suffix takes for ``name``, such as ``DOCX``, and that is something else."""
    if not data:
        return Problem(_("This file is empty."), "", _("Save or download it again."))
    if data.startswith(_OLD_WORD):
        hint = _("It is a file of an older Word, or has a password: save it as .docx without a password.")
    elif kind := _kind(data, name):
        hint = _("It is a file in the format {name}: let its name end in {suffix}.").format(
            name=kind[0], suffix=kind[1]
        )
    else:
        hint = _("It may be damaged or incomplete: save or download it again.")
    return Problem(_("This file is not in the format {name}.").format(name=name), "", hint)


def open_archive(data: bytes, name: str, member: str = "") -> Archive:
    """Return the archive that a file in the format ``name`` is; Problem if it is another file, or lacks ``member``."""
    try:
        archive = Archive(io.BytesIO(data))
    except NotAnArchive as error:
        raise not_a(name, data) from error
    if member and member not in archive.names:
        raise not_a(name, data)
    return archive


def _kind(data: bytes, name: str) -> tuple[str, str] | None:
    """Return the format that bytes begin like, and its suffix; None if that is ``name`` or none that is known."""
    beginning = data if data.startswith(_PACKAGE) and len(data) <= _SMALL else data[:_START]
    for known, suffix, start in _SIGNATURES:
        if known != name and start.match(beginning):
            return known, suffix
    return None
