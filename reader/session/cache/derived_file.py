"""A file of derived data: results that take long to compute, kept in the state folder while they are valid.

A derived file may be deleted at any moment, and nothing in it is trusted: whatever is not exactly what this version of the
program has written (damaged, of another version, too large, a link, a pipe, another user's file) is deleted
and made again. So reading one never fails, and writing one that the disk refuses costs time, nothing else.

The first line is JSON about the file itself: the version of the program, the version of the format, length and CRC-32 of the
two parts that follow. The first part is JSON: the states of the files that it was made from, and the payload. The second is
any bytes, for what JSON would be too slow for; it may be empty.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar
from zlib import crc32

from reader import __version__
from reader.files.atomic import write_atomically
from reader.files.plain import open_plain
from reader.files.state import FileState

if TYPE_CHECKING:
    from _typeshed import StrPath

LARGEST = 256 * 1024 * 1024
"""Bytes above which a file is not one of ours."""
_FIRST_LINE = 400
"""Bytes of the line about the file itself, at most."""

# What reading and understanding data of any shape can raise: JSON nested too deeply is a RecursionError, a number that
# is infinite an OverflowError, a value of another type any of the others.
UNUSABLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError)
_NOT_ITS_FAULT = (errno.ENOENT, errno.ENOTDIR, errno.EMFILE, errno.ENFILE)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Derived:
    """What a derived file holds. ``files``: the states of the files that it was made from, None for those not there."""

    payload: Any
    files: Mapping[str, FileState | None]
    body: bytes = b""

    def is_current(self) -> bool:
        """Whether every file that it was made from is as it was."""
        return all(FileState.of(path) == state for path, state in self.files.items())


class DerivedFile:
    """The derived file at ``path``. ``form``: the version of its format. ``most_files``: how many files its folder may have."""

    def __init__(
        self, path: StrPath, form: int | str, *, most_files: int | None = None, largest: int = LARGEST
    ) -> None:
        self.path = os.fspath(path)
        self._form = form
        self._most_files = most_files
        self._largest = largest

    def load(self, understand: Callable[[Derived], T | None], *, body: bool = True) -> T | None:
        """Return what ``understand`` makes of the file; None, and the file is gone, if that is not possible.

        Without ``body`` the second part is neither read nor checked.
        """
        try:
            with os.fdopen(open_plain(self.path, own=True), "rb") as file:
                return understand(self._read(file, body))
        except OSError as error:
            if error.errno not in _NOT_ITS_FAULT:
                self.discard()
        except UNUSABLE:
            self.discard()
        return None

    def _read(self, file: BinaryIO, body: bool) -> Derived:
        about = json.loads(file.readline(_FIRST_LINE))
        size = os.fstat(file.fileno()).st_size
        (length, checksum), (rest, rest_checksum) = about["head"], about["body"]
        first = file.tell()
        if about["program"] != __version__ or about["format"] != self._form or size > self._largest:
            raise ValueError("another version's file, or not ours")
        if not (type(length) is type(rest) is int and length >= 0 and first + length + rest == size):
            raise ValueError("parts are missing")
        head = _checked(file.read(length), checksum)
        content = json.loads(head)
        files = {path: FileState.from_json(state) for path, state in content["files"].items()}
        return Derived(content["payload"], files, _checked(file.read(rest), rest_checksum) if body else b"")

    def save(self, payload: object, *, files: Mapping[str, FileState | None] | None = None, body: bytes = b"") -> bool:
        """Write the file and return whether it could be written."""
        head = json.dumps({"files": files or {}, "payload": payload}).encode()
        about = {
            "program": __version__,
            "format": self._form,
            "head": [len(head), crc32(head)],
            "body": [len(body), crc32(body)],
        }
        data = b"".join((json.dumps(about).encode(), b"\n", head, body))
        try:
            # Not durable: after a power cut the checksums show what is missing.
            write_atomically(self.path, data, private=True, durable=False)
        except OSError:
            return False
        if self._most_files is not None:
            prune(os.path.dirname(self.path), self._most_files)
        return True

    def discard(self) -> None:
        """Remove anything at the path; what cannot be removed stays."""
        with contextlib.suppress(OSError):
            if os.path.isdir(self.path) and not os.path.islink(self.path):
                os.rmdir(self.path)
            else:
                os.unlink(self.path)


def _checked(data: bytes, checksum: object) -> bytes:
    if crc32(data) != checksum:
        raise ValueError("the checksum does not match")
    return data


def parsed(text: str | bytes, understand: Callable[[Any], T | None]) -> T | None:
    """Return what ``understand`` makes of a piece of JSON in the body of a derived file; None if that is not possible."""
    try:
        return understand(json.loads(text))
    except UNUSABLE:
        return None


def prune(folder: StrPath, most_files: int) -> None:
    """Remove all but the newest files of a folder; unfinished drafts count as files."""
    with contextlib.suppress(OSError):  # another program prunes, too
        entries = [entry for entry in os.scandir(folder) if not entry.is_dir(follow_symlinks=False)]
        entries.sort(key=lambda entry: entry.stat(follow_symlinks=False).st_mtime_ns, reverse=True)
        for entry in entries[most_files:]:
            os.unlink(entry.path)
