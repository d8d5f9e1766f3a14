"""Archives that the program writes: the same content makes the same bytes, and no two files have one name."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from typing import TYPE_CHECKING, BinaryIO

from reader.text.fold import fold_key

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def new_archive(stream: BinaryIO) -> zipfile.ZipFile:
    """Return an archive that is written to ``stream``, which may be a pipe or a device."""
    if _is_sought(stream):
        return zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)
    return zipfile.ZipFile(_Forward(stream), "w", zipfile.ZIP_DEFLATED)


def _is_sought(stream: BinaryIO) -> bool:
    """Whether one can go back in a stream. A device such as ``/dev/null`` says so, but is always at its beginning."""
    try:
        return stream.seekable() and stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except io.UnsupportedOperation:  # it has no file
        return stream.seekable()


class _Forward(io.BufferedIOBase):
    """A stream that is only written."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, data: ReadableBuffer) -> int:
        """See `io.BufferedIOBase`."""
        return self._stream.write(data)

    def flush(self) -> None:
        """See `io.BufferedIOBase`."""
        self._stream.flush()


def entry(name: str) -> zipfile.ZipInfo:
    """Return a file of an archive with a fixed date, compressed."""
    made = zipfile.ZipInfo(name)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.external_attr = 0o644 << 16
    return made


def free_name(name: str, taken: set[str]) -> str:
    """Return a name that no other file has, in whatever case, and add it to those that are ``taken``."""
    free, number = name, 2
    while fold_key(free) in taken:
        free, number = f"{name}-{number}", number + 1
    taken.add(fold_key(free))
    return free
