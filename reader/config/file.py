"""Read and replace small text files without ever raising or leaving a half-written one."""

from __future__ import annotations

import os
from pathlib import Path

from reader.text.fault import Fault

LARGEST = 1_000_000
"""Bytes: a settings file above it is a mistake."""


def read_text(path: Path) -> tuple[str | None, list[Fault]]:
    """Return the text and nothing wrong; None and no fault if there is no file; None and a fault otherwise."""
    try:
        if not path.exists():
            return None, []
        if not path.is_file():
            return None, [Fault(str(path), None, "This is not a regular file.", "Put a text file there.")]
        if path.stat().st_size > LARGEST:
            return None, [Fault(str(path), None, "The file is too large.", "Put a small text file there.")]
        return path.read_bytes().decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return None, [Fault(str(path), line, "The file is not UTF-8.", "Save it as UTF-8.")]
    except OSError as error:
        reason = error.strerror or type(error).__name__
        what = f"The file cannot be read: {reason}."
        return None, [Fault(str(path), None, what, "Look at its permissions.")]


def replace_text(path: Path, text: str) -> None:
    """Put ``text`` into ``path``, whole or not at all; OSError if the disk refuses."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
