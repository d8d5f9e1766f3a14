"""The log file: what went wrong inside the program, for whoever mends it."""

from __future__ import annotations

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from reader import __version__
from reader.config.path import state_folder

LARGEST = 1_000_000
"""Bytes; a log that has outgrown it begins anew, and the old one is kept beside it."""


def log_file() -> Path:
    """Return the file that failures are written to."""
    return state_folder() / "scolie.log"


def log_failure(error: BaseException) -> Path | None:
    """Write an exception with where it came from, and return the file; None if it could not be written."""
    path = log_file()
    when = datetime.now(UTC).isoformat(timespec="seconds")
    told = "".join(traceback.format_exception(error))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LARGEST:
            path.replace(path.with_suffix(".log.1"))
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{when} scolie {__version__}, process {os.getpid()}\n{told}\n")
    except OSError:
        return None
    return path
