"""Where the programs that are called are looked for: never in the folder that the user happens to be in.

An empty or relative entry in PATH and its like means the current folder. That may be a library that somebody else has made,
with a file named `git` or `xclip` in it. What was typed with a path of its own, such as ``EDITOR=./edit``, stays.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping

_LISTS = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "PYTHONPATH")


def keep_absolute_entries(environment: MutableMapping[str, str]) -> None:
    """Take the entries that are not absolute out of the lists of folders that programs and libraries come from."""
    for name in _LISTS:
        written = environment.get(name)
        if written is None:
            continue
        kept = os.pathsep.join(entry for entry in written.split(os.pathsep) if os.path.isabs(entry))
        if kept:
            environment[name] = kept
        else:
            # An empty list means the current folder, too; an unset one, the system's own.
            del environment[name]


def find_program(name: str, environment: MutableMapping[str, str] = os.environ) -> str | None:
    """Return the absolute path of a program; None if there is none in the absolute entries of PATH."""
    for folder in environment.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, name)
        if os.path.isabs(folder) and os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    return None
