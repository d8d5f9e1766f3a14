"""What goes out to other tools: times as they read them, and files where a person wants them."""

from __future__ import annotations

from time import gmtime
from typing import TYPE_CHECKING

from reader.config.file import replace_text
from reader.text.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from reader.session.workspace import Workspace


def rfc3339(microseconds: int) -> str:
    """Return a time as RFC 3339, UTC, to the millisecond."""
    seconds, rest = divmod(microseconds, 1_000_000)
    year, *moment = gmtime(seconds)[:6]
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z".format(year, *moment, rest // 1000)


def write_out(workspace: Workspace, path: Path, text: str) -> None:
    """Put ``text`` into the file that a person named, whole or not at all.

    Problem if the folder or the disk refuses, and if it would take the place of an article or of what the program keeps.
    """
    try:
        if not path.absolute().parent.is_dir():
            raise FileNotFoundError(2, "there is no such folder")
        if _is_kept(workspace, path):
            raise Problem("The file belongs to the library.", str(path), "Choose another place; nothing was written.")
        replace_text(path, text)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Problem("The file cannot be written.", f"{path}: {reason}", "Choose another place.") from error


def _is_kept(workspace: Workspace, path: Path) -> bool:
    """Whether ``path`` is an article, by whatever name, or in the folder of the annotations."""
    if path.absolute().parent.resolve().is_relative_to((workspace.root / "annotations").resolve()):
        return True
    articles = (workspace.root / name for name in (workspace.shelf.files() if path.exists() else ()))
    return any(article.exists() and path.samefile(article) for article in articles)
