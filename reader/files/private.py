"""Files for the user alone: notes and article text are in the state folder, whatever the umask is."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import StrPath

FILE = 0o600
FOLDER = 0o700


def make_private_folder(path: StrPath) -> None:
    """Make a folder for the user alone, with the folders above that are missing; restrict one that is there already.

    OSError if it cannot be made. A folder that belongs to somebody else stays as it is.
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
    """Make the folders that lead to a private one, as the XDG Base Directory Specification asks; OSError if it fails."""
    if not os.path.isdir(path):
        make_private_folder(path)


def restrict_all(folder: StrPath) -> None:
    """Restrict a folder and all below it to the user; links are not followed, what cannot be changed stays as it is."""
    try:
        _restrict(folder, os.stat(folder), FOLDER)  # first, so that nobody puts anything in place of what is found
    except OSError:
        return  # it is not there, or cannot be looked at
    waiting = [os.fspath(folder)]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue  # a folder that the user cannot read either
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    _restrict(entry.path, entry.stat(follow_symlinks=False), FOLDER)
                    waiting.append(entry.path)
                elif entry.is_file(follow_symlinks=False):
                    _restrict(entry.path, entry.stat(follow_symlinks=False), FILE)
            except OSError:
                continue  # it has gone meanwhile


def _restrict(path: StrPath, state: os.stat_result, mode: int) -> None:
    if state.st_uid == os.geteuid() and stat.S_IMODE(state.st_mode) != mode:
        os.chmod(path, mode)
