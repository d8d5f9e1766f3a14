"""The members of a zip file that documents come in (DOCX, ODT, EPUB), read by name and with limits.

Nothing is unpacked to disk, so no member's name can lead anywhere. A member is refused before it is unpacked if it says
that it is too large, and `zipfile` never unpacks more than a member says.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib

from reader.ingest.signature import not_a
from reader.text.problem import Problem
from reader.translation import _

LARGEST = 64 * 1024 * 1024
"""Bytes of a member, unpacked."""
LARGEST_TOGETHER = 256 * 1024 * 1024
"""Bytes of all members that are read, unpacked."""
RATIO = 200
"""How many times larger a member may be than it is packed. Text reaches 20, an empty spreadsheet 100."""
SMALL = 1024 * 1024
"""Bytes below which the ratio does not count."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError)


class Archive:
    """The zip file in ``data``, which ``name`` calls a ``DOCX`` or the like; Problem if it is none."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        self._read = 0
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise not_a(name, data) from error

    def names(self) -> list[str]:
        """Return the names of the members."""
        return self._file.namelist()

    def needed(self, member: str) -> bytes:
        """Return a member without which the file is not what its suffix says; Problem as for `get`, or if there is none."""
        found = self.get(member)
        if found is None:
            raise not_a(self._name, self._data)
        return found

    def get(self, member: str) -> bytes | None:
        """Return a member; None if there is none. Problem if it is damaged, encrypted or too large."""
        try:
            info = self._file.getinfo(member)
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise protected()
        self._read += info.file_size
        swollen = info.file_size > SMALL and info.file_size > RATIO * info.compress_size
        if swollen or info.file_size > LARGEST or self._read > LARGEST_TOGETHER:
            raise Problem(
                _("This file unpacks to more than a document has."),
                member,
                _("Open it in its own program and save it anew."),
            )
        try:
            return self._file.read(info)
        except (*_DAMAGED, RuntimeError) as error:
            hint = _("It may be damaged or incomplete: save or download it again.")
            raise Problem(_("A part of this file cannot be read."), member, hint) from error


def protected() -> Problem:
    """Return the Problem of a document that cannot be read without its password."""
    hint = _("Open it in its own program and save it without a password.")
    return Problem(_("This file is protected by a password."), "", hint)


def member_at(folder: str, href: str) -> str:
    """Return the name of the member that ``href`` leads to from ``folder``; Problem if it leads out of the zip file."""
    name = posixpath.normpath(posixpath.join(folder, href))
    if name.startswith(("/", "..")):
        raise Problem(_("This file names a part outside of itself."), href, _("Get it from another place."))
    return name
