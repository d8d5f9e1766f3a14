"""A program that works on a library and is killed at one of its calls to the disk."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

_BEGINNING = """
import itertools, os, signal, sys, time
from pathlib import Path
from reader.session.library.catalogue import Catalogue
from reader.session.library.workspace import Workspace
from reader.store.disk import Disk
from reader.store.folder import FolderStore

root, nth = Path(sys.argv[1]), int(sys.argv[2])

class Deadly(Disk):
    calls = 0

def deadly(name):
    real = getattr(Disk, name)
    def call(self, *arguments):
        Deadly.calls += 1
        if Deadly.calls == nth:
            if name == "write":
                real(self, arguments[0], arguments[1][: len(arguments[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, *arguments)
    return call

for name in ("write", "fsync"):
    setattr(Deadly, name, deadly(name))
numbers = itertools.count()
clock = lambda: time.time_ns() // 1000
store = FolderStore(root / "annotations", clock, f"w{os.getpid()}", Deadly())
workspace = Workspace(root, Catalogue(root, root / "seeds"), store, "Ada", clock, lambda: f"k{next(numbers):06d}")
"""
"""Opens the library as ``workspace``; a write at which it is killed reaches the disk by half."""


def ends_before(root: Path, nth: int, steps: str, *arguments: str) -> bool:
    """Run ``steps`` on the library at ``root``, killed at the ``nth`` write or fsync; return whether they end before it.

    ``steps`` is Python code that has ``workspace``, and ``arguments`` as ``sys.argv[3:]``.
    """
    program = f"{_BEGINNING}{steps}print('done', flush=True)\n"
    child = subprocess.run(
        [sys.executable, "-c", program, str(root), str(nth), *arguments], capture_output=True, text=True, check=False
    )
    assert child.returncode in (0, -signal.SIGKILL), child.stderr
    assert child.stdout == ("" if child.returncode else "done\n")
    return child.returncode == 0
