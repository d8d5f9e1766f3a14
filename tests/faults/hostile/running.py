"""Commands and workspaces on a hostile library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.faults.hostile.hostile_library import (
    SECRET,
)

SECONDS = 30
"""No command may take as long, on a machine that does other things, too."""


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own that ends in bounded time without a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "reader", *words, "-l", str(root)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in done.stderr, (words, done.stderr)
    assert done.returncode in (0, 1, 2), (words, done.stderr)
    return done


def told_secrets(root: Path) -> list[Path]:
    """Return the plain files of the annotations that have a word from outside."""
    return [
        path
        for path in sorted((root / "annotations").rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and path.stat().st_size < 10**6
        and SECRET in path.read_text("latin-1")
    ]
