"""Open the file that a person wants to import: a plain file, never a pipe or device that would be waited for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from reader.exchange.imported import LARGEST
from reader.files.plain import open_plain, read_plain
from reader.text.problem import Problem
from reader.translation import _


def open_source(path: Path) -> BinaryIO:
    """Return a file, open for reading; Problem if it cannot be read."""
    try:
        return os.fdopen(open_plain(path, follow=True), "rb")
    except OSError as error:
        raise _unreadable(path, error) from error


def read_source(path: Path, limit: int = LARGEST) -> bytes:
    """Return the bytes of a file; Problem if it cannot be read or has over ``limit`` bytes."""
    try:
        return read_plain(path, limit, follow=True)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> Problem:
    return Problem(_("The file cannot be read."), f"{path}: {error.strerror or error}", _("Check the name."))
