"""The members of a ZIP archive that anybody may have made, read by name and with limits.

Nothing is unpacked to disk, so no member's name can lead anywhere. A member is refused before it is unpacked if it says
that it is too large; and whatever it says, no more bytes of it are unpacked than the limit.
"""

from __future__ import annotations

import lzma
import posixpath
import struct
import unicodedata
import zipfile
import zlib
from functools import cached_property
from typing import BinaryIO

from reader.text.problem import Problem
from reader.translation import _

LARGEST = 64 * 1024 * 1024
"""Bytes of a member, unpacked."""
LARGEST_TOGETHER = 512 * 1024 * 1024
"""Bytes of all members that are read, unpacked."""
MOST_MEMBERS = 100_000
RATIO = 200
"""How many times larger a member may be than it is packed. Text reaches 20, an empty spreadsheet 100."""
SMALL = 1024 * 1024
"""Bytes below which the ratio does not count."""
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, NotImplementedError, RuntimeError,
    ValueError,
)  # fmt: skip
"""What `zipfile` raises for an archive that is damaged or of an unknown kind."""


class NotAnArchive(Problem):
    """The file is no ZIP archive, or its list of members is damaged."""


class Archive:
    """The archive in ``file``, of which ``name`` is the name in messages; NotAnArchive if it is none.

    ``names``: those of its members, without folders.
    """

    def __init__(self, file: BinaryIO, name: str = "") -> None:
        self._name = name
        self._left = LARGEST_TOGETHER
        try:
            self._zip = zipfile.ZipFile(file)
        except _DAMAGED as error:
            raise NotAnArchive(_("This file is not a ZIP archive."), self._where(str(error)), _again()) from error
        members = [_as_utf8(info) for info in self._zip.infolist()]
        if len(members) > MOST_MEMBERS:
            hint = _("Open it in its own program and save it anew.")
            raise Problem(_("The archive has too many files."), self._where(str(len(members))), hint)
        self.names = tuple(member for member in members if not member.endswith("/"))

    def get(self, member: str) -> bytes | None:
        """Return the bytes of a member; None if there is none, Problem as for `read`.

        A name that no member has exactly is also found in another Unicode normal form or case, and where the archive does not
        say that its names are UTF-8.
        """
        info = self._info(member)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise protected(self._where(member))
        swollen = info.file_size > SMALL and info.file_size > RATIO * info.compress_size
        most = min(LARGEST, self._left)
        if swollen or info.file_size > most:
            raise self._too_much(member)
        try:
            with self._zip.open(info) as file:
                data = file.read(most + 1)
        except _DAMAGED as error:
            raise Problem(_("A part of this file cannot be read."), self._where(member), _again()) from error
        if len(data) > most:
            raise self._too_much(member)
        self._left -= len(data)
        return data

    def __contains__(self, member: str) -> bool:
        return self._info(member) is not None

    def _info(self, member: str) -> zipfile.ZipInfo | None:
        try:
            return self._zip.getinfo(member)
        except KeyError:
            return self._alike.get(_folded(member))

    @cached_property
    def _alike(self) -> dict[str, zipfile.ZipInfo]:
        """The members by their folded names, without those whose folded name others have, too."""
        alike: dict[str, zipfile.ZipInfo | None] = {}
        for info in self._zip.infolist():
            for name in {_folded(info.filename), _folded(_as_utf8(info))}:
                alike[name] = None if name in alike else info
        return {name: info for name, info in alike.items() if info is not None}

    def read(self, member: str) -> bytes:
        """Return the bytes of a member. Problem if it is missing, damaged, encrypted or too large."""
        data = self.get(member)
        if data is None:
            raise Problem(_("A part of this file is missing."), self._where(member), _again())
        return data

    def _too_much(self, member: str) -> Problem:
        hint = _("Open it in its own program and save it anew.")
        return Problem(_("This file unpacks to too much."), self._where(member), hint)

    def _where(self, detail: str) -> str:
        return ": ".join(filter(None, (self._name, detail)))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _as_utf8(info: zipfile.ZipInfo) -> str:
    """Return the name of a member as UTF-8, which many programs write without the flag that says so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def protected(where: str = "") -> Problem:
    """Return the Problem of a file that cannot be read without its password."""
    hint = _("Open it in its own program and save it without a password.")
    return Problem(_("This file is protected by a password."), where, hint)


def member_at(folder: str, href: str) -> str:
    """Return the name of the member that ``href`` leads to from ``folder``; Problem if it leads out of the archive."""
    name = posixpath.normpath(posixpath.join(folder, href))
    if name.startswith(("/", "..")):
        raise Problem(_("This file names a part outside of itself."), href, _("Get it from another place."))
    return name


def _again() -> str:
    return _("It may be damaged or incomplete: save or download it again.")
