"""Files that only the user may read, whatever the umask: the state folder has notes and article text."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import StrPath

FILE = 0o600
FOLDER = 0o700


def make_private_folder(path: StrPath) -> None:
    """Make a folder that only the user may enter, and missing folders above it; an existing folder is restricted.

    OSError if it cannot be made. A folder of another user stays as it is.
    """
    try:
        os.mkdir(path, FOLDER)
    except FileNotFoundError:
        above = os.path.dirname(os.path.abspath(path))
        if above == os.path.abspath(path):
            raise
        make_private_parent(above)
        os.mkdir(path, FOLDER)
    except FileExistsError:
        if not os.path.isdir(path):
            raise
    _restrict(path, os.stat(path), FOLDER)


def make_private_parent(path: str) -> None:
    """Make the folders above a private one, private too, as the XDG Base Directory Specification requires."""
    if not os.path.isdir(path):
        make_private_folder(path)


def restrict_all(folder: StrPath) -> None:
    """Restrict a folder and all in it to the user. Links are not followed; what cannot be changed stays as it is."""
    try:
        _restrict(folder, os.stat(folder), FOLDER)  # first, so that nobody can replace what is found next
    except OSError:
        return  # it is missing or cannot be read
    waiting = [os.fspath(folder)]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue  # the user cannot read this folder either
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    _restrict(entry.path, entry.stat(follow_symlinks=False), FOLDER)
                    waiting.append(entry.path)
                elif entry.is_file(follow_symlinks=False):
                    _restrict(entry.path, entry.stat(follow_symlinks=False), FILE)
            except OSError:
                continue  # it was removed meanwhile


def _restrict(path: StrPath, state: os.stat_result, mode: int) -> None:
    if state.st_uid == os.geteuid() and stat.S_IMODE(state.st_mode) != mode:
        os.chmod(path, mode)
