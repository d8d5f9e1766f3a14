"""Open the file that a person wants to import: a plain file, never a pipe or device that would be waited for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from reader.exchange.imported import LARGEST
from reader.files.archive import Archive
from reader.files.plain import open_plain, read_plain
from reader.text.problem import Problem
from reader.translation import _


def open_source(path: Path) -> BinaryIO:
    """Return a file, open for reading; Problem if it cannot be read."""
    try:
        return os.fdopen(open_plain(path, follow=True), "rb")
    except OSError as error:
        raise _unreadable(path, error) from error


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file; Problem if it cannot be read or has over `LARGEST` bytes."""
    try:
        return read_plain(path, LARGEST, follow=True)
    except OSError as error:
        raise _unreadable(path, error) from error


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a ZIP archive; Problem if it cannot be read or is none."""
    with open_source(path) as file:
        yield Archive(file, str(path))


def _unreadable(path: Path, error: OSError) -> Problem:
    return Problem(_("The file cannot be read."), f"{path}: {error.strerror or error}", _("Check the name."))
