"""Whether git put a file where it is: a log that is shorter than it was is damage, unless somebody checked it out.

A guess from the bytes would be wrong one way or the other, so git itself is asked; that happens only when a log
lacks what this machine has seen in it.
"""

from __future__ import annotations

import os

if False:  # TYPE_CHECKING, without loading typing
    from pathlib import Path

SECONDS = 5
AT_WORK = 600
"""Seconds that git may hold its index before it puts a file in place; a lock of earlier was left by a git that died."""


def put_there_by_git(path: str) -> bool:
    """Whether the file is as git's index has it; or, if it is missing, known to git but not in this state.

    While git is at work it has put files in place that its index does not have yet.
    """
    from pathlib import Path  # only where git may be asked

    file = Path(path).absolute()
    folder, name = file.parent, file.name
    above = next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)
    if above is None:
        return False
    if _is_at_work(above / ".git", file if file.exists() else folder):
        return True
    entry = _git(folder, "ls-files", "--stage", "--", name).split()
    if not file.exists():
        return not entry and bool(_git(folder, "log", "-1", "--all", "--format=%H", "--", name))
    return len(entry) > 1 and entry[1] == _git(folder, "hash-object", "--no-filters", "--", name).strip()


def _is_at_work(git: Path, changed: Path) -> bool:
    """Whether a git that holds the index of the repository whose ``.git`` this is may just have written ``changed``."""
    try:
        # In a work tree or a submodule it is a file that names the folder.
        folder = git if git.is_dir() else git.parent / git.read_text().removeprefix("gitdir:").strip()
        held = changed.stat().st_mtime - (folder / "index.lock").stat().st_mtime
    except (OSError, ValueError):
        return False
    return abs(held) < AT_WORK


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
