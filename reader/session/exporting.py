"""What goes out to other tools: times as they read them, and files where a person wants them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from reader.config.file import replace_text
from reader.text.problem import Problem


def rfc3339(microseconds: int) -> str:
    """Return a time as RFC 3339, UTC, to the millisecond."""
    moment = datetime.fromtimestamp(microseconds / 1_000_000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def write_out(path: Path, text: str) -> None:
    """Put ``text`` into the file that a person named, whole or not at all; Problem if the folder or the disk refuses."""
    try:
        if not path.absolute().parent.is_dir():
            raise FileNotFoundError(2, "there is no such folder")
        replace_text(path, text)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Problem("The file cannot be written.", f"{path}: {reason}", "Choose another place.") from error
