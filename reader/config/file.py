"""Read and replace small text files without ever raising or leaving a half-written one."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from reader.text.fault import Fault

if TYPE_CHECKING:
    from _typeshed import StrPath

LARGEST = 1_000_000
"""Bytes: a settings file above it is a mistake."""


def read_text(path: StrPath) -> tuple[str | None, list[Fault]]:
    """Return the text and nothing wrong; None and no fault if there is no file; None and a fault otherwise."""
    try:
        state = os.stat(path)
        if not stat.S_ISREG(state.st_mode):
            return None, [Fault(str(path), None, "This is not a regular file.", "Put a text file there.")]
        if state.st_size > LARGEST:
            return None, [Fault(str(path), None, "The file is too large.", "Put a small text file there.")]
        with open(path, "rb") as file:
            return file.read().decode("utf-8-sig"), []
    except (FileNotFoundError, NotADirectoryError):
        return None, []
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return None, [Fault(str(path), line, "The file is not UTF-8.", "Save it as UTF-8.")]
    except OSError as error:
        reason = error.strerror or type(error).__name__
        what = f"The file cannot be read: {reason}."
        return None, [Fault(str(path), None, what, "Look at its permissions.")]


def replace_text(path: StrPath, text: str) -> None:
    """Put ``text`` into ``path``, whole or not at all; OSError if the disk refuses."""
    folder, name = os.path.split(path)
    os.makedirs(folder or ".", exist_ok=True)
    draft = os.path.join(folder, f".{name}.{os.getpid()}.draft")
    try:
        with open(draft, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        if os.path.lexists(draft):
            os.unlink(draft)
        raise
