"""The log file: what went wrong inside the program, for its developers."""

from __future__ import annotations

import os
import stat
import traceback
from datetime import UTC, datetime
from pathlib import Path

from reader import __version__
from reader.config.path import state_folder
from reader.files.private import FILE, make_private_folder

LARGEST = 1_000_000
"""Bytes; a larger log is set aside, and a new one begun."""


def log_file() -> Path:
    """Return the file that failures are written to."""
    return state_folder() / "scolie.log"


def log_failure(error: BaseException) -> Path | None:
    """Write an exception with where it came from, and return the file; None if it could not be written."""
    path = log_file()
    when = datetime.now(UTC).isoformat(timespec="seconds")
    report = "".join(traceback.format_exception(error))
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        make_private_folder(path.parent)
        if path.exists() and path.stat().st_size > LARGEST:
            path.replace(path.with_suffix(".log.1"))
        descriptor = os.open(path, flags, FILE)
        with os.fdopen(descriptor, "wb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return None
            os.fchmod(descriptor, FILE)
            file.write(
                f"{when} scolie {__version__}, process {os.getpid()}\n{report}\n".encode(errors="backslashreplace")
            )
    except OSError:
        return None
    return path
