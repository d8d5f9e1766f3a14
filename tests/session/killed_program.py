"""A program that works on a library and is killed at one of its calls to the disk."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

_PROGRAM = """
import itertools, json, os, signal, sys, time, traceback
from pathlib import Path
from reader.session.library.catalogue import Catalogue
from reader.session.library.workspace import Workspace
from reader.store.disk import Disk
from reader.store.folder import FolderStore

class Deadly(Disk):
    calls = nth = 0

def deadly(name):
    real = getattr(Disk, name)
    def call(self, *arguments):
        Deadly.calls += 1
        if Deadly.calls == Deadly.nth:
            if name == "write":
                real(self, arguments[0], arguments[1][: len(arguments[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, *arguments)
    return call

for name in ("write", "fsync"):
    setattr(Deadly, name, deadly(name))
os.fsync = lambda descriptor: None  # what a killed program has written stays without it

exec(sys.argv[1])

def run(root, nth, arguments):
    Deadly.nth = nth
    numbers = itertools.count()
    clock = lambda: time.time_ns() // 1000
    store = FolderStore(root / "annotations", clock, f"w{os.getpid()}", Deadly())
    new_id = lambda: f"k{next(numbers):06d}"
    steps(Workspace(root, Catalogue(root, root / "seeds"), store, "Ada", clock, new_id), *arguments)

for line in sys.stdin:
    root, nth, *arguments = json.loads(line)
    child = os.fork()
    if child == 0:
        try:
            run(Path(root), nth, arguments)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""For each line, forks a process that opens a library; a write at which it is killed reaches the disk by half."""


class Killed(Protocol):
    """Runs the steps on the library at ``root``, killed at the ``nth`` call; returns whether they end before it."""

    def __call__(self, root: Path, nth: int, *arguments: str) -> bool: ...


@contextmanager
def killed_program(steps: str) -> Iterator[Killed]:
    """Give what runs a program that is killed at its nth write or fsync.

    ``steps`` is Python code with a function ``steps(workspace, *arguments)``. It is loaded once, as loading takes longer than
    what it does.
    """
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, steps], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:

        def ends_before(root: Path, nth: int, *arguments: str) -> bool:
            assert program.stdin and program.stdout
            program.stdin.write(json.dumps([str(root), nth, *arguments]) + "\n")
            program.stdin.flush()
            status = program.stdout.readline()
            assert status in ("0\n", f"{-signal.SIGKILL}\n"), status
            return status == "0\n"

        yield ends_before
