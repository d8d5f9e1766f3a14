"""A repository for tests of what git does to a library."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


class GitRepository:
    """A repository of its own, with no settings from outside."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            **{f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }
        self("init", "-q", "-b", "main")

    def __call__(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self._root, env=self._environment, check=True, capture_output=True)

    def commit_all(self) -> None:
        self("add", "-A")
        self("commit", "-q", "-m", "notes", "--allow-empty")
