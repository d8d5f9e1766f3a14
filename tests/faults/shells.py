"""A shell with job control in a terminal."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.tui.terminal import Terminal


def in_a_shell(*words: str | Path) -> Terminal:
    """Type a command line into a shell that can stop what it runs and go on with it."""
    shell = "import os; os.execvp('sh', ['sh', '-i'])"
    shown = Terminal(program=("-c", shell), environment={"PS1": "shell> ", "ENV": None})
    shown.until("shell>")
    shown.type(f"{sys.executable} {' '.join(map(str, words))}\r")
    return shown
