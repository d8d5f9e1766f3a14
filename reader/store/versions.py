"""Whether git put a file where it is: a log that is shorter than it was is damage, unless somebody checked it out.

A guess from the bytes would be wrong one way or the other, so git itself is asked; that happens only when a log
lacks what this machine has seen in it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 5


def put_there_by_git(path: str) -> bool:
    """Whether the file is as git's index has it; or, if it is missing, known to git but not in this state."""
    from pathlib import Path  # only where git may be asked

    file = Path(path).absolute()
    folder, name = file.parent, file.name
    if not any((above / ".git").exists() for above in (folder, *folder.parents)):
        return False
    entry = _git(folder, "ls-files", "--stage", "--", name).split()
    if not file.exists():
        return not entry and bool(_git(folder, "log", "-1", "--all", "--format=%H", "--", name))
    return len(entry) > 1 and entry[1] == _git(folder, "hash-object", "--no-filters", "--", name).strip()


def _git(folder: Path, *arguments: str) -> str:
    """Return what git says, nothing if it cannot: then nobody vouches for the file."""
    import subprocess

    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout
