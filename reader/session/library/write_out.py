"""Write a file where a person wants it: on the disk, or into a link, pipe or device as a shell would."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from reader.files.atomic import open_atomically
from reader.text.problem import Problem
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

    from reader.session.library.workspace import Workspace


def write_out(workspace: Workspace, path: Path, text: str, *, wait: bool = True) -> None:
    """Write ``text`` to the file that a person named: a plain file atomically, anything else as a shell's ``>`` does.

    So a link is followed, and a pipe waits for its reader; without ``wait``, a pipe without a reader is a Problem. It is
    also a Problem if the folder or disk refuses, or if the file is an article or belongs to the annotations.
    """
    data = text.encode()
    write_out_with(workspace, path, lambda file: file.write(data), wait=wait)


def write_out_with(workspace: Workspace, path: Path, write: Callable[[BinaryIO], object], *, wait: bool = True) -> None:
    """Do as `write_out` with what ``write`` writes. If it raises, a plain file is as it was before."""
    try:
        if not path.absolute().parent.is_dir():
            raise FileNotFoundError(2, "there is no such folder")
        if _is_kept(workspace, path):
            raise Problem(
                _("The file belongs to the library."), str(path), _("Choose another place; nothing was written.")
            )
        if _is_plain(path):
            if path.exists() and not os.access(path, os.W_OK):
                # Replacing needs only the right to change the folder, so it would overwrite a file that is write-protected.
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            with open_atomically(path) as file:
                write(file)
        else:
            _write_through(path, write, wait=wait)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Problem(_("The file cannot be written."), f"{path}: {reason}", _("Choose another place.")) from error


def _write_through(path: Path, write: Callable[[BinaryIO], object], *, wait: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOCTTY | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags if wait else flags | os.O_NONBLOCK, 0o666)
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise OSError(errno.ENXIO, "nobody reads from it") from error
        raise
    os.set_blocking(descriptor, True)
    with os.fdopen(descriptor, "wb") as file:
        write(file)


def _is_plain(path: Path) -> bool:
    """Whether ``path`` is a regular file, or one could be made there."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return True


def _is_kept(workspace: Workspace, path: Path) -> bool:
    """Whether ``path`` is an article or in the folder of the annotations, or links there."""
    annotations = (workspace.root / "annotations").resolve()
    folder = path.absolute().parent.resolve()
    if folder.is_relative_to(annotations) or path.resolve().is_relative_to(annotations):
        return True
    articles = (workspace.root / name for name in (workspace.catalogue.files() if path.exists() else ()))
    return any(article.exists() and path.samefile(article) for article in articles)
