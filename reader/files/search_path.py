"""Where called programs are looked for: never in the current folder.

An empty or relative entry in PATH and similar lists means the current folder. That may be somebody else's library, with
a file named `git` or `xclip` in it. A command with a path, such as ``EDITOR=./edit``, is left alone.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping

_LISTS = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "PYTHONPATH")


def keep_absolute_entries(environment: MutableMapping[str, str]) -> None:
    """Remove the relative entries from the lists of folders that programs and libraries are loaded from."""
    for name in _LISTS:
        entries = environment.get(name)
        if entries is None:
            continue
        absolute = os.pathsep.join(entry for entry in entries.split(os.pathsep) if os.path.isabs(entry))
        if absolute:
            environment[name] = absolute
        else:
            # An empty list also means the current folder; an unset one means the default of the system.
            del environment[name]


def find_program(name: str, environment: MutableMapping[str, str] = os.environ) -> str | None:
    """Return the absolute path of a program from the absolute entries of PATH; None if it is not there."""
    for folder in environment.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, name)
        if os.path.isabs(folder) and os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    return None
